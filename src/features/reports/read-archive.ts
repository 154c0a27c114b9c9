import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { MAX_REPORT } from './upload-report'

/** Files in an archive at most, and what they may hold together. */
export const MAX_FILES = 200
export const MAX_UNPACKED = 128 * 1024 * 1024
/** XML packs to a tenth or a thirtieth; what packs so much better is made to fill a memory. */
const MAX_RATIO = 200

const UTF8_NAME = 0x800
const ENCRYPTED = 0x1

/** A file of an archive: its bytes, or the sentence why it is not looked at. */
export type ArchivedFile = { name: string } & ({ bytes: Uint8Array } | { sentence: string })

/** Something about the archive as a whole; the sentence says what to do. */
export class UnusableArchive extends Error {}

export const isArchive = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && (bytes[3] === 4 || bytes[3] === 6)

/**
 * The files of a zip archive, one in memory at a time. Names are only names: nothing is written to a disk. Archives within
 * the archive, locked files and what is packed suspiciously well are refused, each by itself. Throws UnusableArchive.
 */
export async function* readArchive(bytes: Uint8Array): AsyncGenerator<ArchivedFile> {
  const zip = await open(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  if (zip.entryCount > MAX_FILES)
    throw new UnusableArchive(`В архиве больше ${MAX_FILES} файлов: разделите его на несколько`)
  let unpacked = 0
  let count = 0
  for await (const entry of entriesOf(zip)) {
    const name = nameOf(entry)
    if (name.endsWith('/')) continue
    count += 1
    unpacked += entry.uncompressedSize
    if (unpacked > MAX_UNPACKED)
      throw new UnusableArchive('Файлы архива вместе больше 128 МБ: разделите его на несколько')
    const sentence = problemOf(entry, name)
    if (sentence !== undefined) {
      yield { name, sentence }
      continue
    }
    const content = await unpack(zip, entry)
    yield isArchive(content) ? { name, sentence: NESTED } : { name, bytes: content }
  }
  if (count === 0) throw new UnusableArchive('В архиве нет файлов: добавьте в него отчёты')
}

const BROKEN = 'Архив повреждён: создайте его заново и загрузите ещё раз'
const NESTED = 'Архивы внутри архива не читаются. Положите в архив сами файлы отчётов'

const problemOf = (entry: Entry, name: string): string | undefined => {
  if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) return 'Файл защищён паролем. Создайте архив без пароля'
  if (/\.(zip|rar|7z|gz)$/i.test(name)) return NESTED
  if (!/\.xml$/i.test(name)) return 'Это не отчёт: имя файла отчёта оканчивается на .xml'
  if (entry.uncompressedSize > MAX_REPORT) return 'Файл больше 32 МБ'
  if (entry.uncompressedSize > MAX_RATIO * Math.max(1024, entry.compressedSize))
    return 'Файл сжат подозрительно сильно. Загрузите его без архива'
  return undefined
}

/** Programs of Windows write names in CP866 unless they say that it is UTF-8. */
const nameOf = ({ fileNameRaw, generalPurposeBitFlag }: Entry): string => {
  const encoding = (generalPurposeBitFlag & UTF8_NAME) === 0 ? 'ibm866' : 'utf-8'
  const name = new TextDecoder(encoding).decode(fileNameRaw)
  return name.replace(/\p{Cc}/gu, ' ').slice(0, 255)
}

const open = (bytes: Buffer): Promise<ZipFile> =>
  new Promise((done, fail) => {
    fromBuffer(bytes, { lazyEntries: true, decodeStrings: false, validateEntrySizes: true }, (error, zip) => {
      if (error || zip === undefined) fail(new UnusableArchive(BROKEN))
      else done(zip)
    })
  })

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const next = await new Promise<Entry | undefined>((done, fail) => {
      zip.removeAllListeners('entry').removeAllListeners('end').removeAllListeners('error')
      zip.once('entry', done)
      zip.once('end', () => done(undefined))
      zip.once('error', () => fail(new UnusableArchive(BROKEN)))
      zip.readEntry()
    })
    if (next === undefined) return
    yield next
  }
}

const unpack = (zip: ZipFile, entry: Entry): Promise<Uint8Array> =>
  new Promise((done, fail) => {
    const broken = (): void => fail(new UnusableArchive(BROKEN))
    zip.openReadStream(entry, (error, stream) => {
      if (error || stream === undefined) return broken()
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('error', broken)
      stream.on('end', () => done(Uint8Array.from(Buffer.concat(chunks))))
    })
  })
