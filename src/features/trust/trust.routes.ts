import { type Request, type Response, Router } from 'express'
import { MAX_LIST_FILE } from '../../crypto/upload/trust-file'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { notFound } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { uploadedFile } from '../../http/uploads'
import { field } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { AS_ROOT, loadTrust } from './load-trust'
import { loadedWords } from './loaded-words'
import { systemAdminOf, systemAdminOnly } from './system-admin'
import { findTrustCertificate, removeTrustCertificate } from './trust.repository'
import { CERTIFICATE_HEAD, certificateRow, LIST_HEAD } from './trust.view'
import { trustPages } from './trust-pages'
import { trustWarnings } from './trust-warnings'

const FIELD = 'file'
const trustForm = defineForm({ asRoot: field(typed => typed === 'yes') })

/** «Доверенные центры»: roots, intermediates and revocation lists; for the administrator of the system. */
export const trustRoutes = (deps: Deps): Router => {
  const { db, clock, config } = deps
  const router = Router()
  router.use(paths.office.trust, systemAdminOnly)

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    res.page('trust/trust', {
      form,
      asRoot: AS_ROOT,
      trustWarnings: await trustWarnings(deps),
      certificateHead: CERTIFICATE_HEAD,
      listHead: LIST_HEAD,
      ...(await trustPages(db, config.demo, req.query, clock())),
    })
  }

  formPage(router, {
    path: paths.office.trust,
    upload: { field: FIELD, maxBytes: MAX_LIST_FILE },
    read: trustForm.read,
    show,
    submit: async (req, res, raw) => {
      const refuse = (problems: string[]): Promise<void> => {
        const findings = problems.map(message => ({
          field: FIELD,
          severity: 'error' as const,
          rule: 'trust.file',
          message,
        }))
        return show(req, res.status(req.uploadTooLarge === true ? 413 : 422), new FormView(raw, findings))
      }
      if (req.uploadTooLarge === true) return refuse([TOO_LARGE])
      const upload = uploadedFile(req)
      if (upload === undefined) return refuse(['Выберите файл и нажмите «Загрузить»'])
      const file = await deps.signatures.readTrustFile(upload.bytes)
      if (!file.ok) return refuse([file.problem])
      const loaded = await loadTrust(deps, file, {
        asRoot: trustForm.parse(raw).known.asRoot === true,
        source: 'upload',
        actor: actorOf(req),
        staffId: systemAdminOf(req).staffId,
      })
      const nothing = loaded.certificates + loaded.lists + loaded.repeated === 0
      if (nothing) return refuse(loaded.problems)
      req.session.flash = loadedWords(loaded)
      res.redirect(303, paths.office.trust)
    },
  })

  const certificateOf = async (req: Request) => {
    const certificate = await findTrustCertificate(db, { id: recordNumber(req.params.id) }, config.demo)
    if (certificate === undefined) throw notFound()
    return certificate
  }

  formPage(router, {
    path: paths.office.trustRemove(':id'),
    read: () => ({}),
    show: async (req, res) => {
      const certificate = await certificateOf(req)
      res.page('trust/remove', { ...certificateRow(certificate, clock()), isRoot: certificate.role === 'root' })
    },
    submit: async (req, res) => {
      const id = recordNumber(req.params.id)
      const how = { actor: actorOf(req), at: clock().toISOString() }
      // Pressed twice it is gone all the same.
      if (await db.transaction(trx => removeTrustCertificate(trx, id, how))) req.session.flash = 'Сертификат удалён.'
      res.redirect(303, paths.office.trust)
    },
  })

  return router
}

const TOO_LARGE = 'Файл больше 30 МБ: выберите другой файл'
