import type { Loaded } from './load-trust'

/** «Загружено: сертификатов 2, списков отзыва 1. Уже были загружены: 1. Не загружено: …» */
export const loadedWords = ({ certificates, lists, repeated, problems }: Loaded): string => {
  const counts = [
    ...(certificates > 0 ? [`сертификатов ${certificates}`] : []),
    ...(lists > 0 ? [`списков отзыва ${lists}`] : []),
  ]
  return [
    ...(counts.length > 0 ? [`Загружено: ${counts.join(', ')}.`] : []),
    ...(repeated > 0 ? [`Уже были загружены раньше: ${repeated}.`] : []),
    ...(problems.length > 0 ? [`Не загружено: ${problems.length}. ${problems.slice(0, SHOWN).join('. ')}.`] : []),
  ].join(' ')
}

/** A bundle of hundreds may have many to complain of; the first ones tell what is the matter. */
const SHOWN = 3
