import { load } from 'cheerio'
import { type Fixture, htmlAsSafeText, optionPaths, readFixtures } from './govuk-fixtures'
import { normalise, render } from './render'

type Expectation = {
  /** How many of the fixtures our macro must reproduce. */
  atLeast: number
  /** Options we do not have, and why; fixtures that use one are left out. */
  unsupported?: Record<string, string>
  /** Fixtures left out for another reason. */
  without?: Record<string, string>
  /** English default words and ours. */
  words?: [string, string][]
  /** The fixture's `html` goes inside {% call %}. */
  call?: boolean
  /** What is known to differ, taken out of their HTML. */
  expected?: (html: string) => string
}

const SCRIPT = 'serves a script, and there is none'
const NO_INTERRUPTION = 'no page needs the panel that interrupts'
const GIVEN = 'gives the English word as a parameter'
const hidden = (text: string): string => `<span class="govuk-visually-hidden">${text}</span>`
const ERROR: [string, string] = [hidden('Error:'), hidden('Ошибка:')]

const COMPONENTS: Record<string, Expectation> = {
  'back-link': { atLeast: 7, words: [['>Back</a>', '>Назад</a>']] },
  breadcrumbs: { atLeast: 12, words: [['aria-label="Breadcrumb"', 'aria-label="Путь к странице"']] },
  button: {
    atLeast: 35,
    unsupported: { preventDoubleClick: SCRIPT },
    without: { 'start link with html': 'text is enough there' },
  },
  checkboxes: { atLeast: 39, words: [ERROR], unsupported: { 'items[].behaviour': SCRIPT } },
  'date-input': {
    atLeast: 30,
    words: [ERROR, ['>Day<', '>День<'], ['>Month<', '>Месяц<'], ['>Year<', '>Год<']],
    unsupported: { day: 'items say the same', month: 'items say the same', year: 'items say the same' },
    without: {
      'with nested name': 'a part with a name of its own must say its label',
      'with errors only (using items and classes)': 'an error is said by `error`, not by a class',
      'with error on single item using classes': 'an error is said by `error`, not by a class',
    },
  },
  details: { atLeast: 10, call: true },
  'error-message': { atLeast: 9, words: [ERROR] },
  'error-summary': { atLeast: 17, unsupported: { disableAutoFocus: SCRIPT } },
  fieldset: { atLeast: 18, call: true },
  'file-upload': { atLeast: 17, words: [ERROR], unsupported: { javascript: SCRIPT } },
  hint: { atLeast: 6 },
  input: { atLeast: 44, words: [ERROR], unsupported: { inputWrapper: 'nothing needs it' } },
  'inset-text': { atLeast: 6, call: true },
  label: { atLeast: 17 },
  'notification-banner': {
    atLeast: 19,
    call: true,
    words: [
      ['>Important</h', '>Важно</h'],
      ['>Success</h', '>Готово</h'],
    ],
    unsupported: { disableAutoFocus: SCRIPT },
  },
  pagination: {
    atLeast: 15,
    words: [
      ['aria-label="Pagination"', 'aria-label="Страницы"'],
      ['aria-label="Page ', 'aria-label="Страница '],
      ['Previous<span class="govuk-visually-hidden"> page', 'Предыдущая<span class="govuk-visually-hidden"> страница'],
      ['Next<span class="govuk-visually-hidden"> page', 'Следующая<span class="govuk-visually-hidden"> страница'],
    ],
  },
  panel: {
    atLeast: 9,
    call: true,
    unsupported: { actions: NO_INTERRUPTION },
    without: { 'interruption with custom classes': NO_INTERRUPTION, 'interruption, no actions': NO_INTERRUPTION },
  },
  'password-input': {
    atLeast: 10,
    words: [ERROR],
    unsupported: { value: 'a password never travels back to the page', showPasswordText: SCRIPT },
    expected: withoutShowButton,
  },
  radios: { atLeast: 43, words: [ERROR] },
  select: { atLeast: 19, words: [ERROR] },
  'skip-link': { atLeast: 9 },
  'summary-list': { atLeast: 30 },
  table: { atLeast: 21 },
  tag: { atLeast: 12 },
  'task-list': { atLeast: 11 },
  textarea: { atLeast: 18, words: [ERROR] },
  'warning-text': {
    atLeast: 6,
    words: [[hidden('Warning'), hidden('Внимание')]],
    without: { default: GIVEN, 'multiple lines': GIVEN },
  },
}

describe.each(Object.entries(COMPONENTS))('the macro of %s', (component, expectation) => {
  const left = (fixture: Fixture): boolean =>
    optionPaths(fixture.options).some(path => path in (expectation.unsupported ?? {})) ||
    fixture.name in (expectation.without ?? {})
  const fixtures = readFixtures(component).filter(fixture => !left(fixture))

  test(`is held against at least ${expectation.atLeast} fixtures of govuk-frontend`, () => {
    expect(fixtures.length).toBeGreaterThanOrEqual(expectation.atLeast)
  })

  test.each(fixtures.map(fixture => [fixture.name, fixture] as const))('prints the HTML of «%s»', (_, fixture) => {
    const { html, ...rest } = fixture.options
    const ours =
      expectation.call === true && typeof html === 'string'
        ? render(component, htmlAsSafeText(rest) as object, html)
        : render(component, htmlAsSafeText(fixture.options) as object)
    const theirs = normalise(expectation.expected?.(fixture.html) ?? fixture.html)
    expect(normalise(ours)).toBe(
      (expectation.words ?? []).reduce((html, [word, russian]) => html.replaceAll(word, russian), theirs),
    )
  })
})

/** The field without the button that a script would show. */
function withoutShowButton(html: string): string {
  const $ = load(html, null, false)
  $('.govuk-password-input__toggle').remove()
  $('.govuk-input__wrapper').replaceWith((_, wrapper) => $(wrapper).contents())
  $('.govuk-form-group').removeClass('govuk-password-input').removeAttr('data-module')
  $('.govuk-input').removeClass('govuk-js-password-input-input')
  return $.html()
}
