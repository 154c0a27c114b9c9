import type { Knex } from 'knex'
import { OKFS } from './data/okfs'
import { OKOPF } from './data/okopf'
import { OKSM } from './data/oksm'
import { OKVED2 } from './data/okved2'
import { insertMissing } from './writing/insert-missing'
import { lines, parts } from './writing/lines'

type Row = { classifier: string; code: string; name: string; parent: string | null; selectable: boolean }

/**
 * The short classifiers whole and the two upper levels of ОКВЭД2; the importer brings the long ones.
 * The heading of an ОКОПФ code is the code itself with its tail set to zero, where such a code exists.
 */
export const seed = async (trx: Knex.Transaction): Promise<void> => {
  await insertMissing(trx, 'classifier_codes', [...okved2(), ...okopf(), ...okfs(), ...oksm()])
}

const okved2 = (): Row[] => {
  let section: string | null = null
  return lines(OKVED2).map(line => {
    const [code, name] = parts(line, 2) as [string, string]
    const isSection = /^[A-U]$/.test(code)
    if (isSection) section = code
    return { classifier: 'okved2', code, name, parent: isSection ? null : section, selectable: !isSection }
  })
}

const okopf = (): Row[] => {
  const rows = lines(OKOPF).map(line => parts(line, 2) as [string, string])
  const known = new Set(rows.map(([code]) => code))
  const headingOf = (code: string) =>
    [3, 2, 1].map(kept => code.slice(0, kept).padEnd(5, '0')).find(heading => heading !== code && known.has(heading))
  return rows.map(([code, name]) => {
    const parent = headingOf(code) ?? null
    return { classifier: 'okopf', code, name, parent, selectable: parent !== null }
  })
}

const okfs = (): Row[] =>
  lines(OKFS).map(line => {
    const [code, group, name] = parts(line, 3) as [string, string, string]
    return { classifier: 'okfs', code, name, parent: group === '--' ? null : group, selectable: true }
  })

const oksm = (): Row[] =>
  lines(OKSM).map(line => {
    const [code, name] = parts(line, 2) as [string, string]
    return { classifier: 'oksm', code, name, parent: null, selectable: true }
  })
