import { deflateRawSync } from 'node:zlib'
import { crc32Of } from './crc32'

/** One file for an archive that no packer would make: sizes and flags can be put wrong. */
export type ZipEntry = {
  name: string
  content: Uint8Array
  store?: boolean
  /** Sizes follow the content instead of standing before it. */
  streamed?: boolean
  flags?: number
  packed?: Uint8Array
  declared?: number
}

const UTF8_NAME = 0x0800
const SIZES_FOLLOW = 0x0008

/** An archive by APPNOTE.TXT 4.3, without any check. */
export const zip = (entries: readonly ZipEntry[]): Uint8Array => {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name)
    const packed = entry.packed ?? (entry.store ? entry.content : deflateRawSync(entry.content))
    const fields = headerOf(entry, packed.length)
    const local = Buffer.concat([
      numbers([0x04034b50, 4], [20, 2]),
      fields(entry.streamed ?? false),
      numbers([name.length, 2], [0, 2]),
    ])
    const descriptor = entry.streamed
      ? Buffer.concat([numbers([0x08074b50, 4]), fields(false).subarray(8)])
      : Buffer.alloc(0)
    directory.push(
      numbers([0x02014b50, 4], [20, 2], [20, 2]),
      fields(false),
      numbers([name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
      name,
    )
    files.push(local, name, Buffer.from(packed), descriptor)
    offset += local.length + name.length + packed.length + descriptor.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const end = numbers(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [entries.length, 2],
    [entries.length, 2],
    [size, 4],
    [offset, 4],
    [0, 2],
  )
  return Uint8Array.from(Buffer.concat([...files, ...directory, end]))
}

/** Flags, method, time and date, check sum and both sizes. */
const headerOf =
  (entry: ZipEntry, packed: number) =>
  (omitSizes: boolean): Buffer =>
    numbers(
      [UTF8_NAME | (entry.flags ?? 0) | (entry.streamed ? SIZES_FOLLOW : 0), 2],
      [entry.store ? 0 : 8, 2],
      [0, 4],
      [omitSizes ? 0 : crc32Of(entry.content), 4],
      [omitSizes ? 0 : packed, 4],
      [omitSizes ? 0 : (entry.declared ?? entry.content.length), 4],
    )

const numbers = (...fields: [value: number, octets: number][]): Buffer =>
  Buffer.concat(
    fields.map(([value, octets]) => {
      const field = Buffer.alloc(octets)
      field.writeUIntLE(value, 0, octets)
      return field
    }),
  )
