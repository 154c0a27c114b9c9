export type TextPart = { text: string; href?: string }

/** A text in parts, with the addresses of this system as links; no other address becomes one. */
export const linkedText = (text: string, baseUrl: string): TextPart[] => {
  const [before = '', ...pieces] = text.split(baseUrl)
  return [{ text: before }, ...pieces.flatMap(piece => afterBase(piece, baseUrl))].filter(part => part.text !== '')
}

/** What follows the base: the rest of an address of ours, or more of another address that only begins like it. */
const afterBase = (piece: string, baseUrl: string): TextPart[] => {
  if (/^[.:-]*[\w@]/.test(piece)) return [{ text: baseUrl + piece }]
  const path = /^(?:[/?#][^\s<>"«»]*)?/.exec(piece)?.[0].replace(/[.,;:!?)]+$/, '') ?? ''
  const href = baseUrl + path
  return [{ text: href, href }, { text: piece.slice(path.length) }]
}
