import { load } from 'cheerio'
import { HtmlValidate } from 'html-validate'
import { axeViolations } from '../../support/axe'
import { environment } from './render'
import { samples } from './samples'

/*
 * The first three rules argue with what govuk-frontend prints, for reasons that it gives: role="region" on a banner and
 * role="group" on a fieldset of text inputs are read by more screen readers, role="button" marks a link as a start
 * button. The last one does not know groups of checkboxes.
 */
const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // In a browser of today the buttons of the accessibility panel belong to the form that the page is about.
    'wcag/h32': 'off',
    'prefer-native-element': ['error', { exclude: ['region', 'button'] }],
    'no-redundant-role': 'off',
    'form-dup-name': 'off',
  },
})

describe.each(Object.entries(samples))('%s made of our components', (_, { view, context }) => {
  const html = environment.render(view, context)
  const $ = load(html)

  test('is valid HTML', async () => {
    const report = await validator.validateString(html)
    expect(
      report.results.flatMap(result =>
        result.messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`),
      ),
    ).toEqual([])
  })

  test('has nothing that axe objects to', async () => {
    expect(await axeViolations(html)).toEqual([])
  })

  test('has no script and no style of its own', () => {
    expect($('script, style, [style], [onclick], [onload]').length).toBe(0)
  })

  test('has one main heading, one main landmark and the title of the site', () => {
    expect($('h1').length).toBe(1)
    expect($('main').length).toBe(1)
    expect($('title').text()).toMatch(/ — Система сбора отчётности$/)
  })

  test('says nothing in English', () => {
    $('svg').remove()
    const said = [
      $('body').text(),
      ...$('[aria-label]')
        .map((_, element) => $(element).attr('aria-label'))
        .get(),
    ].join(' ')
    expect(said.match(/\b[A-Za-z]{3,}\b/g)?.filter(word => !CODES.has(word)) ?? []).toEqual([])
  })

  test('ties every message to a control that exists', () => {
    for (const element of $('[aria-describedby]').get())
      for (const id of ($(element).attr('aria-describedby') as string).split(' '))
        expect($(`[id="${id}"]`).length).toBe(1)
    for (const link of $('.govuk-error-summary a').get()) expect($($(link).attr('href') as string).length).toBe(1)
  })
})

/** Latin letters that Russian text has of its own: names of formats, of rules, an address. */
const CODES = new Set(['cer', 'crt', 'pem', 'der', 'SHA', 'inn', 'demo', 'example'])
