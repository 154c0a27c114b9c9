import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { sendCsv } from '../../http/csv-download'
import { dayIn, formatDate, formatDateTime } from '../../http/dates'
import { notFound } from '../../http/errors'
import { changesView } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { sendFile } from '../../http/send-file'
import type { Finding } from '../../validation/finding'
import { findForm, loadTemplateXml } from '../forms/forms.repository'
import { assignedForms } from './assigned-forms'
import { codeRows, FORM_HEAD, FORM_TABLE_HEAD, formCells, formRow, foundRow } from './codes.view'
import { codesPdf } from './codes-pdf'
import { EMPTY_LOOKUP, isEmptyLookup, lookupForm } from './lookup.form'
import { findPublic, lookUp, MOST_FOUND } from './lookup.repository'

type Limit = (req: Request, res: Response) => Promise<void>

/** The pages: a search that is an address to keep, what was found, one organisation with its codes and forms. */
export const pageRoutes = (router: Router, deps: Deps, limit: Limit): void => {
  const { db, clock } = deps

  router.get(paths.codes, async (req, res) => {
    const raw = lookupForm.read(req.query)
    const isAsked = lookupForm.fields.some(name => name in req.query)
    if (changesView(req, res, req.query)) {
      res.locals.private = true
      return res.page('codes/search', { form: new FormView(raw) })
    }
    if (!isAsked) return res.page('codes/search', { form: new FormView(raw) })
    const { value, errors } = lookupForm.parse(raw)
    if (value === undefined || isEmptyLookup(value))
      return res.status(422).page('codes/search', { form: new FormView(raw, errors.length > 0 ? errors : [EMPTY]) })
    await limit(req, res)
    const found = await lookUp(db, value)
    if (found.length === 1 && found[0] !== undefined) return res.redirect(303, paths.codesOrganisation(found[0].okpo))
    res.page('codes/search', {
      form: new FormView(raw),
      isAsked,
      found: found.map(foundRow),
      isCut: found.length === MOST_FOUND,
    })
  })

  router.get(paths.codesTemplate(':id'), async (req, res) => {
    await limit(req, res)
    const version = await findForm(db, recordNumber(req.params.id))
    if (version === undefined || version.archivedAt !== null) throw notFound()
    const bytes = await loadTemplateXml(db, version.id)
    if (bytes === undefined) throw notFound()
    sendFile(res, { name: `${version.okud}-${version.version}.xml`, type: 'application/xml', bytes })
  })

  const load = async (req: Request, res: Response) => {
    await limit(req, res)
    const { okpo } = req.params
    const isOkpo = typeof okpo === 'string' && /^\d{8,14}$/.test(okpo)
    const organisation = isOkpo ? await findPublic(db, { okpo }) : undefined
    if (organisation === undefined) throw notFound()
    return { organisation, forms: await assignedForms(deps, organisation.id) }
  }

  router.get(paths.codesCsv(':okpo'), async (req, res) => {
    const { organisation, forms } = await load(req, res)
    const rows = [...codeRows(organisation), [], [...FORM_HEAD], ...forms.map(formCells)]
    await sendCsv(res, `codes-${organisation.okpo}.csv`, ['Показатель', 'Значение'], only(rows))
  })

  router.get(paths.codesPdf(':okpo'), async (req, res) => {
    const { organisation, forms } = await load(req, res)
    const bytes = await codesPdf(organisation, forms, formatDate(dayIn(clock(), MOSCOW)))
    sendFile(res, { name: `codes-${organisation.okpo}.pdf`, type: 'application/pdf', bytes })
  })

  router.get(paths.codesOrganisation(':okpo'), async (req, res) => {
    const { organisation, forms } = await load(req, res)
    const { okpo, name } = organisation
    res.page('codes/organisation', {
      name,
      rows: codeRows(organisation).map(([key, value]) => ({ key: { text: key }, value: { text: value } })),
      forms: forms.map(formRow),
      head: FORM_TABLE_HEAD,
      asOf: formatDateTime(clock().toISOString()),
      csvHref: paths.codesCsv(okpo),
      pdfHref: paths.codesPdf(okpo),
    })
  })
}

const MOSCOW = 'Europe/Moscow'

const EMPTY: Finding = { field: 'okpo', severity: 'error', rule: 'lookup.required', message: EMPTY_LOOKUP }

async function* only<T>(rows: T): AsyncGenerator<T> {
  yield await Promise.resolve(rows)
}
