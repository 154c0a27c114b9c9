import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Instant } from '../../db/db'
import { replaceFile } from './replace-file'

/** The last report that was exported: by the moment of the answer, for reports are not answered in the order of numbers. */
export type Marker = { at: Instant; id: number }

const START: Marker = { at: '1970-01-01T00:00:00.000Z', id: 0 }

/** Where an export of these conditions keeps its marker: two of them in one folder do not mix. */
export const markerFile = (directory: string, conditions: readonly (string | number | undefined)[]): string =>
  join(directory, `.exported-${conditions.map(one => one ?? 'all').join('-')}`)

/** How far an earlier run has come. Throws when the file is not one of ours: to begin anew would write everything again. */
export const readMarker = async (path: string): Promise<Marker> => {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return START
  const [, at, id] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (\d+)\n$/.exec(text) ?? []
  if (at === undefined || id === undefined)
    throw new Error(`${path} is no marker of an export. Remove it to export everything again.`)
  return { at, id: Number(id) }
}

export const writeMarker = (path: string, { at, id }: Marker): Promise<void> => replaceFile(path, `${at} ${id}\n`)
