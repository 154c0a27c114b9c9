import type { ClassifierName } from './classifier'

type Words = { short: string; about: string }

/** The classifiers as people call them. */
export const CLASSIFIER_WORDS: Record<ClassifierName, Words> = {
  okved2: { short: 'ОКВЭД2', about: 'Виды экономической деятельности' },
  oktmo: { short: 'ОКТМО', about: 'Территории муниципальных образований' },
  okato: { short: 'ОКАТО', about: 'Объекты административно-территориального деления' },
  okopf: { short: 'ОКОПФ', about: 'Организационно-правовые формы' },
  okfs: { short: 'ОКФС', about: 'Формы собственности' },
  oksm: { short: 'ОКСМ', about: 'Страны мира' },
  okogu: { short: 'ОКОГУ', about: 'Органы государственной власти и управления' },
  okved: { short: 'ОКВЭД (2001)', about: 'Виды экономической деятельности, до 2017 года' },
}

/** The order in which they are shown. */
export const CLASSIFIERS_SHOWN = Object.keys(CLASSIFIER_WORDS) as ClassifierName[]
