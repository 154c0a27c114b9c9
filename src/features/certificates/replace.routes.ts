import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { mayManage } from '../../http/identity'
import { paths } from '../../http/paths'
import { addCertificateTo } from './add-certificate'
import { certificateView } from './certificate.view'
import { ownCertificateOf } from './own-certificate-of'
import { CERTIFICATE_UPLOAD, certificateFinding, readCertificateUpload } from './read-upload'

/** «Заменить сертификат»: the new one comes into use as the old one goes, in one step. */
export const replaceRoutes = (router: Router, deps: Deps): void => {
  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const { certificate } = await ownCertificateOf(deps, req)
    res.page('certificates/replace', { form, certificate: certificateView(certificate.id, certificate.details) })
  }

  formPage(router, {
    path: paths.cabinet.certificateReplace(':id'),
    upload: CERTIFICATE_UPLOAD,
    admit: mayManage,
    read: () => ({}),
    show,
    submit: async (req, res) => {
      const { organisation, certificate } = await ownCertificateOf(deps, req)
      const read = await readCertificateUpload(req, deps.clock(), deps.config.demo)
      const problem = read.ok
        ? await addCertificateTo(deps, { organisation, read, actor: actorOf(req), replaced: certificate.id })
        : read.problem
      if (problem === undefined) {
        req.session.flash = 'Сертификат заменён. Прежний больше не используется.'
        return res.redirect(303, paths.cabinet.certificates)
      }
      const status = req.uploadTooLarge === true ? 413 : 422
      return show(req, res.status(status), new FormView({}, [certificateFinding(problem)]))
    },
  })
}
