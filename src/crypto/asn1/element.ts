/** The bytes are no ASN.1 of the kind that was asked for; the message is for logs, never for a respondent. */
export class Asn1Error extends Error {}

/** There is more of something than any honest file has; reading on would only cost time. */
export class LimitError extends Asn1Error {}

/** Deepest nesting that is read: a real CMS goes 14 levels down. */
export const MAX_DEPTH = 40

/** How many elements one parse may touch, so that a hostile file costs milliseconds, whatever its size. */
export const MAX_ELEMENTS = 100_000

/** Shared by all elements of one parse. */
type Budget = { left: number; readonly indefinite: boolean }

/** Where an element ends: for an indefinite length the content is known only after its children are read. */
type Header = { tag: number; start: number; length: number | null }

/**
 * One element of BER or DER (X.690), a view of the bytes that were given: nothing is copied.
 * Children are read on first use and kept, so that no byte is walked twice.
 */
export class Element {
  private kept: readonly Element[] | null

  /** Elements are made by `parse` and `readElement`. */
  constructor(
    /** Identifier octet: 0x30 SEQUENCE, 0xa0 [0] constructed. High tag numbers do not occur in this field of use. */
    readonly tag: number,
    /** The whole element as it was written, header included. */
    readonly raw: Uint8Array,
    /** Content octets; for an indefinite length without the closing 00 00. */
    readonly content: Uint8Array,
    private readonly depth: number,
    private readonly budget: Budget,
    children: readonly Element[] | null = null,
  ) {
    this.kept = children
  }

  get constructed(): boolean {
    return (this.tag & 0x20) !== 0
  }

  /** The elements inside. Throws Asn1Error for a primitive element, or when they do not fill the content exactly. */
  get children(): readonly Element[] {
    if (this.kept !== null) return this.kept
    if (!this.constructed) throw new Asn1Error(`tag ${hex(this.tag)} has no children`)
    const found: Element[] = []
    for (let at = 0; at < this.content.length; ) {
      const child = read(this.content, at, this.depth + 1, this.budget)
      found.push(child)
      at += child.raw.length
    }
    this.kept = found
    return found
  }

  /** The child at `index`, with the tag that the standard wants there. */
  child(index: number, tag?: number): Element {
    const found = this.children[index]
    if (found === undefined) throw new Asn1Error(`tag ${hex(this.tag)} has no child ${index}`)
    return tag === undefined ? found : found.expect(tag)
  }

  /** This element, if it carries the tag; throws Asn1Error otherwise. */
  expect(tag: number): this {
    if (this.tag !== tag) throw new Asn1Error(`tag ${hex(tag)} expected, ${hex(this.tag)} found`)
    return this
  }
}

/** `elements`: how many may be touched, where fewer than usual will do. */
export type ParseOptions = { ber?: boolean; elements?: number }

/**
 * Reads bytes that are one DER element and nothing else.
 * `ber: true` also takes indefinite lengths, which `openssl cms -stream` and some signing tools write.
 */
export const parse = (bytes: Uint8Array, options: ParseOptions = {}): Element => {
  const element = readElement(bytes, options)
  if (element.raw.length !== bytes.length) throw new Asn1Error('trailing bytes')
  return element
}

/** Reads the element that the bytes begin with; what follows it is the caller's matter (`raw.length`). */
export const readElement = (bytes: Uint8Array, { ber = false, elements = MAX_ELEMENTS }: ParseOptions = {}): Element =>
  read(bytes, 0, 0, { left: elements, indefinite: ber })

const read = (bytes: Uint8Array, at: number, depth: number, budget: Budget): Element => {
  if (depth > MAX_DEPTH) throw new LimitError('nested too deep')
  if (budget.left-- <= 0) throw new LimitError('too many elements')
  const { tag, start, length } = readHeader(bytes, at)
  if (length === null) return readIndefinite(bytes, at, tag, start, depth, budget)
  if (length > bytes.length - start) throw new Asn1Error('truncated')
  const end = start + length
  return new Element(tag, bytes.subarray(at, end), bytes.subarray(start, end), depth, budget)
}

const readIndefinite = (
  bytes: Uint8Array,
  at: number,
  tag: number,
  start: number,
  depth: number,
  budget: Budget,
): Element => {
  if (!budget.indefinite || (tag & 0x20) === 0) throw new Asn1Error('indefinite length')
  const children: Element[] = []
  let end = start
  while (bytes[end] !== 0 || bytes[end + 1] !== 0) {
    const child = read(bytes, end, depth + 1, budget)
    children.push(child)
    end += child.raw.length
  }
  return new Element(tag, bytes.subarray(at, end + 2), bytes.subarray(start, end), depth, budget, children)
}

const readHeader = (bytes: Uint8Array, at: number): Header => {
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined) throw new Asn1Error('truncated')
  if ((tag & 0x1f) === 0x1f) throw new Asn1Error('high tag number')
  if (first < 0x80) return { tag, start: at + 2, length: first }
  if (first === 0x80) return { tag, start: at + 2, length: null }
  const octets = first & 0x7f
  if (octets > 4) throw new Asn1Error('length too large')
  let length = 0
  for (let i = 0; i < octets; i++) {
    const octet = bytes[at + 2 + i]
    if (octet === undefined) throw new Asn1Error('truncated')
    length = length * 256 + octet
  }
  return { tag, start: at + 2 + octets, length }
}

const hex = (value: number): string => value.toString(16).padStart(2, '0')
