import { parseOptions } from '@node-rs/argon2'
import { hashPassword, verifyNothing, verifyPassword } from '../../../src/features/accounts/passwords'

describe('Passwords', () => {
  it('are hashed with argon2id and the parameters that OWASP recommends, each with its own salt', async () => {
    const [one, other] = await Promise.all([hashPassword('Пароль-1'), hashPassword('Пароль-1')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(parseOptions(one)).toMatchObject({
      memoryCost: 19_456,
      timeCost: 2,
      parallelism: 1,
      outputLen: 32,
      saltLen: 16,
    })
    expect(one).not.toBe(other)
    expect(one.length).toBeLessThanOrEqual(200)
  })

  it('are verified', async () => {
    const hash = await hashPassword('Пароль-1')
    expect(await verifyPassword(hash, 'Пароль-1')).toBe(true)
    expect(await verifyPassword(hash, 'пароль-1')).toBe(false)
    expect(await verifyPassword(hash, 'Пароль-1 ')).toBe(false)
  })

  it('are the same in both Unicode forms of a letter', async () => {
    const hash = await hashPassword('Йод-1'.normalize('NFD'))
    expect(await verifyPassword(hash, 'Йод-1'.normalize('NFC'))).toBe(true)
  })

  it('of nobody are never right', async () => {
    expect(await verifyNothing('')).toBe(false)
    expect(await verifyNothing('Пароль-1')).toBe(false)
  })
})
