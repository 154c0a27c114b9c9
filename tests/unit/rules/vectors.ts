import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { directories } from '../../../src/directories'

type Vectors = {
  okpo8: { valid: string[] }
  okpo10: { valid: string[]; validSecondPass: string[] }
  inn10: { valid: string[] }
  inn12: { valid: string[]; generated: string[] }
  ogrn13: { valid: string[]; invalid: string[] }
  ogrnip15: { valid: string[] }
  snils: { valid: string[] }
  oktmo_kc: { pairs: [string, string][] }
}

const NONE: Vectors = {
  okpo8: { valid: [] },
  okpo10: { valid: [], validSecondPass: [] },
  inn10: { valid: [] },
  inn12: { valid: [], generated: [] },
  ogrn13: { valid: [], invalid: [] },
  ogrnip15: { valid: [] },
  snils: { valid: [] },
  oktmo_kc: { pairs: [] },
}

const file = resolve(directories.root, '../shared/data/check-digit-vectors.json')

/** Real codes collected for trying; empty lists where the collection is not beside the project. */
export const vectors: Vectors = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Vectors) : NONE
