import type { Request } from 'express'
import type { Config } from '../../config'
import { openText, sealText } from '../../http/sealed-text'

declare module 'express-session' {
  interface SessionData {
    /** Fresh recovery codes, sealed, until their owner says that they are kept; and where the way goes on. */
    freshCodes: { sealed: string; next: string }
  }
}

const useOfCodes = (userId: string) => ({ purpose: 'recovery-codes', owner: userId })

/** Keeps fresh codes for the page that shows them. They are stored as hashes, so this is the one time to see them. */
export const keepFreshCodes = (
  req: Request,
  { session }: Config,
  userId: string,
  codes: readonly string[],
  next: string,
): void => {
  req.session.freshCodes = { sealed: sealText(session.secrets, useOfCodes(userId), codes.join(' ')), next }
}

export const freshCodesOf = (req: Request, { session }: Config, userId: string): string[] => {
  const kept = req.session.freshCodes
  return kept === undefined ? [] : (openText(session.secrets, useOfCodes(userId), kept.sealed)?.split(' ') ?? [])
}

/** Forgets them. Returns where the way goes on. */
export const forgetFreshCodes = (req: Request): string | undefined => {
  const next = req.session.freshCodes?.next
  delete (req.session as { freshCodes?: unknown }).freshCodes
  return next
}
