import { attribute } from '../../crypto/certificate/name'
import { numeric, oid, printable, sequence, set, utf8 } from './der'

/** Whom a certificate is made out to. ИНН of 10 digits: a legal entity, of 12: an entrepreneur. */
export type Holder = { name: string; inn: string; ogrn: string | null }

/** What an organisation is called that nobody knows. */
export const UNKNOWN_NAME = 'Демонстрационная организация'

/** The longest common name and the longest organisation that X.520 allows, in characters. */
const MAX_NAME = 64
/** Nobody's: numbers of zeros alone are not given out. */
const SNILS = '00000000000'
/** Stands in every certificate, so that its own text says what it is worth. */
const WARNING = 'Демонстрация: сертификат ненастоящий'

const pair = ({ oid: number }: { oid: string }, value: Uint8Array): Uint8Array => set(sequence(oid(number), value))
const country = pair(attribute.country, printable('RU'))

export const AUTHORITY_NAME = 'Демонстрационный УЦ (ненастоящий)'

/** A name as it stands in a certificate: cut to what fits there, and without characters that nobody sees. */
export const nameInCertificate = (name: string): string => {
  const visible = name.replace(/\p{C}/gu, ' ').trim()
  return [...visible].slice(0, MAX_NAME).join('') || UNKNOWN_NAME
}

/** DER of the authority's Name. */
export const authorityName = (name = AUTHORITY_NAME): Uint8Array =>
  sequence(
    country,
    pair(attribute.organisation, utf8('Демонстрация')),
    pair(attribute.unit, utf8(WARNING)),
    pair(attribute.commonName, utf8(name)),
  )

/**
 * DER of the Name of an owner, with the identifiers of a qualified certificate (приказ ФСБ России № 795, пп. 17–25).
 * The person who signs is invented and called so.
 */
export const holderName = ({ name, inn, ogrn }: Holder): Uint8Array => {
  const legal = inn.length === 10
  const shown = utf8(nameInCertificate(name))
  return sequence(
    country,
    ...(legal ? [pair(attribute.organisation, shown)] : []),
    pair(attribute.unit, utf8(WARNING)),
    pair(attribute.commonName, shown),
    pair(attribute.surname, utf8('Подписант')),
    pair(attribute.givenName, utf8('Демонстрационный')),
    ...(legal ? [pair(attribute.position, utf8('Руководитель'))] : []),
    pair(legal ? attribute.innle : attribute.inn, numeric(inn)),
    ...(ogrn === null ? [] : [pair(legal ? attribute.ogrn : attribute.ogrnip, numeric(ogrn))]),
    pair(attribute.snils, numeric(SNILS)),
  )
}
