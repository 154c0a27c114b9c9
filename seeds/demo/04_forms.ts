import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Knex } from 'knex'
import { insertMissing } from '../reference/writing/insert-missing'
import { REGISTERED } from './data/sign-ins'

const CREATED = '2026-01-12T06:00:00.000Z'

/** Days after the end of a period, by periodicity. */
const DUE_DAYS: Record<string, number> = { 1: 60, 2: 30, 4: 30, 12: 15, 36: 3, 56: 3 }

/** The build compiles seeds elsewhere and leaves their data where it is. */
const TEMPLATES = [resolve(__dirname, 'templates'), resolve(__dirname, '../../../seeds/demo/templates')].find(
  existsSync,
)

/** The demo templates of forms, due from the organisations of the demo register that can sign in. */
export const seed = async (trx: Knex.Transaction): Promise<void> => {
  const directory = TEMPLATES ?? ''
  const templates = readdirSync(directory)
    .filter(file => file.endsWith('.xml'))
    .sort()
    .map(file => templateRow(readFileSync(join(directory, file))))
  await insertMissing(trx, 'form_templates', templates)
  const organisations: number[] = await trx('organisations').whereIn('okpo', REGISTERED).pluck('id')
  await insertMissing(
    trx,
    'form_assignments',
    organisations.flatMap(organisation_id =>
      templates.map(({ code }) => ({ organisation_id, form_code: code, source: 'demo', created_at: CREATED })),
    ),
  )
}

const templateRow = (xml: Buffer) => {
  const root = /<metaForm\s([^>]*)>/.exec(xml.toString('utf8'))?.[1] ?? ''
  const attribute = (name: string): string => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(root)?.[1] ?? ''
  const periodicity = Number(attribute('idp'))
  return {
    code: attribute('code'),
    okud: attribute('OKUD'),
    version: attribute('version'),
    name: attribute('name'),
    shifr: attribute('shifr'),
    periodicity,
    due_days: DUE_DAYS[periodicity] ?? 30,
    xml,
    sha256: createHash('sha256').update(xml).digest('hex'),
    valid_from: '2026-01-01',
    valid_until: null,
    demo: true,
    created_at: CREATED,
  }
}
