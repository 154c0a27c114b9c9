import type { Request, Response } from 'express'
import { Router } from 'express'
import { z } from 'zod'
import type { Deps } from '../../deps'
import { seeOther } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { safeReturn } from '../../http/identity'
import { paths } from '../../http/paths'
import { sendFile } from '../../http/send-file'
import { signedInAs } from '../../http/session'
import { uploadedFile } from '../../http/uploads'
import type { RawValues } from '../../validation/form'
import { defineForm } from '../../validation/form'
import { credentialMark } from '../accounts/credential'
import { type Door, enter } from '../accounts/sign-in.service'
import { createSignInLimits } from '../accounts/sign-in-limits'
import { createThrottle } from '../accounts/throttle'
import { MAX_SIGNATURE } from '../signatures/check-signature'
import { challengeFor, givenChallenge, takeChallenge } from './challenge'
import { forgetSigner, keepSigner, keptSigner } from './checked-signer'
import { type CertificateOwner, findOwners, isRetired } from './owners.repository'
import { NO_CHALLENGE, readSignature } from './read-signature'

const FIELD = 'signature'
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

  const refuse = (req: Request, res: Response, message: string): void =>
    show(req, res.status(422), new FormView({}, [finding(FIELD, message)]))

  /** The signature was right: lets in, or asks for whom. */
  const admit = async (req: Request, res: Response, raw: RawValues, token: string, thumbprint: string) => {
    const owners = await findOwners(db, thumbprint)
    if (owners.length === 0) return refuse(req, res, (await isRetired(db, thumbprint)) ? RETIRED : UNKNOWN)
    const owner = owners.length === 1 ? owners[0] : owners.find(({ login }) => login === raw.login)
    if (owner === undefined) {
      keepSigner(req, token, thumbprint)
      return show(req, res.status(422), new FormView(raw, [finding('login', CHOOSE)]), owners)
    }
    const candidate = await door.find(db, owner.login)
    if (candidate === undefined) return refuse(req, res, UNKNOWN)
    const user = signedInAs(candidate.subject, candidate.key, credentialMark(candidate.passwordHash))
    const entered = await enter(means, door, { user, login: owner.login }, req, {
      how: 'certificate',
      take: trx => takeChallenge(trx, token),
    })
    if (!entered) return refuse(req, res, NO_CHALLENGE)
    return res.redirect(303, safeReturn(req.query.next, paths.cabinet.home))
  }

  formPage(router, {
    path: paths.signInCertificate,
    upload: { field: FIELD, maxBytes: MAX_SIGNATURE },
    before: [(req, _res, next) => next(req.identity === undefined ? undefined : seeOther(paths.cabinet.home))],
    read: form.read,
    show,
    submit: async (req, res, raw) => {
      const text = await givenChallenge(db, req, clock())
      const token = text === undefined ? undefined : req.session.challenge
      const kept = token === undefined || uploadedFile(req) !== undefined ? undefined : keptSigner(req, token)
      if (token !== undefined && kept !== undefined) return admit(req, res, raw, token, kept)
      forgetSigner(req)
      const outcome = await readSignature(deps, byAddress, req, text)
      if ('thumbprint' in outcome)
        return token === undefined ? refuse(req, res, NO_CHALLENGE) : admit(req, res, raw, token, outcome.thumbprint)
      if (outcome.retryAfter !== undefined) res.set('Retry-After', String(outcome.retryAfter))
      return show(req, res.status(outcome.status), new FormView(raw, [finding(FIELD, outcome.message)]))
    },
  })

  router.get(paths.signInChallenge, async (req, res) => {
    const text = await challengeFor(deps, req)
    res.set('Cache-Control', 'no-store')
    sendFile(res, { name: 'websbor-sign-in.txt', type: 'text/plain', bytes: Buffer.from(text) })
  })

  return router
}

const finding = (field: string, message: string) =>
  ({ field, severity: 'error', rule: 'sign_in.certificate', message }) as const

const RETIRED =
  'Этот сертификат выведен из действия. Войдите по паролю и добавьте действующий сертификат в личном кабинете'
const UNKNOWN =
  'Этот сертификат не загружен ни одной организацией, которая может войти. Войдите по паролю и добавьте его на странице «Сертификаты»'
const CHOOSE = 'Сертификатом пользуются несколько организаций. Выберите, от чьего имени войти, и нажмите «Войти»'
