import type { Request, Response, Router } from 'express'
import { audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formatDate } from '../../http/dates'
import { notFound, seeOther } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import { openToken, sealToken } from '../../http/sealed-link'
import { queueLetter } from '../../mail/outbox'
import { renderLetter } from '../../mail/templates'
import { defineForm } from '../../validation/form'
import { email } from '../../validation/rules/email'
import { clientNetwork } from '../accounts/client-network'
import { createThrottle } from '../accounts/throttle'
import { inMinutes } from '../accounts/waiting'
import type { Application } from '../applications/application'
import { isEditable } from '../applications/application.status'
import { findApplication } from '../applications/applications.repository'
import { draftOf, followAddress, hasExpired, rememberDraft } from './draft-cookie'

const linkForm = defineForm({ email })

/** The link to the draft: sent by e-mail, opened on any device. */
export const linkRoutes = (router: Router, deps: Deps): void => {
  const { db, config, clock } = deps
  // A mailbox of somebody else must not be flooded from a form that anybody can open.
  const byDraft = createThrottle(db, { name: 'link.draft', points: 3, seconds: 60 * 60 })
  const byMailbox = createThrottle(db, { name: 'link.mailbox', points: 5, seconds: 24 * 60 * 60 })
  const byAddress = createThrottle(db, { name: 'link.address', points: 30, seconds: 60 * 60 })

  /** What the office enters by letter is no business of a mailbox. */
  const webDraftOf = async (req: Request): Promise<Application> => {
    const draft = await draftOf(deps, req)
    if (draft.enteredBy !== null) throw seeOther(paths.registration.general)
    return draft
  }

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const draft = await webDraftOf(req)
    const filled = req.method === 'GET' ? new FormView({ email: draft.form.general.email ?? '' }) : form
    res.page('registration/link', {
      form: filled,
      okpo: draft.okpo,
      expires: formatDate(draft.expiresAt),
      back: paths.registration.general,
    })
  }

  formPage(router, {
    path: paths.registration.link,
    read: linkForm.read,
    show,
    submit: async (req, res, raw) => {
      const draft = await webDraftOf(req)
      const parsed = linkForm.parse(raw)
      if (parsed.value === undefined) return show(req, res.status(422), new FormView(raw, parsed.errors))
      const recipient = parsed.value.email.ascii
      const waits = [
        await byAddress.take(clientNetwork(req.ip)),
        await byDraft.take(String(draft.id)),
        await byMailbox.take(recipient),
      ]
      const wait = Math.max(...waits)
      if (wait > 0) {
        const message = `Ссылку уже отправляли несколько раз: проверьте почту, в том числе папку «Спам». Новую можно запросить ${inMinutes(wait)}`
        res.set('Retry-After', String(wait))
        return show(
          req,
          res.status(429),
          new FormView(raw, [{ field: 'email', severity: 'error', rule: 'link.too_many', message }]),
        )
      }
      const at = clock().toISOString()
      const letter = renderLetter(deps.letters, 'draft-link', {
        okpo: draft.okpo,
        link: `${config.baseUrl}${paths.registration.resume(sealToken(config.session.secret, 'draft', draft.id))}`,
        expires: formatDate(draft.expiresAt),
      })
      await db.transaction(async trx => {
        await queueLetter(
          trx,
          {
            dedupeKey: `draft_link:${draft.id}:${at}`,
            kind: 'draft_link',
            recipient,
            subject: letter.subject,
            body: letter.text,
            applicationId: draft.id,
          },
          at,
        )
        await audit(trx, {
          event: 'application.link_sent',
          actor: actorOf(req),
          subject: { kind: 'application', id: draft.id },
          at,
        })
      })
      req.session.flash = 'Ссылка на заявку отправлена на указанный адрес.'
      return res.redirect(303, paths.registration.general)
    },
  })

  router.get(paths.registration.resume(':token'), async (req, res) => {
    const id = openToken(config.session.secret, 'draft', req.params.token)
    const application = id === undefined ? undefined : await findApplication(db, id)
    if (application === undefined || hasExpired(application, clock())) throw notFound()
    if (!isEditable(application.status)) throw seeOther(followAddress(config, application.id))
    rememberDraft(res, config, application.id)
    res.redirect(303, paths.registration.general)
  })
}
