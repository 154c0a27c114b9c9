import { codeOf, keyUri, matchingStep, newKey, stepAt } from '../../../src/features/second-factor/one-time-code'
import { newRecoveryCodes, printedCode, readRecoveryCode } from '../../../src/features/second-factor/recovery-codes'

/** The key of RFC 6238, appendix B: the ASCII text 12345678901234567890. */
const RFC_KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

describe('One-time codes', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at second %d are the last six digits of the test values of RFC 6238', (seconds, code) => {
    const at = new Date(seconds * 1000)
    expect(codeOf(RFC_KEY, stepAt(at))).toBe(code)
    expect(matchingStep(RFC_KEY, code, at)).toBe(Math.floor(seconds / 30))
  })

  it('are taken one step early and one step late, and no more', () => {
    const at = new Date('2026-11-23T06:00:00.000Z')
    const now = stepAt(at)
    const taken = [-2, -1, 0, 1, 2].map(steps => matchingStep(RFC_KEY, codeOf(RFC_KEY, now + steps), at))
    expect(taken).toEqual([undefined, now - 1, now, now + 1, undefined])
  })

  it('have keys of 160 bits, another one each time', () => {
    expect(newKey()).toMatch(/^[A-Z2-7]{32}$/)
    expect(newKey()).not.toBe(newKey())
  })

  it('give the app the name of the system and of the account', () => {
    const uri = new URL(keyUri(RFC_KEY, 'kemerovo:1'))
    expect(uri.protocol + uri.host).toBe('otpauth:totp')
    expect(decodeURIComponent(uri.pathname)).toBe('/kemerovo:1')
    expect(uri.searchParams.get('secret')).toBe(RFC_KEY)
    expect(uri.searchParams.get('issuer')).toBe('Система сбора отчётности')
  })
})

describe('Recovery codes', () => {
  it('are ten different ones, each found by its first sign', () => {
    const codes = newRecoveryCodes()
    expect(codes.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(new Set(codes.map(({ code }) => code)).size).toBe(10)
    for (const code of codes) {
      expect(printedCode(code)).toMatch(/^\d-[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/)
      expect(readRecoveryCode(printedCode(code))).toEqual(code)
    }
  })

  it('are read in small letters, without dashes, with spaces, and typed on a Russian keyboard', () => {
    const right = { position: 3, code: 'KABEMHPCTX' }
    for (const typed of ['3-KABEM-HPCTX', '3kabemhpctx', ' 3 – KABEM HPCTX ', '3-кавем-нрстх'])
      expect(readRecoveryCode(typed)).toEqual(right)
  })

  it.each(['', '123456', '3-KABEM', 'KABEM-HPCTX', '3-KABEM-HPCT0', '3-KABEM-HPCTXX', '٣-KABEM-HPCTX'])(
    'are not read out of «%s»',
    typed => {
      expect(readRecoveryCode(typed)).toBeUndefined()
    },
  )
})
