import type { Request } from 'express'
import type { Config } from '../../config'
import { openText, sealText } from '../../http/sealed-text'
import { keyInGroups, keyUri, newKey } from './one-time-code'
import { qrOf } from './qr'

declare module 'express-session' {
  interface SessionData {
    /** The key that is being set up in this browser, sealed; it counts once its first code was right. */
    newKey: string
  }
}

const useOfNewKey = (userId: string) => ({ purpose: 'totp-set-up', owner: userId })

/** The key that this browser sets up: the same one however often the page is asked for. */
export const newKeyOf = (req: Request, { session }: Config, userId: string): string => {
  const sealed = req.session.newKey
  const begun = sealed === undefined ? undefined : openText(session.secrets, useOfNewKey(userId), sealed)
  if (begun !== undefined) return begun
  const key = newKey()
  req.session.newKey = sealText(session.secrets, useOfNewKey(userId), key)
  return key
}

export const forgetNewKey = (req: Request): void => {
  delete (req.session as { newKey?: string }).newKey
}

/** The key as a picture to scan and as text to type. */
export const keyView = (key: string, login: string) => ({ qr: qrOf(keyUri(key, login)), key: keyInGroups(key) })
