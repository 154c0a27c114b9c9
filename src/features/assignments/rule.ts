import type { Knex } from 'knex'
import type { EnterpriseType } from '../../validation/rules/enterprise-type'

/** Whom a form is assigned to. What is empty asks for nothing; an organisation in the archive never matches. */
export type Rule = {
  types: EnterpriseType[]
  /** Classes, subclasses or groups of the main activity: «47» is everything that begins with 47. */
  okved2: string[]
  officeId: number | null
  /** What the ОКТМО begins with. */
  oktmo: string
  okpos: string[]
}

/** The condition of a rule on a query of organisations, apart from its list of ОКПО. */
export const matches =
  ({ types, okved2, officeId, oktmo }: Rule) =>
  (query: Knex.QueryBuilder): void => {
    void query.whereNull('organisations.archived_at')
    if (types.length > 0) void query.whereIn('organisations.enterprise_type', types)
    if (officeId !== null) void query.where('organisations.office_id', officeId)
    if (oktmo !== '') void query.where('organisations.oktmo', 'like', `${oktmo}%`)
    if (okved2.length > 0)
      void query.where(any => {
        for (const code of okved2) void any.orWhere('organisations.okved2', 'like', `${code}%`)
      })
  }
