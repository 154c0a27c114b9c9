import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Links that open one record without signing in (a draft, the state of an application, a question). The token is the record's
 * number and a MAC over purpose and number: nobody can guess one, nothing that opens anything lies in the database,
 * and any letter can print the link again.
 */
export type LinkPurpose = 'draft' | 'follow' | 'question'

export const sealToken = (secret: string, purpose: LinkPurpose, id: number): string =>
  `${id.toString(36)}.${mac(secret, purpose, id)}`

/** The record's number, or undefined when the token is not ours. */
export const openToken = (secret: string, purpose: LinkPurpose, token: unknown): number | undefined => {
  const match = typeof token === 'string' ? /^([1-9a-z][0-9a-z]{0,9})\.([\w-]{43})$/.exec(token) : null
  if (match === null) return undefined
  const id = Number.parseInt(match[1] as string, 36)
  const right = timingSafeEqual(Buffer.from(match[2] as string), Buffer.from(mac(secret, purpose, id)))
  return right ? id : undefined
}

const mac = (secret: string, purpose: LinkPurpose, id: number): string =>
  createHmac('sha256', secret).update(`websbor:${purpose}:${id}`).digest('base64url')
