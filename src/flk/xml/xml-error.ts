/** A document that cannot be read. The message is a Russian sentence for whoever brought the file. */
export class XmlError extends Error {
  /** Line of the document, counted from one; absent where the document as a whole is at fault. */
  readonly line: number | undefined

  constructor(message: string, line?: number) {
    super(line === undefined ? message : `${message} Строка ${line} файла.`)
    this.name = 'XmlError'
    this.line = line
  }
}
