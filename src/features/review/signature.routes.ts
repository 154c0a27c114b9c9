import type { Request, Router } from 'express'
import { verdictWord } from '../../crypto/verdict/explain'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { notFound } from '../../http/errors'
import { action } from '../../http/form-page'
import { paths } from '../../http/paths'
import { sendFile } from '../../http/send-file'
import { recheckSignature } from '../signatures/recheck-signature'
import { findSent, type Signature } from '../signatures/signatures.repository'
import { ownApplication } from './own-application'

/** The signature of an application, for its office: the signed bytes, the signature, «Проверить ещё раз». */
export const signatureRoutes = (router: Router, deps: Deps): void => {
  const signatureOf = async (req: Request): Promise<{ staffId: number; number: string; signature: Signature }> => {
    const { staff, application } = await ownApplication(deps.db, req)
    const signature = await findSent(deps.db, { kind: 'application', id: application.id }, application.submissions)
    if (signature === undefined) throw notFound()
    return { staffId: staff.staffId, number: application.number, signature }
  }

  router.get(paths.office.signedDocument(':id'), async (req, res) => {
    const { number, signature } = await signatureOf(req)
    sendFile(res, { name: `application-${number}.xml`, type: 'application/xml', bytes: signature.document })
  })

  router.get(paths.office.signatureFile(':id'), async (req, res) => {
    const { number, signature } = await signatureOf(req)
    sendFile(res, { name: `application-${number}.xml.sig`, type: 'application/octet-stream', bytes: signature.cms })
  })

  action(router, paths.office.signatureRecheck(':id'), async (req, res) => {
    const { staffId, signature } = await signatureOf(req)
    const checked = await recheckSignature(deps, signature.id, actorOf(req), staffId)
    if (checked === undefined) throw notFound()
    const same = checked.before === checked.after ? ' Результат прежний.' : ''
    req.session.flash = `Подпись проверена ещё раз. ${verdictWord(checked.after)}.${same}`
    res.redirect(303, `${paths.office.application(signature.subject.id)}#signature`)
  })
}
