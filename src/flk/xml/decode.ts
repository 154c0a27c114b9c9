import { XmlError } from './xml-error'

/** A decoder that is fed part by part. */
export type Decoder = InstanceType<typeof TextDecoder>

/** How many bytes at the start may hold the declaration with the encoding. */
export const DECLARATION_BYTES = 256

/** Encodings as they are declared → as the decoder calls them. US-ASCII is a part of UTF-8. */
const ENCODINGS: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['windows-1251', 'windows-1251'],
  ['cp1251', 'windows-1251'],
])

/** The decoder for a document that starts with these bytes: by its declaration, UTF-8 without one or after its mark. */
export const decoderFor = (start: Uint8Array): Decoder => {
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff))
    throw new XmlError('Файл записан в кодировке UTF-16. Сохраните его в UTF-8 или windows-1251.')
  // The declaration is plain ASCII in every encoding that is accepted.
  const declaration = String.fromCharCode(...start.subarray(0, DECLARATION_BYTES))
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']{1,40})["']/.exec(declaration)?.[1]
  const encoding = declared === undefined ? 'utf-8' : ENCODINGS.get(declared.toLowerCase())
  if (encoding === undefined)
    throw new XmlError(`Кодировка «${declared}» не поддерживается. Сохраните файл в UTF-8 или windows-1251.`)
  return new TextDecoder(encoding, { fatal: true })
}

/** Bytes to text, part by part; a byte that the encoding does not know is refused. */
export const decode = (decoder: Decoder, bytes: Uint8Array | undefined): string => {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
  } catch {
    throw new XmlError(
      'Содержимое файла не соответствует его кодировке. Проверьте, что в первой строке файла указана верная кодировка.',
    )
  }
}
