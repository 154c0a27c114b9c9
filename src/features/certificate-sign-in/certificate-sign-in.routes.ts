import type { Request, Response } from 'express'
import { Router } from 'express'
import { z } from 'zod'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { seeOther } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { safeReturn } from '../../http/identity'
import { paths } from '../../http/paths'
import { sendFile } from '../../http/send-file'
import { signedInAs, signIn } from '../../http/session'
import { uploadedFile } from '../../http/uploads'
import { defineForm } from '../../validation/form'
import { clientNetwork } from '../accounts/client-network'
import { type Door, enter } from '../accounts/sign-in.service'
import { createSignInLimits } from '../accounts/sign-in-limits'
import { createThrottle } from '../accounts/throttle'
import { inMinutes } from '../accounts/waiting'
import { checkSignature } from '../signatures/check-signature'
import { challengeFor, givenChallenge, takeChallenge } from './challenge'
import { type CertificateOwner, findOwners, isRetired } from './owners.repository'

const FIELD = 'signature'
const MAX_SIGNATURE = 1024 * 1024
const form = defineForm({ login: z.string() })

/**
 * «Вход по сертификату»: a file of ours, signed by a certificate that the organisation or the person uses, instead of
 * the password. No code is asked for after it: the key is something that they have and its PIN something they know.
 */
export const certificateSignInRoutes = (deps: Deps, door: Door): Router => {
  const { db, clock } = deps
  const router = Router()
  const means = { db, clock, limits: createSignInLimits(db) }
  const byAddress = createThrottle(db, { name: 'sign-in.certificate', points: 30, seconds: 15 * 60 })

  const show = (_req: Request, res: Response, view: FormView, owners: readonly CertificateOwner[] = []): void =>
    res.page('certificate-sign-in/sign-in', {
      form: view,
      owners: owners.map(({ login, name }) => ({ value: login, text: name })),
    })

  formPage(router, {
    path: paths.signInCertificate,
    upload: { field: FIELD, maxBytes: MAX_SIGNATURE },
    before: [(req, _res, next) => next(req.identity === undefined ? undefined : seeOther(paths.cabinet.home))],
    read: form.read,
    show,
    submit: async (req, res, raw) => {
      const refuse = (status: 413 | 422 | 429, message: string, owners?: readonly CertificateOwner[]): void => {
        const field = owners === undefined ? FIELD : 'login'
        show(
          req,
          res.status(status),
          new FormView(raw, [{ field, severity: 'error', rule: 'certificate', message }]),
          owners,
        )
      }
      if (req.uploadTooLarge === true) return refuse(413, TOO_LARGE)
      const file = uploadedFile(req)
      if (file === undefined || file.bytes.length === 0) return refuse(422, REQUIRED)
      const seconds = await byAddress.take(clientNetwork(req.ip))
      if (seconds > 0) {
        res.set('Retry-After', String(seconds))
        return refuse(429, `Слишком много попыток. Попробуйте ещё раз ${inMinutes(seconds)}.`)
      }
      const text = await givenChallenge(db, req, clock())
      const token = req.session.challenge
      if (text === undefined || token === undefined) return refuse(422, NO_CHALLENGE)
      const checked = await checkSignature(deps, {
        document: Buffer.from(text),
        file: Uint8Array.from(file.bytes),
        receivedAt: clock(),
        organisation: null,
      })
      if (checked.verdict !== 'valid') return refuse(422, `${checked.sentence}. ${AGAIN}`)
      const [signer, ...others] = checked.signers
      const certificate = signer?.certificate
      if (certificate == null || others.length > 0) return refuse(422, ONE_SIGNER)
      const thumbprint = certificate.details.sha256
      const owners = await findOwners(db, thumbprint)
      if (owners.length === 0) return refuse(422, (await isRetired(db, thumbprint)) ? RETIRED : UNKNOWN)
      const owner = owners.length === 1 ? owners[0] : owners.find(({ login }) => login === raw.login)
      if (owner === undefined) return refuse(422, CHOOSE, owners)
      const candidate = await door.find(db, owner.login)
      if (candidate === undefined) return refuse(422, UNKNOWN)
      const user = signedInAs(candidate.subject, candidate.key)
      const entered = await enter(means, door, { user, login: owner.login }, actorOf(req), {
        how: 'certificate',
        take: trx => takeChallenge(trx, token),
      })
      if (!entered) return refuse(422, NO_CHALLENGE)
      await signIn(req, user)
      res.redirect(303, safeReturn(req.query.next, paths.cabinet.home))
    },
  })

  router.get(paths.signInChallenge, async (req, res) => {
    const text = await challengeFor(deps, req)
    res.set('Cache-Control', 'no-store')
    sendFile(res, { name: 'websbor-sign-in.txt', type: 'text/plain', bytes: Buffer.from(text) })
  })

  return router
}

const AGAIN = 'Скачайте файл для входа на этой странице, подпишите его и загрузите подпись'
const TOO_LARGE = 'Файл подписи больше 1 МБ. Создайте отсоединённую подпись: она занимает несколько килобайт'
const REQUIRED = 'Выберите файл подписи и нажмите «Войти»'
const NO_CHALLENGE =
  'Файл для входа устарел, уже использован или скачан в другом браузере. Скачайте его на этой странице ещё раз и подпишите заново'
const ONE_SIGNER = 'Подпись должна быть одна, с вложенным сертификатом. Подпишите файл для входа ещё раз'
const RETIRED =
  'Этот сертификат выведен из действия. Войдите по паролю и добавьте действующий сертификат в личном кабинете'
const UNKNOWN =
  'Этот сертификат не загружен ни одной организацией, которая может войти. Войдите по паролю и добавьте его на странице «Сертификаты»'
const CHOOSE =
  'Сертификатом пользуются несколько организаций. Выберите, от чьего имени войти, и загрузите тот же файл подписи ещё раз'
