import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyImport } from '../../../src/features/classifiers/import/apply'
import { checkFile } from '../../../src/features/classifiers/import/check-file'
import type { ImportedClassifier } from '../../../src/features/classifiers/import/file-kinds'
import {
  type ChangeKind,
  type ClassifierImport,
  findImport,
  listChanges,
  listRefused,
} from '../../../src/features/classifiers/import/imports.repository'
import { NOW } from '../../support/app'
import { createDatabase, type TestDatabase } from '../../support/database'

export type Importing = TestDatabase & {
  /** Writes a file and compares it; its import. */
  check(classifier: ImportedClassifier, content: string | Uint8Array, fileDate?: string): Promise<ClassifierImport>
  apply(one: ClassifierImport): Promise<string>
  load(classifier: ImportedClassifier, content: string | Uint8Array, fileDate?: string): Promise<ClassifierImport>
  changes(one: ClassifierImport, kind: ChangeKind): Promise<(string | null)[][]>
  /** Lines that were not taken, with the rule that says why. */
  refused(one: ClassifierImport): Promise<string[]>
  code(classifier: string, code: string): Promise<Record<string, unknown> | undefined>
}

export const openImporting = async (): Promise<Importing> => {
  const database = await createDatabase()
  const { db } = database
  const folder = mkdtempSync(join(tmpdir(), 'websbor-classifiers-'))
  const path = join(folder, 'file.csv')
  const check: Importing['check'] = async (classifier, content, fileDate = '2026-01-15') => {
    const bytes = Buffer.from(content)
    writeFileSync(path, bytes)
    const given = { classifier, fileName: 'file.csv', fileDate, bytes: bytes.length, staffId: null }
    const id = await checkFile({ db, clock: () => new Date(NOW) }, path, given)
    return (await findImport(db, id)) as ClassifierImport
  }
  const apply: Importing['apply'] = one =>
    db.transaction(trx => applyImport(trx, one, { actor: { kind: 'system' }, at: NOW }))
  return {
    ...database,
    check,
    apply,
    load: async (...given) => {
      const one = await check(...given)
      expect(await apply(one)).toBe('applied')
      return one
    },
    changes: async (one, kind) =>
      (await listChanges(db, one.id, kind, 100)).map(({ code, before, after }) => [code, before, after]),
    refused: async one => (await listRefused(db, one.id, 100)).map(({ line, refusal }) => `${line} ${refusal}`),
    code: (classifier, code) => db('classifier_codes').where({ classifier, code }).first(),
    destroy: async () => {
      await database.destroy()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
