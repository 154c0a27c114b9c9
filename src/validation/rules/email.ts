import { domainToASCII, domainToUnicode } from 'node:url'
import { field } from '../fields'
import { looksLatin, mixesScripts } from './look-alike'

/**
 * `typed` is what people are shown. `ascii` is what letters are sent to and what addresses are compared by: the domain
 * in its ASCII form, all in lower case. A mailbox that tells capitals apart is allowed by RFC 5321 and unknown in
 * practice; two accounts that differ in capitals are the real danger.
 */
export type Email = { typed: string; ascii: string }

const MAX = 254
const EXAMPLE = 'например otchet@example.ru'

/** An e-mail address: RFC 5321 without quoted names and address literals; the domain may be Cyrillic (.рф). */
export const email = field((typed, fail): Email => {
  if (typed === '') fail('email.required', 'Введите адрес электронной почты')
  if (/[\s\p{C}]/u.test(typed)) fail('email.spaces', 'Удалите из адреса электронной почты пробелы и невидимые знаки')
  if (typed.length > MAX)
    fail('email.too_long', `Адрес электронной почты не длиннее ${MAX} знаков: введите другой адрес`)
  if (typed.split('@').length !== 2)
    fail('email.format', `Введите один адрес электронной почты, в нём один знак @, ${EXAMPLE}`)
  const [name, domain] = typed.split('@') as [string, string]
  if (/[^\x20-\x7e]/.test(name))
    fail('email.name', `До знака @ в адресе электронной почты должны быть латинские буквы, ${EXAMPLE}`)
  if (!isMailboxName(name)) fail('email.name', `Проверьте часть адреса электронной почты до знака @, ${EXAMPLE}`)
  const host = asciiDomain(domain)
  if (host === undefined)
    return fail('email.domain', `Проверьте часть адреса электронной почты после знака @, ${EXAMPLE}`)
  // Also when it was typed as xn--…: what counts is what it says.
  const said = domainToUnicode(host)
  if (mixesScripts(said))
    fail(
      'email.mixed',
      `После знака @ в адресе электронной почты смешаны русские и латинские буквы: введите его заново, не переключая раскладку, ${EXAMPLE}`,
    )
  // Who types xn--… is not deceived by letters that they do not see.
  if (looksLatin(domain.toLowerCase()))
    fail(
      'email.look_alike',
      `После знака @ в адресе электронной почты русские буквы, похожие на латинские: введите его латинскими, ${EXAMPLE}`,
    )
  const ascii = `${name}@${host}`.toLowerCase()
  if (ascii.length > MAX)
    fail('email.too_long', `Адрес электронной почты не длиннее ${MAX} знаков: введите другой адрес`)
  return { typed, ascii }
})

/**
 * The form by which addresses are compared, for looking up what somebody typed at sign-in; undefined when it is none.
 */
export const emailAscii = (typed: string): string | undefined => {
  const result = email.safeParse(typed)
  return result.success ? result.data.ascii : undefined
}

/** An address as people read it: «otchet@пример.рф», not «otchet@xn--e1afmkfd.xn--p1ai». For screens and letters. */
export const emailShown = (ascii: string): string => {
  const [name, domain] = ascii.split('@') as [string, string | undefined]
  return domain === undefined ? ascii : `${name}@${domainToUnicode(domain) || domain}`
}

/** Local part: up to 64 characters, words of RFC 5322 `atext` with single dots between them. */
const isMailboxName = (name: string): boolean =>
  name.length <= 64 && /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i.test(name)

/**
 * At least two labels of letters, digits and inner hyphens; the last one is no number. The characters are looked at
 * before `domainToASCII`, which would also decode percent signs and read `0x7f.1` as an address.
 */
const asciiDomain = (domain: string): string | undefined => {
  if (!/^[\p{L}\p{M}\p{Nd}.-]+$/u.test(domain)) return undefined
  const ascii = domainToASCII(domain)
  const labels = ascii.split('.')
  const proper = labels.every(label => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label))
  const last = labels.at(-1) ?? ''
  return labels.length >= 2 && proper && /[a-z]/.test(last) && ascii.length <= 253 ? ascii : undefined
}
