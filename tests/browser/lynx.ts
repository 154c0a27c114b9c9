import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'cheerio'
import type { Browser } from '../support/browser'

/*
 * Drives Lynx by a script of keys. Lynx reads the next key of a script only when it has drawn the page, so nothing has
 * to be waited for; but all keys have to be known beforehand. They are planned on the same pages, served to another
 * visitor: every link and field has a number there, as it has for Lynx.
 */

/** A link, a field or a button, and what is done at it. */
export type Step = { selector: string; type?: string }

const CHARSETS = ['-assume_charset=utf-8', '-display_charset=utf-8']

/** Fields are typed into only after Enter (`-tna`), so that keys between them are commands. */
const OPTIONS = [...CHARSETS, '-number_fields', '-tna', '-accept_all_cookies', '-nopause', '-term=xterm']

/** The keys of a text, byte by byte, in the notation of the scripts of Lynx. */
const typed = (text: string): string[] =>
  [...Buffer.from(text, 'utf8')].map(byte => {
    if (byte === 0x20) return '<space>'
    return byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `0x${byte.toString(16)}`
  })

const ENTER = '^J'
const ERASE_LINE = '^U'
const LEAVE = '<tab>'

/** Goes to a numbered link or field. */
const goTo = (number: number): string[] => ['0', ...typed(`${number}g`), ENTER]

/** Numbers the targets of the steps as Lynx does, on a copy of the page with a mark before each of them. */
const numbersOf = (html: string, selectors: readonly string[], folder: string): number[] => {
  const $ = load(html)
  selectors.forEach((selector, index) => {
    const target = $(selector)
    if (target.length !== 1) throw new Error(`${target.length} × ${selector}`)
    target.before(`@@${index}@@`)
  })
  const file = join(folder, 'page.html')
  writeFileSync(file, $.html())
  const page = execFileSync('lynx', ['-dump', '-width=999', '-number_fields', ...CHARSETS, file], { encoding: 'utf8' })
  return selectors.map((selector, index) => {
    const number = new RegExp(`@@${index}@@[^\\[]*\\[(\\d+)\\]`).exec(page)?.[1]
    if (number === undefined) throw new Error(`Lynx does not show ${selector}`)
    return Number(number)
  })
}

/** The keys for a page: fields are filled in or chosen, the last step is the link or button that leaves it. */
export const keysFor = ({ html, $ }: Browser, steps: readonly Step[], folder: string): string[] => {
  const numbers = numbersOf(
    html,
    steps.map(({ selector }) => selector),
    folder,
  )
  return steps.flatMap(({ selector, type }, index) => {
    const there = goTo(numbers[index] as number)
    if (type === undefined) return [...there, ENTER]
    if (!$(selector).is('select')) return [...there, ENTER, ERASE_LINE, ...typed(type), LEAVE]
    // The list opens, is searched for the words of the option, and closes.
    const option = $(selector).find(`option[value="${type}"]`).text().trim()
    return [...there, ENTER, '/', ...typed(option), ENTER, ENTER]
  })
}

/** Runs Lynx on a terminal of its own (`script` gives it one) until the keys are used up and it quits. */
export const runLynx = (url: string, keys: readonly string[], folder: string): string => {
  const file = join(folder, 'keys')
  writeFileSync(file, [...keys, 'Q'].map(key => `key ${key}\n`).join(''))
  const command = ['lynx', `-cmd_script=${file}`, ...OPTIONS, `'${url}'`].join(' ')
  return execFileSync('script', ['-qec', command, '/dev/null'], {
    encoding: 'utf8',
    input: '',
    timeout: 120_000,
    env: { ...process.env, TERM: 'xterm', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', LINES: '40', COLUMNS: '132' },
  })
}
