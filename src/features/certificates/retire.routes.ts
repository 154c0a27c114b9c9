import type { Router } from 'express'
import { audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { notFound } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { respondentOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { lockOrganisation } from '../organisations/organisations.repository'
import { certificateView } from './certificate.view'
import { isRetiredCertificate, retireOwnCertificate } from './organisation-certificates.repository'
import { ownCertificateOf } from './own-certificate-of'
import { isUsable, loadOwnCertificates } from './own-certificates'

/** «Вывести из использования»: asks first, and says so when nothing would be left to sign with. */
export const retireRoutes = (router: Router, deps: Deps): void =>
  formPage(router, {
    path: paths.cabinet.certificateRetire(':id'),
    read: () => ({}),
    show: async (req, res, form) => {
      const { organisation, certificate } = await ownCertificateOf(deps, req)
      const now = deps.clock()
      const others = (await loadOwnCertificates(deps, organisation.id)).filter(({ id }) => id !== certificate.id)
      res.page('certificates/retire', {
        form,
        certificate: certificateView(certificate.id, certificate.details),
        isLast: isUsable(certificate, now) && !others.some(one => isUsable(one, now)),
      })
    },
    submit: async (req, res) => {
      const { organisationId } = respondentOf(req, 'manage')
      const id = recordNumber(req.params.id)
      const at = deps.clock().toISOString()
      const actor = actorOf(req)
      await deps.db.transaction(async trx => {
        await lockOrganisation(trx, organisationId)
        if (!(await retireOwnCertificate(trx, organisationId, id, at))) {
          // Pressed twice it is done once.
          if (await isRetiredCertificate(trx, organisationId, id)) return
          throw notFound()
        }
        const subject = { kind: 'organisation', id: organisationId } as const
        await audit(trx, {
          event: 'organisation.certificate_retired',
          actor,
          subject,
          at,
          details: { certificate: id },
        })
      })
      req.session.flash = 'Сертификат выведен из использования.'
      res.redirect(303, paths.cabinet.certificates)
    },
  })
