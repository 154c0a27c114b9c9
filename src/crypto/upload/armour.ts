/** One binary thing found in an uploaded file. `label` is what stands in its PEM header; null without one. */
export type Unarmoured = { label: string | null; bytes: Uint8Array }

const BEGIN = '-----BEGIN '
const LABEL = /^[A-Z0-9 .]{1,60}$/
/** Searched for, not matched from end to end: on a text of megabytes that would exhaust the stack of the engine. */
const NOT_BASE64 = /[^A-Za-z0-9+/_\s-]/

/**
 * Finds what a person's file holds: the binary itself, PEM blocks with any text around them, or bare base64,
 * in one line or wrapped, in the alphabet of base64url too, in UTF-8 with a mark, UTF-16 or windows-1251.
 * The result is empty when the file is none of these. What the bytes mean is decided elsewhere, by their structure.
 */
export const unarmour = (file: Uint8Array): Unarmoured[] => {
  if (file[0] === 0x30 && !isText(file)) return [{ label: null, bytes: file }]
  const text = decodeText(file)
  const blocks = pemBlocks(text)
  if (blocks.length > 0) return blocks
  const bytes = decodeBase64(text)
  return bytes === null ? [] : [{ label: null, bytes }]
}

/** By position, without a regular expression: thousands of headers without an end must not cost a search each. */
const pemBlocks = (text: string): Unarmoured[] => {
  const blocks: Unarmoured[] = []
  for (let at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at)) {
    const bodyStart = text.indexOf('-----', at + BEGIN.length) + 5
    const label = text.slice(at + BEGIN.length, bodyStart - 5)
    if (bodyStart < 5 || !LABEL.test(label)) return blocks
    const end = `-----END ${label}-----`
    const bodyEnd = text.indexOf(end, bodyStart)
    if (bodyEnd < 0) return blocks
    const bytes = decodeBase64(withoutHeaders(text.slice(bodyStart, bodyEnd)))
    if (bytes !== null) blocks.push({ label, bytes })
    at = bodyEnd + end.length
  }
  return blocks
}

/** `Name: value` lines stand before the base64, with a blank line between (RFC 1421); base64 itself has no colon. */
const withoutHeaders = (body: string): string => {
  if (!body.includes(':')) return body
  const blank = body.search(/\n\r?\n/)
  return blank < 0 ? body : body.slice(blank)
}

/** The text of a file whatever Windows programs made of it; latin1 keeps every octet when it is no text at all. */
export const decodeText = (file: Uint8Array): string => {
  const buffer = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const [first, second, third] = file
  if (first === 0xff && second === 0xfe) return buffer.toString('utf16le', 2)
  if (first === 0xfe && second === 0xff) return swapped(buffer.subarray(2)).toString('utf16le')
  if (second === 0 && first !== undefined && first < 0x80) return buffer.toString('utf16le')
  if (first === 0 && second !== undefined && second < 0x80) return swapped(buffer).toString('utf16le')
  return buffer.toString('latin1', first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0)
}

/** `Buffer.from` copies: swap16 turns the bytes in place, and they belong to the caller. */
const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16()

/** The digit 0 is 0x30 as a SEQUENCE is, and base64 may begin with it: a text has nothing but printable ASCII. */
const isText = (file: Uint8Array): boolean =>
  file.every(octet => (octet >= 0x20 && octet < 0x7f) || octet === 0x0a || octet === 0x0d || octet === 0x09)

/** Checked first: Node's decoder skips what it does not know, and a file that is no base64 must not become bytes. */
const decodeBase64 = (text: string): Uint8Array | null => {
  const digits = text.trimEnd().replace(/={1,2}$/, '')
  return digits === '' || NOT_BASE64.test(digits) ? null : Buffer.from(digits, 'base64')
}
