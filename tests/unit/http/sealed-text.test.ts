import { isSealedWithOld, openText, sealText } from '../../../src/http/sealed-text'

const NEW = 'n'.repeat(32)
const OLD = 'o'.repeat(32)
const USE = { purpose: 'totp', owner: 'staff:5' }

it('opens what it sealed, and shows nothing of it', () => {
  const sealed = sealText([NEW], USE, 'тайна')
  expect(openText([NEW], USE, sealed)).toBe('тайна')
  expect(Buffer.from(sealed.split('.')[1] ?? '', 'base64url').toString()).not.toContain('тайна')
  expect(sealText([NEW], USE, 'тайна')).not.toBe(sealed)
})

it.each([
  ['another purpose', [NEW], { ...USE, purpose: 'kept-form' }],
  ['another owner', [NEW], { ...USE, owner: 'staff:6' }],
  ['another secret', [OLD], USE],
])('does not open for %s', (_what, secrets, use) => {
  expect(openText(secrets, use, sealText([NEW], USE, 'тайна'))).toBeUndefined()
})

it('does not open once a single bit was changed, nor anything that is no sealed text', () => {
  const sealed = sealText([NEW], USE, 'тайна')
  const [name = '', body = ''] = sealed.split('.')
  const bytes = Buffer.from(body, 'base64url')
  for (let index = 0; index < bytes.length; index += 1) {
    const changed = Buffer.from(bytes)
    changed[index] = (changed[index] as number) ^ 1
    expect(openText([NEW], USE, `${name}.${changed.toString('base64url')}`)).toBeUndefined()
  }
  for (const text of ['', '.', name, `${name}.`, `${name}.AAAA`]) expect(openText([NEW], USE, text)).toBeUndefined()
})

it('opens with the former secret while it is being replaced, and says that it should be sealed anew', () => {
  const sealed = sealText([OLD], USE, 'тайна')
  expect(openText([NEW, OLD], USE, sealed)).toBe('тайна')
  expect(isSealedWithOld([NEW, OLD], sealed)).toBe(true)
  expect(isSealedWithOld([NEW, OLD], sealText([NEW, OLD], USE, 'тайна'))).toBe(false)
})
