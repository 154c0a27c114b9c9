import type { Deps } from '../../deps'
import type { Application } from '../applications/application'
import { listRemarks, type Remark } from '../applications/submissions.repository'

/** The specialist's remarks, beside the fields they are about. */
export const remarkNotices = (remarks: readonly Remark[]): Record<string, string> => {
  const notices: Record<string, string> = {}
  for (const { field, text } of remarks) {
    const said = notices[field]
    notices[field] = said === undefined ? `Замечание специалиста: ${text}` : `${said} ${text}`
  }
  return notices
}

/** What the specialist said of a returned application, by field; of any other one nothing. */
export const noticesOf = async ({ db }: Pick<Deps, 'db'>, application: Application): Promise<Record<string, string>> =>
  application.status === 'returned' ? remarkNotices(await listRemarks(db, application)) : {}
