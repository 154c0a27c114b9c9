import { choice } from '../fields'

/** Юридическое лицо, ИП, территориально обособленное подразделение (ТОСП), орган власти. Names are in the database. */
export const ENTERPRISE_TYPES = ['legal', 'entrepreneur', 'branch', 'authority'] as const
export type EnterpriseType = (typeof ENTERPRISE_TYPES)[number]

export const enterpriseType = choice(ENTERPRISE_TYPES, 'Выберите тип предприятия')
