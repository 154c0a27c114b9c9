import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { directories } from '../../../src/directories'

const folder = resolve(directories.root, '../shared/data')

/** Whether the collection of real files lies beside the project; tests that compare with it exist only then. */
export const isCollected = existsSync(folder)

export const collectedText = (path: string): string => readFileSync(resolve(folder, path), 'utf8')

/** Rows of a comma separated file with a header; quotes are doubled inside quoted fields, no field has a line end. */
export const collectedRows = (path: string): Record<string, string>[] => {
  const [header = [], ...rows] = collectedText(path)
    .split(/\r?\n/)
    .filter(line => line !== '')
    .map(line =>
      Array.from(
        line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g),
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    )
  return rows.map(row => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])))
}
