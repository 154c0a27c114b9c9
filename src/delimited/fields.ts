/** The fields of one record. Quotation marks count at the beginning of a field only: ООО "Ромашка" is written so too. */
export const splitFields = (record: string, delimiter: string): string[] => {
  const text = record.endsWith('\r') ? record.slice(0, -1) : record
  if (!text.includes('"')) return text.split(delimiter)
  const fields: string[] = []
  for (let at = 0; ; ) {
    const { value, next } = text[at] === '"' ? quotedField(text, at + 1, delimiter) : plainField(text, at, delimiter)
    fields.push(value)
    if (next > text.length) return fields
    at = next
  }
}

type Taken = { value: string; next: number }

const plainField = (text: string, from: number, delimiter: string): Taken => {
  const end = text.indexOf(delimiter, from)
  return end === -1
    ? { value: text.slice(from), next: text.length + 1 }
    : { value: text.slice(from, end), next: end + 1 }
}

/** Up to the closing mark; two of them stand for one. What follows it up to the delimiter belongs to the field too. */
const quotedField = (text: string, from: number, delimiter: string): Taken => {
  let value = ''
  for (let at = from; ; ) {
    const mark = text.indexOf('"', at)
    if (mark === -1) return { value: value + text.slice(at), next: text.length + 1 }
    value += text.slice(at, mark)
    if (text[mark + 1] !== '"') {
      const { value: tail, next } = plainField(text, mark + 1, delimiter)
      return { value: value + tail, next }
    }
    value += '"'
    at = mark + 2
  }
}
