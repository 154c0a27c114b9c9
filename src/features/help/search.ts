import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { directories } from '../../directories'
import type { Topic } from './topics'

const MOST_WORDS = 8
/** Endings are cut off longer words, so that «сертификаты» finds «сертификат». */
const STEM = 5

/** Finds topics by words: every word must begin a word of the topic; words of the title count more. */
export type HelpSearch = (typed: string) => Topic[]

/** Reads the texts once, at start: they change only with the version. */
export const createHelpSearch = (topics: readonly Topic[]): HelpSearch => {
  const indexed = topics.map(topic => ({
    topic,
    title: wordsOf(`${topic.title} ${topic.about}`),
    text: wordsOf(textOf(readFileSync(join(directories.views, `${topic.view}.njk`), 'utf8'))),
  }))
  return typed => {
    const wanted = wordsOf(typed).slice(0, MOST_WORDS).map(stem)
    if (wanted.length === 0) return []
    return indexed
      .map(({ topic, title, text }) => ({ topic, marks: wanted.map(word => mark(word, title, text)) }))
      .filter(({ marks }) => marks.every(one => one > 0))
      .map(({ topic, marks }) => ({ topic, sum: marks.reduce((sum, one) => sum + one, 0) }))
      .sort((one, other) => other.sum - one.sum)
      .map(({ topic }) => topic)
  }
}

const mark = (word: string, title: readonly string[], text: readonly string[]): number => {
  const begins = (known: string) => known.startsWith(word)
  if (title.some(begins)) return 2
  return text.some(begins) ? 1 : 0
}

const stem = (word: string): string => (word.length > STEM + 1 ? word.slice(0, Math.max(STEM, word.length - 2)) : word)

/** What a template says, without its instructions and tags. */
const textOf = (template: string): string => template.replace(/\{[%{#][\s\S]*?[%}#]\}|<[^>]*>/g, ' ')

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter(word => word !== '')
