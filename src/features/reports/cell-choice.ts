import type { CompiledForm, Dictionary, TemplateCell } from '../../flk'
import { OptionList } from '../../http/option-list'

/** Dictionaries up to this size are a list to choose from, up to the next one suggestions; of larger ones the code is typed. */
const MAX_OPTIONS = 60
const MAX_SUGGESTIONS = 300

const lists = new WeakMap<Dictionary, OptionList>()

/** The choice of a dictionary, rendered once a template. */
const optionsOf = (dictionary: Dictionary): OptionList => {
  const found = lists.get(dictionary)
  if (found !== undefined) return found
  const made = new OptionList(
    dictionary.terms
      .filter(({ id }, index, all) => all.findIndex(other => other.id === id) === index)
      .map(({ id, name }) => ({ value: id, text: name === '' ? id : `${id} – ${name}` })),
    '—',
  )
  lists.set(dictionary, made)
  return made
}

const optionsOfValues = (values: readonly string[]): OptionList =>
  new OptionList(
    values.map(value => ({ value, text: value })),
    '—',
  )

/** What the field of a cell offers: a list, suggestions, or nothing. */
export const choiceOf = (rule: TemplateCell, form: CompiledForm) => {
  const { check } = rule
  if (check?.kind === 'list') return { options: optionsOfValues(check.values) }
  const id = check?.kind === 'appendix' ? check.dictionary : rule.dictionary
  const dictionary = id === undefined ? undefined : form.template.dictionaries.get(id)
  if (dictionary === undefined || dictionary.terms.length === 0) return {}
  if (dictionary.terms.length <= MAX_OPTIONS) return { options: optionsOf(dictionary) }
  return dictionary.terms.length <= MAX_SUGGESTIONS ? { suggestions: dictionary } : {}
}
