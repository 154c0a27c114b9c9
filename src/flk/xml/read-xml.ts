import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { DECLARATION_BYTES, type Decoder, decode, decoderFor } from './decode'
import type { XmlLimits } from './limits'
import type { XmlElement, XmlNode } from './xml-element'
import { XmlError } from './xml-error'

/** What the parser says in English, told in Russian. */
const SENTENCES: readonly [RegExp, string][] = [
  [/undefined entity|entity reference/, 'В файле использована неизвестная сущность (&…;). Запишите символ напрямую.'],
  [/unclosed tag|unmatched closing tag|unexpected close tag/, 'Теги файла не закрыты или закрыты не в том порядке.'],
  [/disallowed character/, 'В файле есть символ, недопустимый в XML.'],
  [/duplicate attribute/, 'Атрибут указан дважды.'],
]

const sentence = (message: string): string =>
  SENTENCES.find(([pattern]) => pattern.test(message))?.[1] ?? 'Файл не является правильным XML.'

interface Open {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: XmlNode[]
  readonly line: number
}

/**
 * Reads a document part by part into a tree. Document types are refused, so there is nothing to expand or to fetch, and
 * everything that could be made huge has a bound: the reader stops at the first byte past it.
 */
export class XmlReader {
  private readonly parser = new SaxesParser()
  private readonly stack: Open[] = []
  private root: XmlElement | undefined
  private decoder: Decoder | undefined
  private pending: Uint8Array = new Uint8Array(0)
  private bytes = 0
  private elements = 0
  private textLength = 0

  constructor(private readonly limits: XmlLimits) {
    const { parser } = this
    parser.on('error', error => this.fail(sentence(error.message)))
    parser.on('doctype', () => this.refuseDoctype())
    parser.on('opentag', tag => this.open(tag))
    parser.on('closetag', () => this.close())
    parser.on('text', text => this.text(text))
    parser.on('cdata', text => this.text(text))
  }

  /** Takes the next bytes of the document. */
  write(bytes: Uint8Array): void {
    this.bytes += bytes.length
    if (this.bytes > this.limits.bytes)
      throw new XmlError(`Файл больше ${Math.round(this.limits.bytes / 1024 / 1024)} МБ. Такие файлы не принимаются.`)
    if (this.decoder !== undefined) return this.feed(decode(this.decoder, bytes))
    this.pending = joined(this.pending, bytes)
    if (this.pending.length >= DECLARATION_BYTES) this.start()
  }

  /** Ends the document and gives its root. */
  end(): XmlElement {
    if (this.decoder === undefined) this.start()
    if (this.decoder !== undefined) this.feed(decode(this.decoder, undefined))
    if (this.elements === 0 && this.bytes === 0) throw new XmlError('Файл пуст.')
    this.parser.close()
    if (this.root === undefined) throw new XmlError('В файле нет данных XML.')
    return this.root
  }

  private start(): void {
    this.decoder = decoderFor(this.pending)
    this.feed(decode(this.decoder, this.pending))
  }

  private feed(text: string): void {
    this.parser.write(text)
  }

  private open({ name, attributes }: SaxesTagPlain): void {
    const { limits } = this
    this.elements += 1
    if (this.elements > limits.elements) this.fail('В файле слишком много элементов.')
    if (this.stack.length >= limits.depth) this.fail('Элементы файла вложены слишком глубоко.')
    const values = Object.values(attributes)
    if (values.length > limits.attributes) this.fail('У элемента слишком много атрибутов.')
    if (values.some(value => value.length > limits.text)) this.fail('Атрибут слишком длинный.')
    this.textLength = 0
    this.stack.push({ name, attributes, children: [], line: this.parser.line })
  }

  private close(): void {
    const element = this.stack.pop()
    if (element === undefined) return
    // White space before the first element below is layout.
    const [first, second] = element.children
    if (second !== undefined && typeof first === 'string' && first.trim() === '') element.children.shift()
    const parent = this.stack.at(-1)
    if (parent === undefined) this.root = element
    else parent.children.push(element)
  }

  private text(text: string): void {
    const parent = this.stack.at(-1)
    if (parent === undefined || (parent.children.length > 0 && text.trim() === '')) return
    this.textLength += text.length
    if (this.textLength > this.limits.text) this.fail('Текст элемента слишком длинный.')
    parent.children.push(text)
  }

  private refuseDoctype(): never {
    return this.fail('Файл содержит описание типа документа (DOCTYPE). Удалите его: такие файлы не принимаются.')
  }

  private fail(message: string): never {
    throw new XmlError(message, this.parser.line)
  }
}

const joined = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  if (first.length === 0) return second
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

/** How much is decoded and parsed at once, so that a document that has to be refused is not decoded whole. */
const PART = 1024 * 1024

/** Reads a whole document that is in memory. Throws `XmlError` with a Russian sentence. */
export const readXml = (document: Uint8Array | string, limits: XmlLimits): XmlElement => {
  const bytes = typeof document === 'string' ? new TextEncoder().encode(withoutDeclaration(document)) : document
  const reader = new XmlReader(limits)
  for (let from = 0; from < bytes.length; from += PART) reader.write(bytes.subarray(from, from + PART))
  return reader.end()
}

/** A string is decoded already: what it says of its encoding no longer holds. */
const withoutDeclaration = (text: string): string => text.replace(/^\ufeff?<\?xml[^>]*\?>/, '')

/** Reads a document as it arrives, for example from a file or an upload. Stops reading where it is refused. */
export const readXmlStream = async (parts: AsyncIterable<Uint8Array>, limits: XmlLimits): Promise<XmlElement> => {
  const reader = new XmlReader(limits)
  for await (const part of parts) reader.write(part)
  return reader.end()
}
