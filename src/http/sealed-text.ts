import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Text that the database keeps and only we can read: AES-256-GCM under a key derived (HKDF, RFC 5869) from the secret
 * of the settings. Purpose and owner are bound to it, so that a text moved to another row or another use does not
 * open. Each text names the secret it was sealed with: while the secret is being replaced both open, the first seals.
 */
export type SealFor = {
  /** `totp`, `kept-form`: one use, one key. */
  purpose: string
  /** Whose it is, such as the id of a user. */
  owner: string
}

const ALGORITHM = 'aes-256-gcm'
const NONCE = 12
const TAG = 16

export const sealText = (secrets: readonly string[], use: SealFor, text: string): string => {
  const secret = secrets[0] as string
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(ALGORITHM, keyOf(secret, use.purpose), nonce)
  cipher.setAAD(boundTo(use))
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `${nameOf(secret)}.${sealed.toString('base64url')}`
}

/** The text, or undefined when none of the secrets opens it or it was sealed for something else. */
export const openText = (secrets: readonly string[], use: SealFor, sealed: string): string | undefined => {
  const [name = '', body = ''] = sealed.split('.')
  const secret = secrets.find(candidate => nameOf(candidate) === name)
  const bytes = Buffer.from(body, 'base64url')
  if (secret === undefined || bytes.length < NONCE + TAG) return undefined
  try {
    const decipher = createDecipheriv(ALGORITHM, keyOf(secret, use.purpose), bytes.subarray(0, NONCE))
    decipher.setAAD(boundTo(use))
    decipher.setAuthTag(bytes.subarray(-TAG))
    return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

/** Whether the text should be sealed anew, because the secret has been replaced since. */
export const isSealedWithOld = (secrets: readonly string[], sealed: string): boolean =>
  !sealed.startsWith(`${nameOf(secrets[0] as string)}.`)

const keyOf = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `websbor:seal:${purpose}`, 32))

const boundTo = ({ purpose, owner }: SealFor): Buffer => Buffer.from(JSON.stringify([purpose, owner]))

/** Tells secrets apart and nothing about them. */
const nameOf = (secret: string): string =>
  createHash('sha256').update(`websbor:secret-name:${secret}`).digest('base64url').slice(0, 8)
