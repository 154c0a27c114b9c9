import type { Remark } from '../applications/applications.repository'

/** The specialist's remarks, beside the fields they are about. */
export const remarkNotices = (remarks: readonly Remark[]): Record<string, string> => {
  const notices: Record<string, string> = {}
  for (const { field, text } of remarks) {
    const said = notices[field]
    notices[field] = said === undefined ? `Замечание специалиста: ${text}` : `${said} ${text}`
  }
  return notices
}
