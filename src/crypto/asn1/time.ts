import { Asn1Error, type Element } from './element'
import { tag } from './tags'

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z$/
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.\d{1,9})?Z$/

/**
 * UTCTime or GeneralizedTime (RFC 5280, 4.1.2.5): always UTC; two-digit years are 1950 to 2049.
 * `kind` is given where an implicit tag hides the type. Throws Asn1Error for a date that does not exist.
 */
export const readTime = (element: Element, kind: number = element.tag): Date => {
  const text = Buffer.from(element.content).toString('latin1')
  const match =
    kind === tag.utcTime ? UTC_TIME.exec(text) : kind === tag.generalizedTime ? GENERALIZED_TIME.exec(text) : null
  if (match === null) throw new Asn1Error('no time of X.509')
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(part => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const full = kind === tag.utcTime ? year + (year < 50 ? 2000 : 1900) : year
  const date = new Date(Date.UTC(full, month - 1, day, hour, minute, second))
  // Date.UTC rolls 30 February over into March, and reads the years 0 to 99 as 19xx: both are refused.
  const same = date.getUTCFullYear() === full && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  if (!same || hour > 23 || minute > 59 || second > 59) throw new Asn1Error('a time that does not exist')
  return date
}
