import type { Element } from '../asn1/element'
import { readText } from '../asn1/text'
import { readOid, toHex } from '../asn1/values'

/** One attribute of a distinguished name. */
export type NameAttribute = { oid: string; value: string }

/**
 * Attributes of the subject of a Russian qualified certificate (приказ ФСБ России № 795), and the usual
 * ones of X.520. `as` is the short name in a printed distinguished name.
 */
export const attribute = {
  commonName: { oid: '2.5.4.3', as: 'CN' },
  surname: { oid: '2.5.4.4', as: 'SN' },
  country: { oid: '2.5.4.6', as: 'C' },
  locality: { oid: '2.5.4.7', as: 'L' },
  region: { oid: '2.5.4.8', as: 'ST' },
  street: { oid: '2.5.4.9', as: 'STREET' },
  organisation: { oid: '2.5.4.10', as: 'O' },
  unit: { oid: '2.5.4.11', as: 'OU' },
  position: { oid: '2.5.4.12', as: 'T' },
  givenName: { oid: '2.5.4.42', as: 'G' },
  email: { oid: '1.2.840.113549.1.9.1', as: 'E' },
  inn: { oid: '1.2.643.3.131.1.1', as: 'ИНН' },
  innle: { oid: '1.2.643.100.4', as: 'ИННЮЛ' },
  ogrn: { oid: '1.2.643.100.1', as: 'ОГРН' },
  ogrnip: { oid: '1.2.643.100.5', as: 'ОГРНИП' },
  snils: { oid: '1.2.643.100.3', as: 'СНИЛС' },
} as const

const SHORT_NAMES: ReadonlyMap<string, string> = new Map(Object.values(attribute).map(({ oid, as }) => [oid, as]))

/**
 * Reads a Name (RFC 5280, 4.1.2.4) in its written order. A value of an unknown type is kept as `#` and hex of its DER.
 * The identifiers are NumericString, which the certificate library leaves as hex: hence a reader of our own.
 */
export const readName = (name: Element): NameAttribute[] =>
  name.children.flatMap(relative =>
    relative.children.map(pair => {
      const value = pair.child(1)
      return { oid: readOid(pair.child(0)), value: readText(value) ?? `#${toHex(value.raw)}` }
    }),
  )

/** The first value of an attribute, without spaces around it; null when there is none or it is blank. */
export const valueOf = (name: readonly NameAttribute[], { oid }: { oid: string }): string | null =>
  name.find(entry => entry.oid === oid && entry.value.trim() !== '')?.value.trim() ?? null

/** The whole name in one line, as КриптоПро prints it: «CN=…, O=…, ИНН=…». */
export const printName = (name: readonly NameAttribute[]): string =>
  name.map(({ oid, value }) => `${SHORT_NAMES.get(oid) ?? oid}=${printValue(value)}`).join(', ')

const printValue = (value: string): string =>
  /[,+="<>#;\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
