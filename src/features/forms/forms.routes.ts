import { type Request, type Response, Router } from 'express'
import { audit } from '../../audit/audit'
import { keysetPage } from '../../db/keyset'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { dayIn, formatDate } from '../../http/dates'
import { notFound } from '../../http/errors'
import { action, formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { type StaffMember, staffWith } from '../../http/identity'
import { neighbours } from '../../http/page-links'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { sendFile } from '../../http/send-file'
import { uploadedFile } from '../../http/uploads'
import type { Finding } from '../../validation/finding'
import type { FormVersion } from './form'
import { formForm } from './form.form'
import { formView, HEAD, rowOf } from './form.view'
import { catalogueOf, findForm, loadTemplateXml, updateForm } from './forms.repository'
import { importForm, MAX_TEMPLATE } from './import-form'

const PAGE_SIZE = 50
const FILE = 'template'

/** «Формы отчётности» for the administrator of the system: catalogue, import, days in force, archive. */
export const formsRoutes = (deps: Deps): Router => {
  const { db, clock, forms } = deps
  const router = Router()
  const adminOf = (req: Request): StaffMember => staffWith(req, 'system_admin')
  const formOf = async (req: Request): Promise<FormVersion> => {
    adminOf(req)
    const found = await findForm(db, recordNumber(req.params.id))
    if (found === undefined) throw notFound()
    return found
  }

  router.get(paths.office.forms, async (req, res) => {
    adminOf(req)
    const page = await keysetPage<FormVersion>(catalogueOf(db), { size: PAGE_SIZE, cursor: req.query.cursor })
    const today = dayIn(clock(), 'Europe/Moscow')
    res.page('forms/catalogue', {
      head: HEAD,
      rows: page.rows.map(form => rowOf(form, today)),
      pages: neighbours(page, cursor => `${paths.office.forms}?cursor=${cursor}`),
    })
  })

  formPage(router, {
    path: paths.office.formImport,
    admit: adminOf,
    upload: { field: FILE, maxBytes: MAX_TEMPLATE },
    read: () => ({}),
    show: (_req, res, form) => res.page('forms/import', { form }),
    submit: async (req, res) => {
      const refuse = (message: string, status: 413 | 422 = 422): void => {
        const finding: Finding = { field: FILE, severity: 'error', rule: 'template.file', message }
        res.status(status).page('forms/import', { form: new FormView({}, [finding]) })
      }
      if (req.uploadTooLarge === true) return refuse('Файл больше 32 МБ: выберите файл шаблона', 413)
      const file = uploadedFile(req)
      if (file === undefined || file.bytes.length === 0) return refuse('Выберите файл шаблона и нажмите «Загрузить»')
      const imported = await importForm(deps, file.bytes, { actor: actorOf(req), staffId: adminOf(req).staffId })
      if (imported.kind === 'refused') return refuse(imported.sentence)
      req.session.flash = 'Шаблон загружен. Посмотрите замечания, проверьте сроки и введите его в действие.'
      res.redirect(303, paths.office.form(imported.id))
    },
  })

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const version = await formOf(req)
    const values = {
      validFrom: formatDate(version.validFrom),
      validUntil: formatDate(version.validUntil),
      dueDays: String(version.dueDays),
    }
    res.page('forms/form', {
      ...formView(version, await forms.get(version.id)),
      form: req.method === 'GET' ? new FormView(values) : form,
    })
  }

  router.get(paths.office.formXml(':id'), async (req, res) => {
    const { id, code, version } = await formOf(req)
    const bytes = await loadTemplateXml(db, id)
    if (bytes === undefined) throw notFound()
    sendFile(res, { name: `${code}_${version}.xml`, type: 'application/xml', bytes })
  })

  formPage(router, {
    path: paths.office.form(':id'),
    admit: adminOf,
    read: formForm.read,
    show,
    submit: async (req, res, raw) => {
      const { id } = await formOf(req)
      const { value, errors, known } = formForm.parse(raw)
      const findings = [...errors]
      if (known.validFrom !== undefined && known.validUntil && known.validUntil < known.validFrom)
        findings.push({
          field: 'validUntil',
          severity: 'error',
          rule: 'form.days',
          message: 'Последний день действия раньше первого: исправьте одну из дат',
        })
      if (value === undefined || findings.length > 0) return show(req, res.status(422), new FormView(raw, findings))
      const at = clock().toISOString()
      await db.transaction(async trx => {
        await updateForm(trx, id, value)
        await audit(trx, {
          event: 'form.changed',
          actor: actorOf(req),
          subject: { kind: 'form', id },
          at,
          details: value,
        })
      })
      req.session.flash = 'Сроки сохранены.'
      res.redirect(303, paths.office.form(id))
    },
  })

  action(router, paths.office.formArchive(':id'), async (req, res) => {
    const { id } = await formOf(req)
    const archive = (req.body as Record<string, unknown>).state === 'archived'
    const at = clock().toISOString()
    await db.transaction(async trx => {
      await updateForm(trx, id, { archivedAt: archive ? at : null })
      const event = archive ? 'form.archived' : 'form.restored'
      await audit(trx, { event, actor: actorOf(req), subject: { kind: 'form', id }, at })
    })
    req.session.flash = archive ? 'Шаблон отправлен в архив.' : 'Шаблон введён в действие.'
    res.redirect(303, paths.office.form(id))
  })

  return router
}
