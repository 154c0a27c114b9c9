import { Asn1Error, readElement } from '../asn1/element'
import { tag } from '../asn1/tags'
import { readTime } from '../asn1/time'
import { readOctets, readOid } from '../asn1/values'

/** One line of a revocation list. `reason` is the number of RFC 5280, 5.3.1; null when none is given. */
export type Revocation = { date: Date; reason: number | null }

const REASON_CODE = '2.5.29.21'
/** SEQUENCE { INTEGER of one octet, UTCTime } takes so much. */
const SHORTEST_ENTRY = 20
const FNV_PRIME = 0x01000193
const FNV_START = 0x811c9dc5

/**
 * The entries of a revocation list without an object for each: state lists have 100,000 and more. One pass over the
 * octets files the place of every serial number in a hash table of numbers; an entry is read when it is asked for.
 */
export class RevocationEntries {
  readonly count: number
  private readonly slots: Int32Array
  private readonly mask: number

  /** @param content octets of `revokedCertificates`; throws Asn1Error when they are no list of entries */
  constructor(private readonly content: Uint8Array) {
    const size = 2 ** Math.ceil(Math.log2((content.length / SHORTEST_ENTRY) * 1.5 + 2))
    this.slots = new Int32Array(size)
    this.mask = size - 1
    let count = 0
    for (let at = 0; at < content.length; count++) {
      this.slots[this.slotOf(this.serialAt(at))] = at + 1
      at = this.endOf(at, tag.sequence)
    }
    this.count = count
  }

  /** @param serial content octets of the INTEGER; null when the list does not name it */
  find(serial: Uint8Array): Revocation | null {
    const place = this.slots[this.slotOf(withoutZeros(serial))] as number
    return place === 0 ? null : this.read(place - 1)
  }

  /** The slot where this serial number stands, or the free one where it would. */
  private slotOf(serial: Uint8Array): number {
    let hash = FNV_START
    for (let i = 0; i < serial.length; i++) hash = Math.imul(hash ^ (serial[i] as number), FNV_PRIME)
    for (let slot = (hash ^ (hash >>> 15)) & this.mask; ; slot = (slot + 1) & this.mask) {
      const place = this.slots[slot] as number
      if (place === 0 || equal(this.serialAt(place - 1), serial)) return slot
    }
  }

  private serialAt(entry: number): Uint8Array {
    const integer = this.startOf(entry, tag.sequence)
    const end = this.endOf(integer, tag.integer)
    if (end > this.endOf(entry, tag.sequence)) throw new Asn1Error('a serial number is cut off')
    return withoutZeros(this.content.subarray(this.startOf(integer, tag.integer), end))
  }

  /** Where the content of the element at `at` begins. Lengths of more than two octets do not occur in an entry. */
  private startOf(at: number, expected: number): number {
    const length = this.content[at + 1] as number
    if (this.content[at] !== expected || length === undefined) throw new Asn1Error('no revocation entry')
    if (length > 0x82 || length === 0x80) throw new Asn1Error('a revocation entry of a strange length')
    return at + 2 + (length > 0x80 ? length - 0x80 : 0)
  }

  private endOf(at: number, expected: number): number {
    const start = this.startOf(at, expected)
    let length = this.content[at + 1] as number
    if (length === 0x81) length = this.content[at + 2] as number
    else if (length === 0x82) length = (this.content[at + 2] as number) * 256 + (this.content[at + 3] as number)
    if (!(start + length <= this.content.length)) throw new Asn1Error('a revocation entry is cut off')
    return start + length
  }

  private read(entry: number): Revocation {
    const element = readElement(this.content.subarray(entry))
    const extensions = element.children[2]?.children ?? []
    const reason = extensions.find(extension => readOid(extension.child(0)) === REASON_CODE)
    const value = reason === undefined ? null : readOctets(reason.child(reason.children.length - 1))
    return { date: readTime(element.child(1)), reason: value === null ? null : (readElement(value).content[0] ?? null) }
  }
}

const withoutZeros = (serial: Uint8Array): Uint8Array => {
  let start = 0
  while (start < serial.length - 1 && serial[start] === 0) start++
  return start === 0 ? serial : serial.subarray(start)
}

/** Byte by byte: for twenty octets a call of Buffer.compare costs more than the work. */
const equal = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
