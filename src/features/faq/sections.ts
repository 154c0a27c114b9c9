/** What questions are about, in the order of the page. The numbers stand in the database. */
export const SECTIONS = {
  '1': 'Регистрация',
  '2': 'Вход и пароль',
  '3': 'Сертификаты и подпись',
  '4': 'Отчёты',
  '5': 'Работа сайта',
  '6': 'Другое',
} as const

export type SectionCode = keyof typeof SECTIONS

export const sectionName = (section: number): string => SECTIONS[String(section) as SectionCode]

/** The sections for a select box, with a first entry that chooses none. */
export const sectionItems = (none: string): { value: string; text: string }[] => [
  { value: '', text: none },
  ...Object.entries(SECTIONS).map(([value, text]) => ({ value, text })),
]
