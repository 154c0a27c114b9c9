import { type Element, parse } from '../asn1/element'
import { constructed, implicit } from '../asn1/tags'

/** Which certificates of its issuer a list speaks for (issuing distribution point, RFC 5280, 5.2.5). */
export type ListScope = 'all' | 'users' | 'authorities'

/**
 * Reads the critical extension of a partial list. Null for a list that leaves reasons out, speaks for other issuers
 * or for attribute certificates: it proves nothing about ours.
 */
export const readScope = (value: Uint8Array): ListScope | null => {
  const fields = parse(value).children
  const flag = (n: number): boolean => isSet(fields.find(field => field.tag === implicit(n)))
  const onlySomeReasons = fields.some(field => field.tag === implicit(3) || field.tag === constructed(3))
  if (onlySomeReasons || flag(4) || flag(5)) return null
  if (flag(1)) return 'users'
  return flag(2) ? 'authorities' : 'all'
}

const isSet = (flag: Element | undefined): boolean => flag !== undefined && flag.content[0] !== 0
