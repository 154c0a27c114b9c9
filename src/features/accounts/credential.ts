import { createHash } from 'node:crypto'

/**
 * What a session remembers of the password by which it began; another password has another mark. Of the salted hash,
 * so that it says nothing of the password and changes even when the same one is set anew.
 */
export const credentialMark = (passwordHash: string): string =>
  createHash('sha256').update(passwordHash).digest('base64url').slice(0, 22)

/** Whether the password is still the one that the session began with. */
export const bearsMark = (passwordHash: string | null, mark: string): boolean =>
  passwordHash !== null && credentialMark(passwordHash) === mark
