import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { bits, boolean, explicit, integer, octets, oid, primitive, sequence, set, time, utf8 } from './der'

/** An owner of a certificate with the private key to it. */
export type Party = {
  der: Uint8Array
  name: Uint8Array
  issuerName: Uint8Array
  spki: Uint8Array
  serial: Uint8Array
  keyId: Uint8Array
  privateKey: KeyObject
}

export const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))
export const SHA256 = sequence(oid('2.16.840.1.101.3.4.2.1'))
export const from = new Date('2020-01-01T00:00:00Z')
export const to = new Date('2040-01-01T00:00:00Z')

export const extension = (number: string, value: Uint8Array, critical = false): Uint8Array =>
  sequence(oid(number), ...(critical ? [boolean(true)] : []), octets(value))

export const basicConstraints = (ca: boolean, pathLength?: number): Uint8Array =>
  extension('2.5.29.19', sequence(boolean(ca), ...(pathLength === undefined ? [] : [integer(pathLength)])), true)

/** The first octet of the usage: 0x80 digitalSignature, 0x04 keyCertSign, 0x02 cRLSign. */
export const keyUsage = (octet: number): Uint8Array => extension('2.5.29.15', bits(Uint8Array.of(octet)), true)

export const nameOf = (commonName: string, ...more: Uint8Array[]): Uint8Array =>
  sequence(set(sequence(oid('2.5.4.3'), utf8(commonName))), ...more.map(attribute => set(attribute)))

let lastSerial = 100

/** Issues a certificate of ECDSA P-256; without an issuer it signs itself. */
export const issue = (options: {
  name: Uint8Array
  issuer?: Party
  extensions?: Uint8Array[]
  from?: Date
  to?: Date
  serial?: Uint8Array
  keyIds?: boolean
  /** An issuer's name other than the one that signs: a forged certificate. */
  claims?: Party
  innerAlgorithm?: Uint8Array
}): Party => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = Uint8Array.from(publicKey.export({ format: 'der', type: 'spki' }))
  const keyId = spki.slice(-20)
  const serial = options.serial ?? Uint8Array.of(1, ++lastSerial >> 8, lastSerial & 255)
  const issuer = options.claims ?? options.issuer
  const keyIds = options.keyIds ?? true
  const extensions = [
    ...(keyIds ? [extension('2.5.29.14', octets(keyId))] : []),
    ...(keyIds && issuer !== undefined ? [extension('2.5.29.35', sequence(primitive(0, issuer.keyId)))] : []),
    ...(options.extensions ?? []),
  ]
  const signed = sequence(
    explicit(0, integer(2)),
    integer(serial),
    options.innerAlgorithm ?? ECDSA_SHA256,
    issuer?.name ?? options.name,
    sequence(time(options.from ?? from), time(options.to ?? to)),
    options.name,
    spki,
    ...(extensions.length > 0 ? [explicit(3, sequence(...extensions))] : []),
  )
  const signature = sign('sha256', signed, options.issuer?.privateKey ?? privateKey)
  const der = Uint8Array.from(sequence(signed, ECDSA_SHA256, bits(signature)))
  return { der, name: options.name, issuerName: issuer?.name ?? options.name, spki, serial, keyId, privateKey }
}

/** A root, an intermediate and a signer as they should be. */
export const hierarchy = (): { root: Party; authority: Party; signer: Party } => {
  const root = issue({ name: nameOf('Корень (демо)'), extensions: [basicConstraints(true), keyUsage(0x06)] })
  const authority = issue({
    name: nameOf('УЦ (демо)'),
    issuer: root,
    extensions: [basicConstraints(true, 0), keyUsage(0x06)],
  })
  const signer = issue({ name: nameOf('Подписант (демо)'), issuer: authority, extensions: [keyUsage(0x80)] })
  return { root, authority, signer }
}

/** A revocation list; every entry is a serial number with an optional day and reason. */
export const revocationList = (options: {
  issuer: Party
  revoked?: { serial: Uint8Array; date?: Date; reason?: number }[]
  thisUpdate?: Date
  nextUpdate?: Date | null
  number?: number | null
  extensions?: Uint8Array[]
  keyId?: Uint8Array
  signer?: Party
  entries?: Uint8Array
}): Uint8Array => {
  const { issuer, revoked = [], number = 1, nextUpdate = new Date('2030-02-01T00:00:00Z') } = options
  const entries = options.entries ?? Buffer.concat(revoked.map(revokedEntry))
  const extensions = [
    extension('2.5.29.35', sequence(primitive(0, options.keyId ?? issuer.keyId))),
    ...(number === null ? [] : [extension('2.5.29.20', integer(number))]),
    ...(options.extensions ?? []),
  ]
  const signed = sequence(
    integer(1),
    ECDSA_SHA256,
    issuer.name,
    time(options.thisUpdate ?? new Date('2030-01-01T00:00:00Z')),
    ...(nextUpdate === null ? [] : [time(nextUpdate)]),
    ...(entries.length > 0 ? [sequence(entries)] : []),
    explicit(0, sequence(...extensions)),
  )
  const signature = sign('sha256', signed, (options.signer ?? issuer).privateKey)
  return Uint8Array.from(sequence(signed, ECDSA_SHA256, bits(signature)))
}

export const revokedEntry = (entry: { serial: Uint8Array; date?: Date; reason?: number }): Uint8Array =>
  sequence(
    integer(entry.serial),
    time(entry.date ?? new Date('2029-01-01T00:00:00Z')),
    ...(entry.reason === undefined ? [] : [sequence(extension('2.5.29.21', Uint8Array.of(10, 1, entry.reason)))]),
  )
