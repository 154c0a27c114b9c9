import type { Entry } from './faq.repository'
import { FAQ_LINKS, faqLink } from './links'
import { sectionItems } from './sections'

/** The choices of the editing form. */
export const entryChoices = () => ({
  sections: sectionItems('Выберите раздел'),
  links: [
    { value: '', text: 'Без ссылки' },
    ...Object.entries(FAQ_LINKS).map(([value, { text }]) => ({ value, text })),
  ],
})

export const entryState = ({ publishedAt }: Entry) =>
  publishedAt === null
    ? ({ text: 'Черновик', tone: 'neutral' } as const)
    : ({ text: 'Опубликован', tone: 'success' } as const)

/** What everybody reads: paragraphs, the lines of a paragraph as they were typed. */
export const entryView = ({ id, question, answer, link }: Entry) => ({
  id,
  question,
  paragraphs: answer.split(/\n\s*\n/).map(part => part.trim()),
  link: faqLink(link),
})
