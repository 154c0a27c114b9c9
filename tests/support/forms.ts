import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Db } from '../../src/db/db'
import { NOW } from './app'

/** A form of the demonstration in force since 2026, due 15 days after each month. Returns its number and its code. */
export const buildForm = async (db: Db, row: Record<string, unknown> = {}): Promise<{ id: number; code: string }> => {
  const xml = readFileSync('seeds/demo/templates/demo_trade.xml')
  const form = {
    code: '999001001012',
    okud: '0999001',
    version: '01-01-2025',
    name: 'ДЕМО-1 (торговля). Сведения о продаже товаров',
    shifr: 'demo_trade',
    periodicity: 12,
    due_days: 15,
    xml,
    sha256: createHash('sha256').update(xml).digest('hex'),
    valid_from: '2026-01-01',
    valid_until: null,
    created_at: NOW,
    ...row,
  }
  const [{ id }] = (await db('form_templates').insert(form).returning('id')) as [{ id: number }]
  return { id, code: form.code }
}

/** From now on the organisation has to hand in this form. */
export const assignForm = async (db: Db, organisationId: number, { code }: { code: string }): Promise<void> => {
  await db('form_assignments').insert({
    organisation_id: organisationId,
    form_code: code,
    source: 'list',
    created_at: NOW,
  })
}
