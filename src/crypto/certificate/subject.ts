import { attribute, type NameAttribute, valueOf } from './name'

/** Whom a certificate is made out to, in the identifiers that Russian law puts into it. Absent ones are null. */
export type Subject = {
  commonName: string | null
  surname: string | null
  givenName: string | null
  organisation: string | null
  position: string | null
  email: string | null
  /** ИНН of the natural person, 12 digits. */
  inn: string | null
  /** ИНН of the organisation, 10 digits, wherever the certificate carries it. */
  innle: string | null
  ogrn: string | null
  ogrnip: string | null
  /** 11 digits, no separators. */
  snils: string | null
}

/**
 * Sorts out the two ИНН: certificates of organisations made before 2021 carry theirs in the attribute of a person,
 * padded to 12 digits with «00» (приказ ФСБ России № 795 before the changes of № 31); no person's ИНН begins with 00.
 */
export const readSubject = (name: readonly NameAttribute[]): Subject => {
  const inn = digits(valueOf(name, attribute.inn))
  const legal = inn === null ? null : (/^(?:00)?(\d{10})$/.exec(inn)?.[1] ?? null)
  return {
    commonName: valueOf(name, attribute.commonName),
    surname: valueOf(name, attribute.surname),
    givenName: valueOf(name, attribute.givenName),
    organisation: valueOf(name, attribute.organisation),
    position: valueOf(name, attribute.position),
    email: valueOf(name, attribute.email),
    inn: legal === null ? inn : null,
    innle: unpadded(digits(valueOf(name, attribute.innle))) ?? legal,
    ogrn: digits(valueOf(name, attribute.ogrn)),
    ogrnip: digits(valueOf(name, attribute.ogrnip)),
    snils: digits(valueOf(name, attribute.snils)),
  }
}

/** Some authorities print СНИЛС as 000-000-000 00. What is no number is kept as it is: the reviewer has to see it. */
const digits = (value: string | null): string | null => {
  const bare = value?.replace(/[\s-]/g, '') ?? ''
  return /^\d+$/.test(bare) ? bare : value
}

const unpadded = (inn: string | null): string | null => inn?.replace(/^00(?=\d{10}$)/, '') ?? null
