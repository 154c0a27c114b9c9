import { REPORT_LIMITS, readXml, readXmlStream, XmlError } from '../../../src/flk'
import { decoderFor } from '../../../src/flk/xml/decode'
import { element, isXmlText, writeXml } from '../../../src/flk/xml/write-xml'
import { textOf } from '../../../src/flk/xml/xml-element'
import { NAUGHTY } from '../../support/naughty-strings'

const bytes = (text: string, encoding: BufferEncoding = 'utf8'): Buffer => Buffer.from(text, encoding)

const windows1251 = (text: string): Buffer =>
  Buffer.from(
    [...text].map(letter => {
      const code = letter.charCodeAt(0)
      return code < 0x80 ? code : code - 0x410 + 0xc0
    }),
  )

const refusal = (document: Uint8Array | string, limits = REPORT_LIMITS): string => {
  try {
    readXml(document, limits)
  } catch (error) {
    if (error instanceof XmlError) return error.message
    throw error
  }
  return 'accepted'
}

describe('encodings', () => {
  const sentence = '<?xml version="1.0" encoding="windows-1251"?><a b="Проверка">Да</a>'

  test('windows-1251 is read when the declaration names it', () => {
    const root = readXml(windows1251(sentence), REPORT_LIMITS)
    expect(root).toMatchObject({ attributes: { b: 'Проверка' }, children: ['Да'] })
  })

  test('UTF-8 is read with a byte order mark, with a declaration and without', () => {
    for (const start of [
      '\ufeff<?xml version="1.0" encoding="UTF-8"?>',
      '\ufeff',
      '<?xml version="1.0"?>',
      '',
      '\ufeff<?xml version="1.0" encoding="windows-1251"?>',
    ])
      expect(readXml(bytes(`${start}<a>Щ</a>`), REPORT_LIMITS).children).toEqual(['Щ'])
  })

  test('a string is read as it is, whatever encoding it declares', () => {
    expect(readXml(sentence, REPORT_LIMITS).attributes.b).toBe('Проверка')
  })

  test('letters that are cut in two by the parts of a stream stay whole', async () => {
    const document = bytes(`<a>${'Щ'.repeat(400)}</a>`)
    const parts = async function* () {
      for (const byte of document) yield Uint8Array.of(byte)
    }
    const root = await readXmlStream(parts(), REPORT_LIMITS)
    expect(textOf(root)).toBe('Щ'.repeat(400))
  })

  test('other encodings and broken bytes are refused with what to do', () => {
    expect(refusal(bytes('<?xml version="1.0" encoding="KOI8-R"?><a/>'))).toBe(
      'Кодировка «KOI8-R» не поддерживается. Сохраните файл в UTF-8 или windows-1251.',
    )
    expect(refusal(bytes('<?xml version="1.0" encoding="constructor"?><a/>'))).toMatch(
      '«constructor» не поддерживается',
    )
    expect(refusal(bytes('\ufeff<a/>', 'utf16le'))).toMatch('UTF-16')
    expect(refusal(Buffer.concat([bytes('<a>'), windows1251('Да'), bytes('</a>')]))).toMatch(
      'не соответствует его кодировке',
    )
    expect(() => decoderFor(bytes('<?xml version="1.0" encoding="utf-8"?>'))).not.toThrow()
  })
})

describe('hostile documents', () => {
  test('a bomb of entities is refused for its document type', () => {
    const bomb = `<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx">${Array.from({ length: 9 }, (_, i) => `<!ENTITY x${i} "${`&x${i ? i - 1 : ''};`.repeat(10)}">`).join('')}]><a>&x8;</a>`
    expect(refusal(bytes(bomb))).toMatch('DOCTYPE')
  })

  test('an external entity is refused for its document type', () => {
    expect(refusal(bytes('<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>'))).toMatch('DOCTYPE')
    expect(refusal(bytes('<a>&f;</a>'))).toMatch('неизвестная сущность')
  })

  test('a document of 200 MB is refused as soon as the bound is passed', async () => {
    let sent = 0
    const part = bytes(`<b c="${'x'.repeat(1000)}"/>`.repeat(1000))
    const endless = async function* () {
      yield bytes('<a>')
      for (; sent < 200 * 1024 * 1024; sent += part.length) yield part
    }
    await expect(readXmlStream(endless(), REPORT_LIMITS)).rejects.toThrow(
      'Файл больше 32 МБ. Такие файлы не принимаются.',
    )
    expect(sent).toBeLessThan(34 * 1024 * 1024)
  })

  test('deep nesting, long attributes, long texts, many attributes and many elements are refused', () => {
    expect(refusal(bytes('<a>'.repeat(100_000)))).toMatch('вложены слишком глубоко')
    expect(refusal(bytes(`<a b="${'x'.repeat(1_000_000)}"/>`))).toMatch('Атрибут слишком длинный')
    expect(refusal(bytes(`<a>${'x'.repeat(1_000_000)}</a>`))).toMatch('Текст элемента слишком длинный')
    expect(refusal(bytes(`<a ${Array.from({ length: 200 }, (_, i) => `b${i}=""`).join(' ')}/>`))).toMatch(
      'слишком много атрибутов',
    )
    expect(refusal(bytes(`<a>${'<b/>'.repeat(600_000)}</a>`))).toMatch('слишком много элементов')
  })

  test('what is no XML is refused with the line', () => {
    expect(refusal(bytes(''))).toBe('Файл пуст.')
    expect(refusal(bytes('   '))).not.toBe('accepted')
    expect(refusal(bytes('<a>\n<b>\n</a>'))).toBe('Теги файла не закрыты или закрыты не в том порядке. Строка 3 файла.')
    expect(refusal(bytes('<a'))).not.toBe('accepted')
    expect(refusal(bytes('{"a": 1}'))).not.toBe('accepted')
    expect(refusal(bytes('<a b="1" b="2"/>'))).toMatch('дважды')
    expect(refusal(bytes('<a>\u0000</a>'))).toMatch('символ')
    expect(refusal(Buffer.from([0x50, 0x4b, 3, 4]))).not.toBe('accepted')
  })

  test('attributes with the names of object properties are attributes', () => {
    const root = readXml('<a __proto__="1" constructor="2"/>', REPORT_LIMITS)
    expect(Object.entries(root.attributes)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ])
  })
})

test('every text comes back from a document as it went in, but for what XML cannot hold', () => {
  for (const text of NAUGHTY) {
    const root = readXml(writeXml(element('a', { b: text }, [element('c', {}, [text])])), REPORT_LIMITS)
    const kept = isXmlText(text) ? text : root.attributes.b
    expect(root.attributes.b).toBe(kept)
    const [child] = root.children
    expect(typeof child === 'object' ? child.children : undefined).toEqual(kept === '' ? [] : [kept])
  }
})
