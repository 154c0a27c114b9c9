import type { Request, Response, Router } from 'express'
import type { Deps } from '../../../deps'
import { actorOf } from '../../../http/actor'
import { action, formPage } from '../../../http/form-page'
import { FormView } from '../../../http/form-view'
import { paths } from '../../../http/paths'
import { allowOwnScripts } from '../../../http/security-headers'
import { sendFile } from '../../../http/send-file'
import { uploadedFile } from '../../../http/uploads'
import type { Finding } from '../../../validation/finding'
import { sentText } from '../../../validation/sent-text'
import { clientNetwork } from '../../accounts/client-network'
import { createThrottle } from '../../accounts/throttle'
import { inMinutes } from '../../accounts/waiting'
import { MAX_SIGNATURE } from '../../signatures/check-signature'
import { findPending } from '../../signatures/signatures.repository'
import { followAddress } from '../draft-cookie'
import { sendApplication } from '../send-application'
import { explain } from '../start.routes'
import { tabLinks } from '../tabs'
import { confirmedDocumentOf, documentOf } from './document'
import { signingPage } from './entrance'
import { receiveSignature } from './receive-signature'
import { signingView } from './signing.view'

const FIELD = 'signature'

/** «Подписание заявки»: download, sign with a program of one's own, upload, see the verdict, send; or send unsigned. */
export const signingRoutes = (router: Router, deps: Deps): void => {
  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const document = await confirmedDocumentOf(deps, req)
    const pending = await findPending(deps.db, { kind: 'application', id: document.draft.id })
    allowOwnScripts(res)
    res.page('registration/signing', {
      form,
      tabs: tabLinks(document.draft, 'check'),
      ...signingView(document, pending),
    })
  }
  const refuse = (req: Request, res: Response, status: 409 | 413 | 422 | 429, finding: Finding): Promise<void> =>
    show(req, res.status(status), new FormView({}, [finding]))

  // A check costs some milliseconds, a hostile file a hundred times that.
  const byDraft = createThrottle(deps.db, { name: 'signature.draft', points: 30, seconds: 15 * 60 })
  const byAddress = createThrottle(deps.db, { name: 'signature.address', points: 300, seconds: 15 * 60 })

  formPage(router, {
    path: paths.registration.signing,
    upload: { field: FIELD, maxBytes: MAX_SIGNATURE },
    read: () => ({}),
    show,
    submit: async (req, res) => {
      const document = await confirmedDocumentOf(deps, req)
      if (req.uploadTooLarge === true) return refuse(req, res, 413, problem('too_large', TOO_LARGE))
      const file = uploadedFile(req)
      if (file === undefined) return refuse(req, res, 422, problem('required', REQUIRED))
      if (namesOther(req, document.sha256)) return refuse(req, res, 409, problem('changed', CHANGED))
      const wait = Math.max(await byAddress.take(clientNetwork(req.ip)), await byDraft.take(String(document.draft.id)))
      if (wait > 0) {
        res.set('Retry-After', String(wait))
        return refuse(
          req,
          res,
          429,
          problem('too_many', `Слишком много попыток. Загрузите подпись ещё раз ${inMinutes(wait)}`),
        )
      }
      const received = await receiveSignature(deps, document, Uint8Array.from(file.bytes), actorOf(req))
      if (received.kind === 'changed') return refuse(req, res, 409, problem('changed', CHANGED))
      if (received.kind === 'refused') return refuse(req, res, 422, problem('invalid', received.sentence))
      return res.redirect(303, signingPage(document.findings))
    },
  })

  router.get(paths.registration.signingDocument, async (req, res) => {
    const { bytes, fileName } = await documentOf(deps, req)
    sendFile(res, { name: fileName, type: 'application/xml', bytes })
  })

  action(router, paths.registration.signingSend, async (req, res) => {
    const { draft, sha256 } = await confirmedDocumentOf(deps, req)
    if (namesOther(req, sha256)) return refuse(req, res, 409, problem('changed', CHANGED, 'send'))
    const isSigned = sentText(req.body, 'way') === 'signed'
    const signing = isSigned ? { addCertificates: sentText(req.body, 'addCertificates') === 'yes' } : undefined
    const sent = await sendApplication(deps, draft.id, true, actorOf(req), signing)
    if (sent.kind === 'sent') return res.redirect(303, followAddress(deps.config, draft.id))
    if (sent.kind === 'refused') return res.redirect(303, paths.registration.check)
    if (sent.kind === 'changed') return refuse(req, res, 409, problem('changed', NOT_SIGNED, 'send'))
    const { finding } = await explain(deps, draft.okpo, sent.outcome)
    return refuse(req, res, 409, { ...finding, field: 'send' })
  })

  /** The page that a refused sending leaves in the browser may be asked for again. */
  router.get(paths.registration.signingSend, async (req, res) => {
    const { findings } = await confirmedDocumentOf(deps, req)
    res.redirect(303, signingPage(findings))
  })
}

/** The page was drawn for an application that has changed since, in another tab perhaps. */
const namesOther = (req: Request, sha256: string): boolean => sentText(req.body, 'document') !== sha256

const problem = (rule: string, message: string, field = FIELD): Finding => ({
  field,
  severity: 'error',
  rule: `signature.${rule}`,
  message,
})

const TOO_LARGE =
  'Файл подписи больше 1 МБ и не проверялся. Создайте отсоединённую подпись формата CAdES-BES: она занимает несколько килобайт'
const REQUIRED = 'Выберите файл подписи и нажмите «Загрузить подпись»'
const CHANGED =
  'Заявка изменилась, пока эта страница была открыта. Проверьте её, скачайте файл ещё раз и подпишите его заново'
const NOT_SIGNED =
  'Подпись не относится к заявке в её нынешнем виде. Скачайте файл ещё раз, подпишите его и загрузите новую подпись'
