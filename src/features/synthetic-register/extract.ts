import type { SyntheticRow } from './register'

/** The header of the extract that the generator writes, as an export of the register has it. */
export const EXTRACT_HEADER = [
  'ОКПО',
  'Тип предприятия',
  'Краткое наименование',
  'Полное наименование',
  'ИНН',
  'ОГРН / ОГРНИП',
  'ОКВЭД2',
  'ОКОПФ',
  'ОКФС',
  'ОКОГУ',
  'ОКТМО',
  'ОКАТО',
  'ОКПО головной организации',
  'Электронная почта',
  'Почтовый адрес',
  'ТОГС',
  'Архив',
] as const

const TYPES = { legal: 'ЮЛ', entrepreneur: 'ИП', branch: 'ТОСП' } as const

const quoted = (text: string): string => (/[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A line of the extract, with its end. */
export const extractLine = (row: SyntheticRow): string =>
  `${[
    row.okpo,
    TYPES[row.enterpriseType],
    quoted(row.shortName),
    quoted(row.fullName),
    row.inn ?? '',
    row.ogrn ?? '',
    row.okved2,
    row.okopf,
    row.okfs,
    row.okogu,
    row.oktmo,
    row.okato,
    row.parentOkpo ?? '',
    row.email,
    quoted(row.postalAddress),
    String(row.officeId).padStart(2, '0'),
    row.archived ? 'да' : '',
  ].join(';')}\r\n`
