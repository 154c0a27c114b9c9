import express, { type Request, type RequestHandler, type Response, type Router } from 'express'
import type { RawValues } from '../validation/form'
import { checkToken, issueToken } from './csrf'
import { FormView } from './form-view'
import { cameBack } from './kept-forms'
import { paths } from './paths'
import { receiveUpload, type UploadLimits } from './uploads'
import { chooseView, type ViewSettings } from './view-settings'

export type FormPage = {
  path: string
  /** Turns away whoever may not come here at all, before a byte of the body is read. */
  admit?: (req: Request) => unknown
  /** Who may come here, and what must be loaded before the page is drawn. */
  before?: RequestHandler[]
  /** The fields of the form out of a body; nothing else of the body is looked at. */
  read(body: unknown): RawValues
  /** Draws the page: for GET, for what was wrong, for an expired token. */
  show(req: Request, res: Response, form: FormView): Promise<void> | void
  /** Does what was asked. Called only with a right token. */
  submit(req: Request, res: Response, raw: RawValues): Promise<void>
  /** The form carries files. */
  upload?: UploadLimits
  /** The form has a field for each cell of a table. */
  isLarge?: boolean
}

/** Fields of our forms are short; a page of thirty of them stays far below. */
const urlencoded = express.urlencoded({ extended: false, limit: '256kb', parameterLimit: 500 })
/** A section of a report: thousands of cells, some of them with a text. */
const large = express.urlencoded({ extended: false, limit: '8mb', parameterLimit: 30_000 })

/**
 * A page with a form: GET shows it, POST acts. A missing or stale token shows the page again with 403 and everything
 * as it was typed, with a fresh token and a sentence that explains it.
 */
export const formPage = (router: Router, page: FormPage): void => {
  const before = page.before ?? []
  const admit: RequestHandler = (req, _res, next) => {
    page.admit?.(req)
    next()
  }
  const receive = bodyOf(page)
  router.get(page.path, admit, issueToken, ...before, (req, res) => page.show(req, res, firstView(req)))
  router.post(
    page.path,
    ...keepWhatWasTyped(page, receive),
    admit,
    receive,
    checkToken(
      stale([...before, (req, res) => page.show(req, res.status(403), FormView.expired(page.read(req.body)))]),
    ),
    ...before,
    (req, res) =>
      changesView(req, res)
        ? page.show(req, res, new FormView(page.read(req.body)))
        : page.submit(req, res, page.read(req.body)),
  )
}

/** An empty form, or the one that was typed before the session ended. */
const firstView = ({ keptForm }: Request): FormView =>
  keptForm === undefined ? new FormView() : new FormView(keptForm.values, [], { notice: cameBack(keptForm) })

/**
 * When the session of somebody known has ended, a page that wants them signed in cannot act. What they typed is kept and
 * comes back on the same page after they have signed in again.
 */
const keepWhatWasTyped = (page: FormPage, receive: RequestHandler): RequestHandler[] => {
  const isKept = (req: Request): boolean => req.keepForm !== undefined && doorOf(req.path) !== undefined
  return [
    (req, res, next) => (isKept(req) ? receive(req, res, next) : next()),
    async (req, res, next) => {
      if (!isKept(req)) return next()
      const path = req.originalUrl
      await req.keepForm?.({ path, values: page.read(req.body), hadFiles: page.upload !== undefined })
      res.redirect(303, `${doorOf(req.path)}?next=${encodeURIComponent(path)}`)
    },
  ]
}

/** Where whoever is not signed in is sent from this page; undefined for pages that everybody may use. */
const doorOf = (path: string): string | undefined => {
  const isBelow = (base: string) => path === base || path.startsWith(`${base}/`)
  if (isBelow(paths.office.signIn)) return undefined
  if (isBelow(paths.office.home)) return paths.office.signIn
  return isBelow(paths.cabinet.home) ? paths.signIn : undefined
}

const bodyOf = ({ upload, isLarge }: FormPage): RequestHandler => {
  if (upload !== undefined) return receiveUpload(upload)
  return isLarge === true ? large : urlencoded
}

declare module 'express-serve-static-core' {
  interface Locals {
    /** Set when this very request changed how the site looks to the person. */
    view?: { settings: ViewSettings | undefined }
  }
}

/**
 * A button of the accessibility panel sends the form along, so that the page comes back as it was typed.
 *
 * @param sent where the form's fields are: the query for a form that asks by GET
 */
export const changesView = (req: Request, res: Response, sent: unknown = req.body): boolean => {
  const choice: unknown = (sent as Record<string, unknown> | undefined)?._view
  if (typeof choice !== 'string') return false
  res.locals.view = { settings: chooseView(req, res, choice) }
  return true
}

/** A button that is a form of its own («Удалить», «Взять в работу»): POST only. */
export const action = (
  router: Router,
  path: string,
  ...handlers: [...RequestHandler[], (req: Request, res: Response) => Promise<void>]
): void => {
  router.post(path, urlencoded, checkToken(showResend), ...handlers)
}

/** What was sent, to be sent again with a fresh token by one press: nothing is done on a stale one. */
const showResend: RequestHandler = (req, res) => {
  const sent = Object.entries((req.body ?? {}) as Record<string, unknown>)
    .flatMap(([name, value]) => [value].flat().map(one => ({ name, value: one })))
    .filter(({ name, value }) => name !== '_csrf' && typeof value === 'string')
  res.status(403).page('errors/resend', { action: req.originalUrl, sent })
}

/** Runs handlers one after the other, as the router would. */
const stale =
  (handlers: RequestHandler[]): RequestHandler =>
  (req, res, next) => {
    const run = (index: number): void => {
      const handler = handlers[index]
      if (handler === undefined) return next()
      const done = handler(req, res, (error?: unknown) => (error ? next(error) : run(index + 1)))
      Promise.resolve(done).catch((error: unknown) => next(error))
    }
    run(0)
  }
