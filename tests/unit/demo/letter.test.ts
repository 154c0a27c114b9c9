import { linkedText } from '../../../src/features/demo/letter.view'

const BASE = 'https://websbor.example'
const links = (text: string): string[] => linkedText(text, BASE).flatMap(({ href }) => href ?? [])
const read = (text: string): string =>
  linkedText(text, BASE)
    .map(part => part.text)
    .join('')

describe('The text of a letter', () => {
  it.each([
    ['an address alone', `${BASE}/a`, [`${BASE}/a`]],
    ['two of them', `${BASE}/a и ${BASE}/b?c=1&d=2`, [`${BASE}/a`, `${BASE}/b?c=1&d=2`]],
    ['the main page', `Сайт: ${BASE}`, [BASE]],
    ['the end of a sentence', `(${BASE}/a). Или ${BASE}.`, [`${BASE}/a`, BASE]],
    ['quotes', `«${BASE}/a»`, [`${BASE}/a`]],
    ['another host that begins like ours', `${BASE}.evil.test/a ${BASE}:8443/a ${BASE}x ${BASE}@evil.test/`, []],
    ['another site', 'https://evil.test/https', []],
    ['no address', 'Здравствуйте!', []],
  ])('has links where it holds %s, and stays the same to read', (_what, text, expected) => {
    expect(links(text)).toEqual(expected)
    expect(read(text)).toBe(text)
  })
})
