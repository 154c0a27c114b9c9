import { Secret, TOTP } from 'otpauth'

/*
 * One-time codes by RFC 6238 as every authenticator app knows them: SHA-1, six digits, a new one every 30 seconds.
 * Other parameters exist and many apps silently ignore them.
 */

const SECONDS = 30
const DIGITS = 6
const ISSUER = 'Система сбора отчётности'

/** Clocks of phones go wrong: the code before and the code after are taken too (RFC 6238, 5.2). */
const WINDOW = 1

/** A fresh key of 160 bits, as long as RFC 4226 recommends; base32, as people type it into an app. */
export const newKey = (): string => new Secret({ size: 20 }).base32

/** The number of the 30 seconds in which a moment lies. */
export const stepAt = (at: Date): number => Math.floor(at.getTime() / (SECONDS * 1000))

/** The code of a step. */
export const codeOf = (key: string, step: number): string =>
  TOTP.generate({ secret: Secret.fromBase32(key), digits: DIGITS, period: SECONDS, timestamp: step * SECONDS * 1000 })

/** The step whose code this is, if it is one of the three that are taken now. */
export const matchingStep = (key: string, code: string, at: Date): number | undefined => {
  const delta = TOTP.validate({
    token: code,
    secret: Secret.fromBase32(key),
    digits: DIGITS,
    period: SECONDS,
    timestamp: at.getTime(),
    window: WINDOW,
  })
  return delta === null ? undefined : stepAt(at) + delta
}

/** What the QR picture says: the app reads the key and the name of the account from it. Short, to be easy to scan. */
export const keyUri = (key: string, login: string): string =>
  new TOTP({
    issuer: ISSUER,
    issuerInLabel: false,
    label: login,
    secret: key,
    digits: DIGITS,
    period: SECONDS,
  }).toString()

/** The key in groups of four, for people who type it. */
export const keyInGroups = (key: string): string => (key.match(/.{1,4}/g) ?? []).join(' ')
