import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compress } from '../../src/http/compression'
import { axeViolations } from '../support/axe'
import type { Browser } from '../support/browser'
import { englishWords } from './english-words'
import { htmlMistakes } from './html-mistakes'

/** A page by a name of its own, and how its people come to it. Visits are made in the order of their list. */
export type Visit = [name: string, visit: () => Promise<Browser>]

/** These pages answer with an error on purpose. */
const answersWithError = /error|not found/

/** Where to keep the pages for the checker of the W3C, see `w3c.mjs`. */
const folder = process.env.PAGES_FOLDER

const keep = (name: string, html: string): void => {
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name.replace(/[^\p{L}\d]+/gu, '-')}.html`), html)
}

/**
 * Visits pages as their people visit them: valid HTML, no accessibility violation, one heading, Russian words, nothing
 * that the content policy forbids, at most 14 KB.
 */
export const checkPages = (pages: Visit[]): void => {
  describe.each(pages)('%s', (name, visit) => {
    let browser: Browser
    let html: string
    beforeAll(async () => {
      browser = await visit()
      html = browser.html
      keep(name, html)
    })

    it('is there', () => {
      if (answersWithError.test(name)) expect(browser.status).toBeGreaterThanOrEqual(403)
      else expect(browser.status).toBe(200)
    })

    it('is valid HTML', async () => {
      expect(await htmlMistakes(html)).toEqual([])
    })

    it('has no accessibility violation', async () => {
      expect(await axeViolations(html)).toEqual([])
    })

    it('has one heading, a title, its language, and one main part', () => {
      expect(browser.$('h1')).toHaveLength(1)
      expect(browser.title).toMatch(/^(Ошибка: )?\S.+ — Система сбора отчётности$/)
      expect(browser.$('html').attr('lang')).toBe('ru')
      expect(browser.$('main')).toHaveLength(1)
    })

    it('speaks Russian', () => {
      expect(englishWords(browser)).toEqual([])
    })

    it('carries no script and no inline style', () => {
      // The one exception: «Подписание заявки» offers a script of ours for a plug-in, and works without it.
      const own = name.startsWith('registration: signing')
        ? '<script src="/assets/signing/cryptopro.js" defer></script>'
        : ''
      expect(html.replace(own, '')).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/i)
    })

    it('begins with the way into the accessibility mode, which takes along what was typed', () => {
      const first = browser
        .$('body')
        .find('a[href], button:not([hidden]), input:not([type=hidden]), select, textarea')
        .first()
      expect(first.text()).toBe(
        name === 'accessibility: the panel' ? 'Обычная версия сайта' : 'Версия для слабовидящих',
      )
      expect(first.attr('form')).toBe(
        browser.$('form[method=post][novalidate], form[action="/codes"]').length > 0 ? 'form' : undefined,
      )
      expect(browser.$('form#form').length).toBe(first.attr('form') === undefined ? 0 : 1)
    })

    it('has a token in every form that changes something', () => {
      const bare = browser
        .$('form[method=post]')
        .filter((_, form) => browser.$(form).find('input[name=_csrf][value!=""]').length !== 1)
      expect(bare.length).toBe(0)
    })

    it.each(['gzip', 'br'] as const)('weighs at most 14 KB compressed with %s', coding => {
      expect(compress(html, coding).length).toBeLessThanOrEqual(14 * 1024)
    })
  })
}
