import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express'
import { z } from 'zod'
import type { Deps } from '../../deps'
import { dayIn } from '../../http/dates'
import { AppError, notFound } from '../../http/errors'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { sendFile } from '../../http/send-file'
import { findForm } from '../forms/forms.repository'
import { assignedFormJson, catalogueJson, organisationJson } from './api.view'
import { assignedForms } from './assigned-forms'
import { findTemplateByGuid, listCatalogue, templateGuid } from './catalogue.repository'
import { EMPTY_LOOKUP, isEmptyLookup, lookupForm } from './lookup.form'
import { findPublic, lookUp } from './lookup.repository'

type Limit = (req: Request, res: Response) => Promise<void>

/** A question is a few numbers; whatever is longer is none. */
const json = express.json({ limit: '4kb' })

class BadRequest extends Error {}

const MOSCOW = 'Europe/Moscow'
const NO_JSON = 'Пришлите запрос в формате JSON с заголовком Content-Type: application/json'

const catalogueQuery = z.object({
  filter: z
    .object({
      okud: z.string().max(20).nullish(),
      isActual: z.boolean().nullish(),
      isArchive: z.boolean().nullish(),
    })
    .nullish(),
  isSortAsc: z.boolean().nullish(),
  pageIndex: z.number().int().min(0).max(100_000).nullish(),
  rowCount: z.number().int().min(1).max(1000).nullish(),
})

/**
 * The public JSON of the real system, so that programs written for it work unchanged. It only reads, knows no session
 * and so asks for no token: a forged request could tell its sender nothing that they could not ask for themselves.
 */
export const apiRoutes = (router: Router, deps: Deps, limit: Limit): void => {
  const { db, clock } = deps

  router.post(paths.api.organisations, json, async (req, res) => {
    if (!isRecord(req.body)) throw new BadRequest(NO_JSON)
    const { value, errors } = lookupForm.parse(lookupForm.read(req.body))
    if (value === undefined) throw new BadRequest(errors.map(({ message }) => message).join('. '))
    if (isEmptyLookup(value)) throw new BadRequest(EMPTY_LOOKUP)
    await limit(req, res)
    res.json((await lookUp(db, value)).map(organisationJson))
  })

  router.get(paths.api.organisationForms, async (req, res) => {
    await limit(req, res)
    const organisation = await findPublic(db, { id: recordNumber(req.params.id) })
    if (organisation === undefined) throw notFound()
    res.json((await assignedForms(deps, organisation.id)).map(assignedFormJson))
  })

  router.put(paths.api.forms, json, async (req, res) => {
    const { data } = catalogueQuery.safeParse(req.body)
    if (data === undefined) throw new BadRequest(isRecord(req.body) ? BAD_FILTER : NO_JSON)
    await limit(req, res)
    const { totalRows, rows } = await listCatalogue(db, dayIn(clock(), MOSCOW), {
      okud: data.filter?.okud?.trim() || undefined,
      isActual: data.filter?.isActual ?? false,
      isArchive: data.filter?.isArchive ?? undefined,
      isSortAsc: data.isSortAsc ?? true,
      pageIndex: data.pageIndex ?? 0,
      rowCount: data.rowCount ?? 200,
    })
    res.json({ totalRows, rows: rows.map(catalogueJson) })
  })

  router.get(paths.api.templateXml, async (req, res) => {
    await limit(req, res)
    const version = await findForm(db, recordNumber(req.params.id))
    if (version === undefined) throw notFound()
    res.json(templateGuid(version.sha256))
  })

  router.get(paths.api.temporaryFile, async (req, res) => {
    await limit(req, res)
    const found = await findTemplateByGuid(db, req.params.guid)
    if (found === undefined) throw notFound()
    sendFile(res, { name: `${found.okud}-${found.version}.xml`, type: 'application/xml', bytes: found.xml })
  })

  router.use(paths.api.root, (_req, _res, next) => next(notFound()))
  router.use(paths.api.root, errorsAsJson)
}

const BAD_FILTER =
  'Проверьте filter, isSortAsc, pageIndex (от 0) и rowCount (от 1 до 1000): их вид описан в документации'

const isRecord = (body: unknown): body is Record<string, unknown> =>
  typeof body === 'object' && body !== null && !Array.isArray(body)

/** Errors as programs expect them: `{"message": …}`. What is a bug goes on to the error pages, which log it. */
const errorsAsJson: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  const answer = (status: number, message: string) => void res.status(status).json({ message })
  if (error instanceof BadRequest) return answer(400, error.message)
  if (error instanceof AppError) {
    if (error.retryAfter !== undefined) res.set('Retry-After', String(error.retryAfter))
    return answer(error.status, error.sentence ?? 'Ничего не найдено: проверьте адрес и номер')
  }
  const status = (error as { status?: unknown } | null)?.status
  if (status === 413) return answer(413, 'Запрос слишком длинный: пришлите не больше 4 килобайт')
  if (status === 400 || status === 415) return answer(400, NO_JSON)
  next(error)
}
