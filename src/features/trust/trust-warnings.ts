import { calledBy, readStructure } from '../../crypto/certificate/structure'
import type { Db } from '../../db/db'
import type { Deps } from '../../deps'
import { dayIn, formatDate } from '../../http/dates'
import { nameHash } from './revocation-lists.repository'
import { listTrustCertificates } from './trust.repository'

const DAY_MS = 86_400_000
const ROOT_NOTICE_DAYS = 60
const SHOWN = 5

/**
 * What will soon keep signatures from being checked, for the staff's pages: revocation lists that are stale or will be
 * within a day, roots that expire within sixty days. Both questions hit an index or a table of a few dozen rows.
 */
export const trustWarnings = async ({
  db,
  clock,
  config,
}: Pick<Deps, 'db' | 'clock' | 'config'>): Promise<string[]> => {
  const now = clock()
  const later = (days: number): string => new Date(now.getTime() + days * DAY_MS).toISOString()
  const shown = config.demo ? [true, false] : [false]
  const lists: { issuer: string; issuer_name: string; next_update: string }[] = await db('revocation_lists')
    .where({ current: true })
    .where('next_update', '<', later(1))
    .whereIn('demo', shown)
    .orderBy(['issuer', 'id'])
    .select('issuer', 'issuer_name', 'next_update')
  const publishing = lists.length === 0 ? new Set<string>() : await publishingIssuers(db, now, config.demo)
  const roots: { der: Uint8Array; valid_to: string }[] = await db('trust_certificates')
    .where({ role: 'root' })
    .where('valid_to', '<', later(ROOT_NOTICE_DAYS))
    .whereIn('demo', shown)
    .orderBy(['valid_to', 'id'])
    .select('der', 'valid_to')
  return shortened([
    ...lists
      .filter(({ issuer_name }) => publishing.has(issuer_name))
      .map(({ issuer, next_update }) => {
        const isStale = new Date(next_update) < now
        return isStale
          ? `Список отозванных сертификатов «${issuer}» устарел ${day(next_update)}: отзыв проверить нельзя, пока администратор не загрузит новый`
          : `Список отозванных сертификатов «${issuer}» действует до ${day(next_update)}: пора загрузить новый`
      }),
    ...roots.map(({ der, valid_to }) => {
      const name = calledBy(readStructure(der).subjectName)
      return new Date(valid_to) < now
        ? `Срок действия корневого сертификата «${name}» истёк ${day(valid_to)}`
        : `Срок действия корневого сертификата «${name}» истекает ${day(valid_to)}: загрузите новый`
    }),
  ])
}

/** Hundreds of authorities may be late at once: the first warnings and how many there are tell what is the matter. */
const shortened = (warnings: readonly string[]): string[] =>
  warnings.length <= SHOWN
    ? [...warnings]
    : [
        ...warnings.slice(0, SHOWN),
        `Есть и другие предупреждения об удостоверяющих центрах: ${warnings.length - SHOWN}`,
      ]

/** An authority that is out of force, or was taken out, makes no new lists: nobody should be told to load one. */
const publishingIssuers = async (db: Db, now: Date, demoMode: boolean): Promise<ReadonlySet<string>> => {
  const inForce = (await listTrustCertificates(db, demoMode)).filter(({ validTo }) => new Date(validTo) > now)
  return new Set(inForce.map(({ der }) => nameHash(readStructure(der).subject)))
}

const day = (moment: string): string => formatDate(dayIn(new Date(moment), 'Europe/Moscow'))
