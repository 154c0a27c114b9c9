import type { Request, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { notFound } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { respondentOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { uploadedFile } from '../../http/uploads'
import { field } from '../../validation/fields'
import type { Finding } from '../../validation/finding'
import { defineForm } from '../../validation/form'
import { findOrganisation } from '../organisations/organisations.repository'
import { isArchive, UnusableArchive } from './read-archive'
import { uploadView } from './upload.view'
import { uploadArchive } from './upload-archive'
import { MAX_REPORT, uploadReport } from './upload-report'
import { findUpload } from './uploads.repository'

const FILE = 'report'
const uploadForm = defineForm({ replace: field(typed => typed === 'yes') })

/** «Загрузить готовый отчёт»: XML that another program made, or several in a zip: drafts with the same control. */
export const uploadRoutes = (router: Router, deps: Deps): void => {
  formPage(router, {
    path: paths.cabinet.reportUpload,
    admit: (req: Request) => respondentOf(req, 'fill'),
    upload: { field: FILE, maxBytes: MAX_REPORT },
    read: uploadForm.read,
    show: (_req, res, form) => res.page('reports/upload', { form }),
    submit: async (req, res, raw) => {
      const refuse = (message: string, status: 413 | 422 = 422): void => {
        const finding: Finding = { field: FILE, severity: 'error', rule: 'report.file', message }
        res.status(status).page('reports/upload', { form: new FormView(raw, [finding]) })
      }
      if (req.uploadTooLarge === true) return refuse('Файл больше 32 МБ: выберите файл отчёта', 413)
      const file = uploadedFile(req)
      if (file === undefined || file.bytes.length === 0) return refuse('Выберите файл отчёта и нажмите «Загрузить»')
      const organisation = await findOrganisation(deps.db, respondentOf(req, 'fill').organisationId)
      if (organisation === undefined) throw notFound()
      const replace = uploadForm.parse(raw).known.replace === true
      if (isArchive(file.bytes)) {
        try {
          const { name, bytes } = file
          const id = await uploadArchive(deps, { name, bytes, organisation, replace, actor: actorOf(req) })
          return res.redirect(303, paths.cabinet.reportUploaded(id))
        } catch (error) {
          if (!(error instanceof UnusableArchive)) throw error
          return refuse(error.message)
        }
      }
      const uploaded = await uploadReport(deps, { file: file.bytes, organisation, replace, actor: actorOf(req) })
      if (uploaded.kind === 'refused') return refuse(uploaded.sentence)
      req.session.flash = 'Отчёт загружен как черновик. Посмотрите, что нашёл контроль.'
      res.redirect(303, paths.cabinet.reportControl(uploaded.id))
    },
  })

  router.get(paths.cabinet.reportUploaded(':id'), async (req, res) => {
    const { organisationId } = respondentOf(req, 'fill')
    const upload = await findUpload(deps.db, organisationId, recordNumber(req.params.id))
    if (upload === undefined) throw notFound()
    res.page('reports/uploaded', uploadView(upload))
  })
}
