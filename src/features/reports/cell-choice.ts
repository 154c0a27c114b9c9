import type { CompiledForm, Dictionary, TemplateCell } from '../../flk'
import { OptionList } from '../../http/option-list'

/** Dictionaries up to this size are a list to choose from, up to the next one suggestions; larger ones are searched. */
const MAX_OPTIONS = 60
const MAX_SUGGESTIONS = 300
/** Options that the lists of a column have together at most: a list in each of many rows would make the page heavy. */
const MAX_OPTIONS_A_COLUMN = 2000

const lists = new WeakMap<Dictionary, OptionList>()

/** The choice of a dictionary, rendered once a template. */
const optionsOf = (dictionary: Dictionary): OptionList => {
  const found = lists.get(dictionary)
  if (found !== undefined) return found
  const made = new OptionList(
    dictionary.terms.map(({ id, name }) => ({ value: id, text: name === '' ? id : `${id} – ${name}` })),
    '—',
  )
  lists.set(dictionary, made)
  return made
}

const valueLists = new WeakMap<TemplateCell, OptionList>()

const optionsOfValues = (rule: TemplateCell, values: readonly string[]): OptionList => {
  const found = valueLists.get(rule)
  if (found !== undefined) return found
  const made = new OptionList(
    values.map(value => ({ value, text: value })),
    '—',
  )
  valueLists.set(rule, made)
  return made
}

/** The dictionary that the values of a cell come from. */
export const dictionaryOf = (rule: TemplateCell, form: CompiledForm): Dictionary | undefined => {
  const id = rule.check?.kind === 'appendix' ? rule.check.dictionary : rule.dictionary
  const found = id === undefined ? undefined : form.template.dictionaries.get(id)
  return found === undefined || found.terms.length === 0 ? undefined : found
}

export type CellChoice = { options?: OptionList; suggestions?: Dictionary; isSearched?: true }

/**
 * What the field of a cell offers: a list, suggestions, or a page to search on.
 * @param lines how many lines of the page have such a field
 */
export const choiceOf = (rule: TemplateCell, form: CompiledForm, lines: number): CellChoice => {
  const { check } = rule
  if (check?.kind === 'list') return { options: optionsOfValues(rule, check.values) }
  const dictionary = dictionaryOf(rule, form)
  if (dictionary === undefined) return {}
  const { length } = dictionary.terms
  if (length <= MAX_OPTIONS && length * lines <= MAX_OPTIONS_A_COLUMN) return { options: optionsOf(dictionary) }
  return length <= MAX_SUGGESTIONS ? { suggestions: dictionary } : { isSearched: true }
}
