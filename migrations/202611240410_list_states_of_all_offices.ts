import type { Knex } from 'knex'

/**
 * The lists of archived and of blocked organisations of all offices, as the administrator of the system sees them: with
 * no office to begin with, the few that are blocked were looked for in the whole register.
 */
export const up = async (knex: Knex): Promise<void> => {
  for (const state of STATES)
    await knex.raw(
      `create index organisations_all_${state}_index on organisations (okpo) where ${state}_at is not null`,
    )
}

export const down = async (knex: Knex): Promise<void> => {
  for (const state of STATES) await knex.raw(`drop index organisations_all_${state}_index`)
}

const STATES = ['archived', 'blocked'] as const
