import { HtmlValidate } from 'html-validate'

const htmlValidate = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // In a browser of today the buttons of the accessibility panel belong to the form that the page is about.
    'wcag/h32': 'off',
    // Compression is what counts; the templates are laid out for people who read them.
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'void-style': 'off',
    // The ticks of a list are one question.
    'form-dup-name': ['error', { shared: ['radio', 'button', 'reset', 'submit', 'checkbox'] }],
    'long-title': 'off',
    // «tel» fields are formatted by the browser, a printed number is text.
    'tel-non-breaking': 'off',
    // The patterns of govuk-frontend: a list without marks needs its role for VoiceOver.
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    // The main button stands once more, out of sight, before the tabs: Enter presses the first one.
    'hidden-focusable': 'off',
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
  },
})

/** What is wrong with a page, a line each. */
export const htmlMistakes = async (html: string): Promise<string[]> => {
  const report = await htmlValidate.validateString(html)
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`),
  )
}
