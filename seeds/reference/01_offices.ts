import type { Knex } from 'knex'
import { CONFIRMED_CODES, CONFIRMED_MAILBOXES, OFFICES } from './data/offices'
import { insertMissing } from './writing/insert-missing'
import { lines, parts } from './writing/lines'

/** Every territorial office and the subjects it serves. What an administrator changed later stays. */
export const seed = async (trx: Knex.Transaction): Promise<void> => {
  const table = lines(OFFICES).map(line => line.split(' | ') as [string, string, string, string, string])
  await insertMissing(
    trx,
    'offices',
    table.map(([siteNo, shortName, timeZone, whose, subjects]) => ({
      id: Number(siteNo),
      site_no: siteNo,
      short_name: shortName,
      full_name: `${kindOf(subjects)} Федеральной службы государственной статистики по ${whose}`,
      code: CONFIRMED_CODES[siteNo] ?? null,
      mailbox: CONFIRMED_MAILBOXES[siteNo] ?? null,
      website: `https://${siteNo}.rosstat.gov.ru/`,
      time_zone: timeZone,
    })),
  )
  await insertMissing(
    trx,
    'office_subjects',
    table.flatMap(([siteNo, , , , subjects]) =>
      subjects.split('; ').map(subject => {
        const [code, territory, name] = parts(subject, 3)
        return { subject_code: code, office_id: Number(siteNo), name, territory }
      }),
    ),
  )
}

/** A body that serves several subjects of the Federation is called an «управление». */
const kindOf = (subjects: string): string => (subjects.includes('; ') ? 'Управление' : 'Территориальный орган')
