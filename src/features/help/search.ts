import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { directories } from '../../directories'
import { paths } from '../../http/paths'
import { listPublished, stampOf } from '../faq/faq.repository'
import { sectionName } from '../faq/sections'
import type { Topic } from './topics'
import { findByWords, indexWords, type WordIndex } from './word-index'

/** What a search shows: a topic of the help or an answer of the frequent questions. */
export type Found = Pick<Topic, 'href' | 'title' | 'about'>

const MOST_FOUND = 30

/** Finds topics by words. Their texts are read once, at start: they change only with the version. */
export const indexTopics = (topics: readonly Topic[]): WordIndex<Found> =>
  indexWords(topics, ({ title, about, view }) => ({
    title: `${title} ${about}`,
    text: textOf(readFileSync(join(directories.views, `${view}.njk`), 'utf8')),
  }))

/** What a template says, without its instructions and tags. */
const textOf = (template: string): string => template.replace(/\{[%{#][\s\S]*?[%}#]\}|<[^>]*>/g, ' ')

/** The frequent questions, read again when staff changed one. */
export class FaqIndex {
  private held: { stamp: string; index: WordIndex<Found> } | undefined

  constructor(private readonly db: Knex) {}

  async get(): Promise<WordIndex<Found>> {
    const stamp = await stampOf(this.db)
    if (this.held?.stamp !== stamp) this.held = { stamp, index: await this.read() }
    return this.held.index
  }

  private async read(): Promise<WordIndex<Found>> {
    const entries = await listPublished(this.db)
    const texts = new Map(entries.map(entry => [paths.help.faqEntry(entry.id), entry.answer]))
    const found = entries.map(({ id, question, section }) => ({
      href: paths.help.faqEntry(id),
      title: question,
      about: `Вопросы и ответы: ${sectionName(section)}`,
    }))
    return indexWords(found, ({ href, title }) => ({ title, text: texts.get(href) ?? '' }))
  }
}

/** The topics first, then the answers. */
export const search = (topics: WordIndex<Found>, answers: WordIndex<Found>, typed: string): Found[] =>
  [...findByWords(topics, typed), ...findByWords(answers, typed)].slice(0, MOST_FOUND)
