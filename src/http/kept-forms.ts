import { randomBytes } from 'node:crypto'
import type { CookieOptions, Request, RequestHandler, Response } from 'express'
import type { Knex } from 'knex'
import type { Clock } from '../clock'
import type { Config } from '../config'
import type { RawValues } from '../validation/form'
import { deleteKeptForm, findKeptForm, keepForm } from './kept-forms.repository'
import { openText, sealText } from './sealed-text'

/*
 * A session that ended while a person was typing: what they send is kept, sealed, and comes back after they have signed
 * in again. Two cookies: `last-user` says (sealed) who was here, so that only they get it back and strangers cannot fill
 * the table; `kept-form` opens the one form.
 */

export type KeptForm = { path: string; values: RawValues; hadFiles: boolean }

declare module 'express-serve-static-core' {
  interface Request {
    /** There only when the session of somebody known has ended: keeps what they sent. */
    keepForm?: (form: KeptForm) => Promise<void>
    /** What this very person typed on this very page before their session ended; taken once. */
    keptForm?: KeptForm
  }
}

const HOUR_MS = 3_600_000
const LAST_USER = { purpose: 'last-user', owner: '' }
const useOfForm = (userId: string) => ({ purpose: 'kept-form', owner: userId })

/** Passwords and codes are never kept, whatever page they stand on. */
const SECRET = /password|^current$|^code$/i

export const keptForms =
  (db: Knex, clock: Clock, config: Config): RequestHandler =>
  async (req, res, next) => {
    const { secrets } = config.session
    const user = req.session?.user
    const known = cookieOf(req, config, 'last-user')
    const lastUser = known === undefined ? undefined : openText(secrets, LAST_USER, known)
    if (user !== undefined && req.identity !== undefined) {
      if (lastUser !== user.id) setCookie(res, config, 'last-user', sealText(secrets, LAST_USER, user.id))
      await giveBack(req, res, user.id)
    } else if (req.method === 'POST' && lastUser !== undefined) {
      req.keepForm = form => keep(res, lastUser, form)
    }
    next()

    async function keep(response: Response, userId: string, { values, ...form }: KeptForm): Promise<void> {
      const token = randomBytes(32).toString('base64url')
      const harmless = Object.fromEntries(Object.entries(values).filter(([name]) => !SECRET.test(name)))
      const sealed = sealText(secrets, useOfForm(userId), JSON.stringify({ ...form, values: harmless }))
      await keepForm(db, token, { userId, sealed, expiresAt: new Date(clock().getTime() + HOUR_MS).toISOString() })
      setCookie(response, config, 'kept-form', token)
    }

    /** To the same user on the same page; to another user never, not even later. */
    async function giveBack(request: Request, response: Response, userId: string): Promise<void> {
      const token = cookieOf(request, config, 'kept-form')
      if (token === undefined) return
      const row = await findKeptForm(db, token)
      const isTheirs = row !== undefined && row.userId === userId && row.expiresAt > clock().toISOString()
      const text = isTheirs ? openText(secrets, useOfForm(userId), row.sealed) : undefined
      const form = text === undefined ? undefined : (JSON.parse(text) as KeptForm)
      if (form !== undefined && (request.method !== 'GET' || form.path !== request.originalUrl)) return
      await deleteKeptForm(db, token)
      response.clearCookie(nameOf(config, 'kept-form'), optionsOf(config))
      if (form !== undefined) request.keptForm = form
    }
  }

/** Whoever signs out on purpose leaves nothing behind. */
export const forgetLastUser = (res: Response, config: Config): void => {
  for (const cookie of ['last-user', 'kept-form'] as const) res.clearCookie(nameOf(config, cookie), optionsOf(config))
}

/** Said above the form that came back. */
export const cameBack = ({ hadFiles }: KeptForm): string =>
  `Ваш сеанс завершился, пока вы заполняли форму, поэтому данные ещё не отправлены. Всё, что вы ввели, сохранилось на странице, кроме паролей и кодов. ${hadFiles ? 'Файлы не сохранились: выберите их ещё раз. ' : ''}Проверьте и нажмите кнопку ещё раз.`

type CookieName = 'last-user' | 'kept-form'

const nameOf = (config: Config, name: CookieName): string => (config.tls ? `__Host-${name}` : name)

const optionsOf = (config: Config): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  secure: config.tls,
  path: '/',
})

const setCookie = (res: Response, config: Config, name: CookieName, value: string): void => {
  res.cookie(nameOf(config, name), value, optionsOf(config))
}

const cookieOf = (req: Request, config: Config, name: CookieName): string | undefined =>
  new RegExp(`(?:^|;\\s*)${nameOf(config, name)}=([^;]+)`).exec(req.headers.cookie ?? '')?.[1]
