import type { Request, Response } from 'express'
import { Router } from 'express'
import type { Deps } from '../../deps'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import { sendFile } from '../../http/send-file'
import { uploadedFile } from '../../http/uploads'
import type { Finding } from '../../validation/finding'
import type { RawValues } from '../../validation/form'
import { ensureAuthority, ensureSigner } from './ensure-authority'
import { holderOfNumber } from './find-holder'
import { holderOfApplication } from './holder-of-application'
import { certificateForm, signForm } from './number.form'
import { signDocument } from './sign-document'

/** Octets. An application takes a few kilobytes; digesting this much does not hold up anybody else. */
const MAX_DOCUMENT = 1024 * 1024
const FILE = 'document'
const CERTIFICATE_TYPE = 'application/pkix-cert'
const NO_ORGANISATION =
  'В реестре нет организации с таким ОКПО и её ИНН неизвестен: введите другой ОКПО или ИНН, 10 или 12 цифр'
const WHOSE = 'Файл не заявка, скачанная в этой системе: введите ОКПО или ИНН организации, которая его подписывает'

/** Signing without any crypto tool: pages of the demo that give out signatures and certificates. Elsewhere: none. */
export const demoAuthorityRoutes = ({ config, db, clock }: Deps): Router => {
  const router = Router()
  if (!config.demo) return router

  const showSign = (_req: Request, res: Response, form: FormView): void => res.page('demo-authority/sign', { form })
  const showCertificate = (_req: Request, res: Response, form: FormView): void =>
    res.page('demo-authority/certificate', { form })

  // What comes back is the file itself, and the browser stays on the page: there is nothing to be sent on to.
  formPage(router, {
    path: paths.demoSign,
    upload: { field: FILE, maxBytes: MAX_DOCUMENT },
    read: signForm.read,
    show: showSign,
    submit: async (req, res) => {
      const refuse = (raw: RawValues, errors: Finding[]) =>
        showSign(req, res.status(req.uploadTooLarge === true ? 413 : 422), new FormView(raw, errors))
      const { raw, value, errors } = signForm.parse(signForm.read(req.body))
      const file = uploadedFile(req)
      if (file === undefined || file.bytes.length === 0) return refuse(raw, [...errors, fileFinding(req)])
      if (value === undefined) return refuse(raw, errors)
      const { number } = value
      const holder = number === null ? holderOfApplication(file.bytes) : await holderOfNumber(db, number)
      if (holder === undefined) return refuse(raw, [numberFinding(number === null ? WHOSE : NO_ORGANISATION)])
      const now = clock()
      const signer = await ensureSigner(db, holder, now)
      const bytes = signDocument({ document: file.bytes, signer, at: now })
      sendFile(res, { name: `${file.name}.sig`, type: 'application/pkcs7-signature', bytes })
    },
  })

  formPage(router, {
    path: paths.demoCertificate,
    read: certificateForm.read,
    show: showCertificate,
    submit: async (req, res, typed) => {
      const { raw, value, errors } = certificateForm.parse(typed)
      const holder = value && (await holderOfNumber(db, value.number))
      if (holder === undefined) {
        const found = value === undefined ? errors : [numberFinding(NO_ORGANISATION)]
        return showCertificate(req, res.status(422), new FormView(raw, found))
      }
      const { certificate } = await ensureSigner(db, holder, clock())
      sendFile(res, { name: `demo-${holder.inn}.cer`, type: CERTIFICATE_TYPE, bytes: certificate })
    },
  })

  router.get(paths.demoRoot, async (_req, res) => {
    const { root } = await ensureAuthority(db, clock())
    sendFile(res, { name: 'demo-root.cer', type: CERTIFICATE_TYPE, bytes: root.certificate })
  })

  return router
}

const fileFinding = (req: Request): Finding => ({
  field: FILE,
  severity: 'error',
  ...(req.uploadTooLarge === true
    ? { rule: 'document.too_large', message: 'Файл больше 1 МБ: здесь можно подписать только небольшой файл' }
    : { rule: 'document.required', message: 'Выберите файл, который нужно подписать; он не должен быть пустым' }),
})

const numberFinding = (message: string): Finding => ({
  field: 'number',
  severity: 'error',
  rule: 'number.organisation',
  message,
})
