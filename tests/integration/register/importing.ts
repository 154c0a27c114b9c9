import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findImport, type RegisterImport } from '../../../src/features/register/import/imports.repository'
import { refusedFileOf } from '../../../src/features/register/import/refused-file'
import { type ImportDeps, runImport } from '../../../src/features/register/import/run-import'
import { startImport } from '../../../src/features/register/import/start-import'
import { NOW } from '../../support/app'
import { createDatabase, type TestDatabase } from '../../support/database'

export type Given = { full?: boolean; dryRun?: boolean; atOnce?: boolean }

/** A database with offices, and a folder for extracts. */
export type Importing = TestDatabase & {
  deps: ImportDeps
  /** Writes an extract and opens its import; the number of the import. */
  begin(content: string | Uint8Array, given?: Given): Promise<number>
  /** Writes an extract, and works on it to the end. */
  load(content: string | Uint8Array, given?: Given): Promise<RegisterImport>
  find(id: number): Promise<RegisterImport>
  /** The lines of the file of refused rows, without its header. */
  refused(id: number): string[]
  organisation(okpo: string): Promise<Record<string, unknown> | undefined>
}

export const HEADER = 'ОКПО;Краткое наименование;Полное наименование;ИНН;ТОГС'

/** An extract with the usual header. */
export const extract = (...lines: string[]): string => `${[HEADER, ...lines].join('\r\n')}\r\n`

export const openImporting = async (): Promise<Importing> => {
  const database = await createDatabase()
  const directory = mkdtempSync(join(tmpdir(), 'websbor-import-'))
  const deps: ImportDeps = { db: database.db, clock: () => new Date(NOW), directory }
  let files = 0
  const find = async (id: number) => (await findImport(database.db, id)) as RegisterImport
  const begin: Importing['begin'] = async (content, { full = false, dryRun = false, atOnce = true } = {}) => {
    const path = join(directory, `extract-${(files += 1)}.csv`)
    const bytes = Buffer.from(content)
    writeFileSync(path, bytes)
    const given = {
      fileName: 'extract.csv',
      path,
      ownFile: true,
      bytes: bytes.length,
      fullExtract: full,
      dryRun,
      atOnce,
      startedBy: null,
    }
    const id = await startImport(deps, given, { kind: 'system' })
    if (id === undefined) throw new Error('another import is under way')
    return id
  }
  return {
    ...database,
    deps,
    begin,
    find,
    load: async (content, given) => {
      const id = await begin(content, given)
      await runImport(deps, id)
      return find(id)
    },
    refused: id => readFileSync(refusedFileOf(directory, id), 'utf8').split('\r\n').slice(1, -1),
    organisation: okpo => database.db('organisations').where({ okpo }).first(),
    destroy: async () => {
      await database.destroy()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
