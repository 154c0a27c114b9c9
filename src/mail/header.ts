import { domainToASCII } from 'node:url'

/** Line and paragraph separators are no control characters to Unicode, but some programs end a line at them. */
const CONTROL = /[\p{Cc}\u2028\u2029]/u

/**
 * Lets a value into a header only as one line: a line end in it would start a header of the sender's choosing
 * (RFC 5322, section 2.2). Throws: whoever queues a letter gives clean text, so anything else is a bug.
 */
export const headerText = (what: string, value: string, max: number): string => {
  if (CONTROL.test(value)) throw new Error(`${what} of a letter holds control characters`)
  if (value.trim() === '') throw new Error(`${what} of a letter is empty`)
  if (value.length > max) throw new Error(`${what} of a letter is longer than ${max} characters`)
  return value
}

/**
 * The address in the form that SMTP carries: the domain in ASCII (`пример.рф` → `xn--e1afmkfd.xn--p1ai`, RFC 5891).
 * Throws for what would not be exactly one plain address; the form field refuses it earlier and in Russian. The
 * message never repeats the address: errors are logged.
 */
export const mailAddress = (address: string): string => {
  const at = address.lastIndexOf('@')
  // Looked at as typed: the mapping to ASCII would silently drop a line end inside the domain.
  const domain = at < 0 || CONTROL.test(address) ? '' : domainToASCII(address.slice(at + 1))
  const ascii = `${address.slice(0, at)}@${domain}`
  if (!PLAIN.test(ascii) || ascii.length > 254) throw new Error('the recipient of a letter is not one plain address')
  return ascii
}

/** No quoted local parts, comments, groups, routes or lists: nothing that a mail program could read as two addresses. */
const PLAIN = /^[^\s\p{Cc}"(),:;<>@[\\\]]+@[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/u
