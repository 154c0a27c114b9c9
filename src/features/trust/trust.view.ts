import { createHash } from 'node:crypto'
import { calledBy, readStructure } from '../../crypto/certificate/structure'
import type { Instant } from '../../db/db'
import { dayIn, formatDate } from '../../http/dates'
import { paths } from '../../http/paths'
import type { ListSource, RevocationListLine } from './revocation-lists.repository'
import { stateRootName } from './state-roots'
import type { TrustCertificate } from './trust.repository'

const DAY_MS = 86_400_000
const MOSCOW = 'Europe/Moscow'
/** From here on a validity is counted in days and stands out. */
const SOON_DAYS = 60

export const CERTIFICATE_HEAD = ['Центр', 'Издатель', 'Срок действия', 'Отпечаток SHA-1', 'Действие'].map(text => ({
  text,
}))

export const certificateRow = ({ id, der, role, validFrom, validTo, demo }: TrustCertificate, now: Date) => {
  const { subjectName, issuerName } = readStructure(der)
  const sha1 = createHash('sha1').update(der).digest('hex')
  const note = stateRootName(sha1) ?? (demo ? 'Демонстрационный, вне демонстрации не действует' : undefined)
  return {
    id,
    name: calledBy(subjectName),
    cells: [
      { text: calledBy(subjectName), note },
      { text: role === 'root' ? '–' : calledBy(issuerName) },
      validityCell(validFrom, validTo, now),
      { text: sha1.toUpperCase().replace(/(.{8})(?=.)/g, '$1 ') },
      { text: 'Удалить', href: paths.office.trustRemove(id) },
    ],
  }
}

export const LIST_HEAD = [
  { text: 'Издатель' },
  { text: 'Номер' },
  { text: 'Выпущен' },
  { text: 'Действует до' },
  { text: 'Записей', format: 'numeric' },
  { text: 'Получен' },
]

const SOURCES: Record<ListSource, string> = { upload: 'загружен вручную', fetch: 'по расписанию', demo: 'демонстрация' }
const SCOPES: Record<RevocationListLine['scope'], string | undefined> = {
  all: undefined,
  users: 'только сертификаты пользователей',
  authorities: 'только сертификаты центров',
}

export const listRow = (
  { issuer, scope, number, thisUpdate, nextUpdate, entries, source }: RevocationListLine,
  now: Date,
) => ({
  cells: [
    { text: issuer, note: SCOPES[scope] },
    { text: number ?? '–' },
    { text: day(thisUpdate) },
    nextUpdate !== null && new Date(nextUpdate) < now
      ? { tag: { text: 'устарел', tone: 'danger' }, note: day(nextUpdate) }
      : { text: nextUpdate === null ? 'не указано' : day(nextUpdate) },
    { text: String(entries) },
    { text: SOURCES[source] },
  ],
})

/** «до 01.02.2044», «истекает через 12 дней», «истёк», «ещё не действует», with the day beneath. */
const validityCell = (validFrom: Instant, validTo: Instant, now: Date) => {
  const words = validityWords(validFrom, validTo, now)
  if (words === undefined) return { text: `до ${day(validTo)}` }
  return {
    tag: { text: words, tone: words.startsWith('истекает') ? 'attention' : 'danger' },
    note: `до ${day(validTo)}`,
  }
}

/** Undefined when there is nothing to say beyond the day. */
export const validityWords = (validFrom: Instant, validTo: Instant, now: Date): string | undefined => {
  if (new Date(validFrom) > now) return 'ещё не действует'
  const left = new Date(validTo).getTime() - now.getTime()
  if (left < 0) return 'истёк'
  const days = Math.floor(left / DAY_MS)
  if (days >= SOON_DAYS) return undefined
  return days === 0 ? 'истекает сегодня' : `истекает через ${days} ${daysWord(days)}`
}

const plural = new Intl.PluralRules('ru')
const daysWord = (count: number): string =>
  ({ one: 'день', few: 'дня', many: 'дней' })[plural.select(count) as 'one' | 'few' | 'many']

const day = (moment: Instant): string => formatDate(dayIn(new Date(moment), MOSCOW))
