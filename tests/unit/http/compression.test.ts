import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { codingFor, compress } from '../../../src/http/compression'

describe('The coding of a page', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['gzip', 'gzip'],
    ['gzip, deflate', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['BR;q=0.5, gzip;q=1.0', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['br; q=0.000, gzip; q=0', undefined],
    ['identity', undefined],
    ['brotli, xgzip', undefined],
    ['gzip;q=nonsense', undefined],
  ])('for «%s» is %s, however often it is asked', (header, coding) => {
    expect(codingFor(header)).toBe(coding)
    expect(codingFor(header)).toBe(coding)
  })

  it('is read right after more headers than are remembered', () => {
    for (let index = 0; index < 250; index += 1) expect(codingFor(`x${index}, gzip`)).toBe('gzip')
    expect(codingFor('br')).toBe('br')
  })
})

describe('A compressed page', () => {
  const texts = ['', 'a', 'Заявка «№ 1» – 𝄞 €', 'Ж'.repeat(400_000), 'x'.repeat(600_000)]

  it.each(texts.map(text => [text.length, text] as const))('of %i characters unpacks to the same text', (_, text) => {
    expect(gunzipSync(compress(text, 'gzip')).toString()).toBe(text)
    expect(brotliDecompressSync(compress(text, 'br')).toString()).toBe(text)
  })

  it('keeps nothing of the one before it', () => {
    compress('secret'.repeat(1000), 'br')
    expect(brotliDecompressSync(compress('short', 'br')).toString()).toBe('short')
  })
})
