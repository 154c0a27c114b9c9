/** The places that the text of a reason may have, and what they mean; for the page that edits the texts too. */
export const PLACES = {
  номер: 'номер заявки',
  окпо: 'ОКПО организации',
  организация: 'краткое наименование',
  тогс: 'название ТОГС',
} as const

export type Place = keyof typeof PLACES

/** The text with its places filled in. What is in braces and no place of ours stays as it is, to be seen and mended. */
export const fillTemplate = (template: string, values: Record<Place, string>): string =>
  template.replace(/\{([а-яё]+)\}/gi, (whole, name: string) => {
    const place = name.toLowerCase()
    return Object.hasOwn(values, place) ? values[place as Place] : whole
  })

/** The places of a text that are none of ours. */
export const unknownPlaces = (template: string): string[] =>
  [...template.matchAll(/\{([^{}]*)\}/g)]
    .map(([, name = '']) => name)
    .filter(name => !Object.hasOwn(PLACES, name.toLowerCase()))
