import type { Holder } from './names'

/** Where each of our documents names its organisation. */
const PLACES: Record<string, RegExp> = {
  'urn:websbor:application:1': /<general>(.*?)<\/general>/s,
  'urn:websbor:organisation-change:1': /<organisation>(.*?)<\/organisation>/s,
}

/**
 * Whose application, or change of data, a file is: reads the XML that this system gives out, and that alone, so no parser
 * is needed.
 * Undefined for any other file.
 */
export const holderOfApplication = (file: Uint8Array): Holder | undefined => {
  const text = Buffer.from(file).toString('utf8')
  const place = Object.entries(PLACES).find(([namespace]) => text.includes(`xmlns="${namespace}"`))?.[1]
  const general = place?.exec(text)?.[1]
  if (general === undefined) return undefined
  const valueOf = (name: string): string | null => {
    const value = new RegExp(`<${name}>([^<]*)</${name}>`).exec(general)?.[1]
    return value === undefined ? null : unescape(value)
  }
  const inn = valueOf('inn')
  const name = valueOf('shortName') ?? valueOf('fullName')
  const ogrn = valueOf('ogrn')
  if (inn === null || name === null || !/^(?:\d{10}|\d{12})$/.test(inn)) return undefined
  return { name, inn, ogrn: ogrn !== null && /^\d{13,15}$/.test(ogrn) ? ogrn : null }
}

/** The opposite of what canonical XML does to text; «&amp;» last, for it may precede the name of another. */
const unescape = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#xD;', '\r').replaceAll('&amp;', '&')
