/** Why an application is rejected: the codes are stored, the sentences are read. */
export const REASONS = {
  duplicate: 'Организация уже зарегистрирована или подала другую заявку',
  wrong_office: 'Организация относится к другому территориальному органу',
  not_a_respondent: 'Организация не представляет отчётность через эту систему',
  unverified: 'Сведения о заявителе не подтвердились',
  other: 'Другая причина',
} as const

export type Reason = keyof typeof REASONS

export const reasonText = (code: string | null): string => (code === null ? '' : (REASONS[code as Reason] ?? code))
