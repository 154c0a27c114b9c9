import type { Knex } from 'knex'

/**
 * Nobody changes what was written down, neither through the pages nor by a slip in the code: the database refuses.
 * The indexes serve the filters of the page: by event, by who acted, by request.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw('create index audit_log_event_index on audit_log (event, at, id)')
  await knex.raw('create index audit_log_actor_index on audit_log (actor_kind, actor_id, at, id)')
  await knex.raw('create index audit_log_request_index on audit_log (request_id)')
  if (knex.client.config.client === 'pg') {
    await knex.raw(`create function audit_log_refuse() returns trigger language plpgsql as $$
      begin raise exception 'the audit log is never changed'; end $$`)
    await knex.raw(
      'create trigger audit_log_kept before update or delete on audit_log for each row execute function audit_log_refuse()',
    )
    await knex.raw(
      'create trigger audit_log_whole before truncate on audit_log for each statement execute function audit_log_refuse()',
    )
    return
  }
  for (const change of ['update', 'delete'])
    await knex.raw(
      `create trigger audit_log_no_${change} before ${change} on audit_log
        begin select raise(abort, 'the audit log is never changed'); end`,
    )
}

export const down = async (knex: Knex): Promise<void> => {
  if (knex.client.config.client === 'pg') {
    await knex.raw('drop trigger audit_log_kept on audit_log')
    await knex.raw('drop trigger audit_log_whole on audit_log')
    await knex.raw('drop function audit_log_refuse()')
  } else for (const change of ['update', 'delete']) await knex.raw(`drop trigger audit_log_no_${change}`)
  for (const index of ['event', 'actor', 'request']) await knex.raw(`drop index audit_log_${index}_index`)
}
