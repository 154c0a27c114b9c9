import type { Db, Instant } from '../../db/db'
import type { List } from '../../db/keyset'
import type { ChangedField } from './changed-fields'

export type ConfirmedBy = 'signature' | 'office'

export type NewChange = {
  organisationId: number
  number: string
  confirmedBy: ConfirmedBy
  applicationId: number | null
  signer: string | null
  fields: readonly ChangedField[]
  changedAt: Instant
}

export const insertChange = async (trx: Db, change: NewChange): Promise<number> => {
  const [row] = await trx('organisation_changes')
    .insert({
      organisation_id: change.organisationId,
      number: change.number,
      confirmed_by: change.confirmedBy,
      application_id: change.applicationId,
      signer: change.signer,
      fields: JSON.stringify(change.fields),
      changed_at: change.changedAt,
    })
    .returning('id')
  return row.id
}

/** `fields` is JSON of `ChangedField[]`. */
export type ChangeRow = Pick<NewChange, 'number' | 'confirmedBy' | 'signer' | 'changedAt'> & {
  id: number
  fields: string
}

/** What an organisation changed about itself, the latest first. */
export const changesOf = (db: Db, organisationId: number): List => ({
  order: { keys: [{ property: 'id', kind: 'integer' }], direction: 'desc' },
  sources: [
    {
      query: db('organisation_changes').where({ organisation_id: organisationId }).select({
        id: 'id',
        number: 'number',
        confirmedBy: 'confirmed_by',
        signer: 'signer',
        fields: 'fields',
        changedAt: 'changed_at',
      }),
      columns: ['id'],
    },
  ],
})
