import type { Dictionary } from './dictionary'
import type { FormTemplate } from './model'

/** The first dictionary of the template that bears one of the names. */
export const dictionaryOf = (template: FormTemplate, ...ids: readonly string[]): Dictionary | undefined => {
  for (const id of ids) {
    const found = template.dictionaries.get(id)
    if (found !== undefined) return found
  }
  return undefined
}
