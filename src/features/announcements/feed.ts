import { paths } from '../../http/paths'
import type { Announcement } from './announcement'

/** Announcements as an Atom feed (RFC 4287); `address` is the feed's own, below `baseUrl`. */
export const atomFeed = (baseUrl: string, address: string, announcements: readonly Announcement[]): string => {
  const updated =
    announcements
      .map(({ updatedAt }) => updatedAt)
      .toSorted()
      .at(-1) ?? '2026-01-01T00:00:00.000Z'
  const entries = announcements.map(({ id, title, body, publishedAt, updatedAt }) => {
    const link = `${baseUrl}${paths.announcement(id)}`
    return [
      '<entry>',
      `<id>${escapeXml(link)}</id>`,
      `<title>${escapeXml(title)}</title>`,
      `<link href="${escapeXml(link)}"/>`,
      `<published>${publishedAt}</published>`,
      `<updated>${updatedAt}</updated>`,
      `<content type="text">${escapeXml(body)}</content>`,
      '</entry>',
    ].join('\n')
  })
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru">',
    `<id>${escapeXml(baseUrl + address)}</id>`,
    '<title>Система сбора отчётности: объявления</title>',
    '<author><name>Система сбора отчётности</name></author>',
    `<link rel="self" href="${escapeXml(baseUrl + address)}"/>`,
    `<link href="${escapeXml(baseUrl + paths.announcements)}"/>`,
    `<updated>${updated}</updated>`,
    ...entries,
    '</feed>',
    '',
  ].join('\n')
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escapeXml = (text: string): string => text.replace(/[&<>"]/g, character => ENTITIES[character] as string)
