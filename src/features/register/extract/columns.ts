import { wordsOf } from '../../../db/text-search'

/** Columns of `organisations` that the register fills. */
export const REGISTER_COLUMNS = [
  'enterprise_type',
  'short_name',
  'full_name',
  'inn',
  'ogrn',
  'okved2',
  'okved',
  'okopf',
  'okfs',
  'okogu',
  'oktmo',
  'okato',
  'parent_okpo',
  'email',
  'postal_address',
  'phone',
  'head_name',
  'office_id',
] as const

export type RegisterColumn = (typeof REGISTER_COLUMNS)[number]

/** What a column of an extract may hold. */
export type ExtractColumn = 'okpo' | 'archived' | RegisterColumn

/** Names of columns that are known, without regard to capitals, ё and signs. The first is the one we write. */
export const COLUMN_NAMES: Record<ExtractColumn, readonly string[]> = {
  okpo: ['ОКПО', 'ОКПО / Идентификационный номер ТОСП', 'Код ОКПО', 'okpo'],
  enterprise_type: ['Тип предприятия', 'Тип', 'enterprise_type', 'type'],
  short_name: ['Краткое наименование', 'Наименование', 'Краткое наименование организации', 'short_name', 'name'],
  full_name: ['Полное наименование', 'Полное наименование организации', 'full_name'],
  inn: ['ИНН', 'inn'],
  ogrn: ['ОГРН / ОГРНИП', 'ОГРН', 'ОГРНИП', 'ogrn'],
  okved2: ['ОКВЭД2', 'Код ОКВЭД2', 'okved2'],
  okved: ['ОКВЭД', 'okved'],
  okopf: ['ОКОПФ', 'okopf'],
  okfs: ['ОКФС', 'okfs'],
  okogu: ['ОКОГУ', 'okogu'],
  oktmo: ['ОКТМО', 'ОКТМО фактический', 'oktmo'],
  okato: ['ОКАТО', 'ОКАТО фактический', 'okato'],
  parent_okpo: ['ОКПО головной организации', 'Головной ОКПО', 'parent_okpo'],
  email: ['Электронная почта', 'E-mail', 'email'],
  postal_address: ['Почтовый адрес', 'Адрес', 'postal_address', 'address'],
  phone: ['Телефон', 'phone'],
  head_name: ['Руководитель', 'ФИО руководителя', 'head_name'],
  office_id: ['ТОГС', 'Код ТОГС', 'office', 'office_id'],
  archived: ['Архив', 'Архивная запись', 'archived'],
}

export type Columns = ReadonlyMap<ExtractColumn, number>

const key = (name: string): string => wordsOf(name.replaceAll('_', '')).join(' ')

const BY_NAME = new Map(
  Object.entries(COLUMN_NAMES).flatMap(([column, names]) => names.map(name => [key(name), column as ExtractColumn])),
)

/** Where each known column stands, in any order; or the sentence that says what the header lacks. */
export const readHeader = (header: readonly string[]): { columns: Columns } | { problem: string } => {
  const columns = new Map<ExtractColumn, number>()
  for (const [index, name] of header.entries()) {
    const column = BY_NAME.get(key(name))
    if (column === undefined) continue
    if (columns.has(column))
      return { problem: `Столбец «${COLUMN_NAMES[column][0]}» встречается в файле дважды: оставьте один.` }
    columns.set(column, index)
  }
  const missing = [
    ...(['okpo', 'short_name'] as const)
      .filter(column => !columns.has(column))
      .map(column => `«${COLUMN_NAMES[column][0]}»`),
    ...((['office_id', 'oktmo', 'okato'] as const).some(column => columns.has(column))
      ? []
      : ['«ТОГС» (или «ОКТМО», или «ОКАТО»)']),
  ]
  if (missing.length === 0) return { columns }
  return {
    problem: `В первой строке файла нет столбцов: ${missing.join(', ')}. Найдены столбцы: ${shown(header)}. Если вместо букв видны другие знаки, сохраните файл в кодировке UTF-8 или Windows-1251.`,
  }
}

const MAX_SHOWN = 400
const shown = (header: readonly string[]): string => {
  const text = header.map(name => name.trim().replace(/\p{Cc}/gu, '?')).join('; ')
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text
}
