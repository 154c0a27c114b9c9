import { createHash, randomBytes } from 'node:crypto'
import type { Request } from 'express'
import type { Db, Instant } from '../../db/db'
import type { Deps } from '../../deps'
import { formatDateTime } from '../../http/dates'

declare module 'express-session' {
  interface SessionData {
    /** Names the challenge that this browser was given to sign. */
    challenge: string
  }
}

const LIFE_MS = 10 * 60_000

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The text that is to be signed now: the same one until it runs out, whoever downloads it twice. */
export const challengeFor = async (deps: Pick<Deps, 'db' | 'clock' | 'config'>, req: Request): Promise<string> => {
  const { db, clock, config } = deps
  const given = await givenChallenge(db, req, clock())
  if (given !== undefined) return given
  const token = randomBytes(32).toString('base64url')
  const at = clock().toISOString()
  const expires = new Date(clock().getTime() + LIFE_MS).toISOString()
  const document = textOf({ site: config.baseUrl, at, expires, random: randomBytes(32).toString('base64url') })
  await db('sign_in_challenges').insert({ token_hash: hashOf(token), document, expires_at: expires })
  req.session.challenge = token
  return document
}

/** What this browser was given, if it has not run out and was not used. */
export const givenChallenge = async (db: Db, req: Request, now: Date): Promise<string | undefined> => {
  const token = req.session?.challenge
  if (token === undefined) return undefined
  const row = await db('sign_in_challenges')
    .where({ token_hash: hashOf(token) })
    .where('expires_at', '>', now.toISOString())
    .first('document')
  return row?.document
}

/** Takes the challenge, once: false when another request was faster. */
export const takeChallenge = async (trx: Db, token: string): Promise<boolean> =>
  (await trx('sign_in_challenges')
    .where({ token_hash: hashOf(token) })
    .delete()) > 0

export const sweepChallenges = (db: Db, now: Instant): Promise<number> =>
  db('sign_in_challenges').where('expires_at', '<', now).delete()

const textOf = ({ site, at, expires, random }: Record<'site' | 'at' | 'expires' | 'random', string>): string =>
  [
    'Вход в Систему сбора отчётности по сертификату',
    '',
    'Подписывая этот файл, вы входите на сайт, который указан ниже. Если вы не собирались входить, не подписывайте его.',
    '',
    `Сайт: ${site}`,
    `Выдан: ${formatDateTime(at)}`,
    `Действует до: ${formatDateTime(expires)}`,
    `Случайное значение: ${random}`,
    '',
  ].join('\r\n')
