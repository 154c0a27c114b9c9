import { Asn1Error, readElement } from '../asn1/element'
import { tag } from '../asn1/tags'
import { readTime } from '../asn1/time'
import { readOctets, readOid, readSmallInteger } from '../asn1/values'

/** One line of a revocation list. `reason` is the number of RFC 5280, 5.3.1; null when none is given. */
export type Revocation = { date: Date; reason: number | null }

const REASON_CODE = '2.5.29.21'
const ENUMERATED = 0x0a
/** SEQUENCE { INTEGER of one octet, UTCTime } takes so much. */
const SHORTEST_ENTRY = 20
// FNV-1a, 32 bits.
const FNV_PRIME = 0x01000193
const FNV_START = 0x811c9dc5

/** A hash table in memory that threads share: one of them fills it, others look numbers up. */
export type EntryIndex = {
  /** Places of the entries plus one, and the hashes of their serial numbers; 0 is a free slot. */
  places: Int32Array
  hashes: Int32Array
  count: number
}

/**
 * The entries of a revocation list without an object for each: state lists have 100,000 and more. One pass over the
 * octets files the place of every serial number in a hash table of numbers; an entry is read when it is asked for.
 */
export class RevocationEntries {
  readonly index: EntryIndex
  private readonly mask: number
  // Where the serial number of the entry that was looked at last begins and ends, and where the entry does.
  private serialFrom = 0
  private serialTo = 0
  private entryTo = 0

  /**
   * @param content octets of `revokedCertificates`; throws Asn1Error when they are no list of entries
   * @param known the index of these very octets, if another thread has made it
   */
  constructor(
    private readonly content: Uint8Array,
    known?: EntryIndex,
  ) {
    const size = known?.places.length ?? 2 ** Math.ceil(Math.log2((content.length / SHORTEST_ENTRY) * 1.5 + 2))
    this.mask = size - 1
    this.index = known ?? this.file(size)
  }

  get count(): number {
    return this.index.count
  }

  private file(size: number): EntryIndex {
    const { content, mask } = this
    const places = new Int32Array(new SharedArrayBuffer(4 * size))
    const hashes = new Int32Array(new SharedArrayBuffer(4 * size))
    let count = 0
    for (let at = 0; at < content.length; at = this.entryTo, count++) {
      this.locate(at)
      const hash = hashOf(content, this.serialFrom, this.serialTo)
      let slot = hash & mask
      while (places[slot] !== 0) slot = (slot + 1) & mask
      places[slot] = at + 1
      hashes[slot] = hash
    }
    return { places, hashes, count }
  }

  /** @param serial content octets of the INTEGER; null when the list does not name it */
  find(serial: Uint8Array): Revocation | null {
    const from = afterZeros(serial, 0, serial.length)
    const hash = hashOf(serial, from, serial.length)
    const { places, hashes } = this.index
    for (let slot = hash & this.mask; ; slot = (slot + 1) & this.mask) {
      const place = places[slot] as number
      if (place === 0) return null
      if (hashes[slot] === hash && this.isSerial(place - 1, serial, from)) return this.read(place - 1)
    }
  }

  private isSerial(entry: number, serial: Uint8Array, from: number): boolean {
    this.locate(entry)
    if (this.serialTo - this.serialFrom !== serial.length - from) return false
    for (let i = from; i < serial.length; i++) {
      if (this.content[this.serialFrom + i - from] !== serial[i]) return false
    }
    return true
  }

  /** Finds the bounds of SEQUENCE { INTEGER, … } at `entry`. */
  private locate(entry: number): void {
    const { content } = this
    const inside = this.startOf(entry, tag.sequence)
    this.entryTo = inside + this.lengthOf(entry)
    const number = this.startOf(inside, tag.integer)
    this.serialTo = number + this.lengthOf(inside)
    if (!(this.serialTo <= this.entryTo && this.entryTo <= content.length)) throw new Asn1Error('an entry is cut off')
    this.serialFrom = afterZeros(content, number, this.serialTo)
  }

  /** Where the content begins of the element at `at`. An entry is shorter than 64 KiB. */
  private startOf(at: number, expected: number): number {
    const first = this.content[at + 1] as number
    if (this.content[at] !== expected || first === undefined) throw new Asn1Error('no revocation entry')
    if (first === 0x80 || first > 0x82) throw new Asn1Error('a revocation entry of a strange length')
    return at + 2 + (first > 0x80 ? first - 0x80 : 0)
  }

  private lengthOf(at: number): number {
    const { content } = this
    const first = content[at + 1] as number
    if (first < 0x80) return first
    const second = content[at + 2] as number
    return first === 0x81 ? second : second * 256 + (content[at + 3] as number)
  }

  private read(entry: number): Revocation {
    const element = readElement(this.content.subarray(entry))
    const extensions = element.children[2]?.children ?? []
    const reason = extensions.find(extension => readOid(extension.child(0)) === REASON_CODE)
    const value = reason === undefined ? null : readElement(readOctets(reason.child(reason.children.length - 1)))
    return { date: readTime(element.child(1)), reason: value === null ? null : readSmallInteger(value, ENUMERATED) }
  }
}

/** The same number may be written with leading zeros, so they do not count. */
const afterZeros = (bytes: Uint8Array, from: number, to: number): number => {
  let start = from
  while (start < to - 1 && bytes[start] === 0) start++
  return start
}

const hashOf = (bytes: Uint8Array, from: number, to: number): number => {
  let hash = FNV_START
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] as number), FNV_PRIME)
  return hash ^ (hash >>> 15)
}
