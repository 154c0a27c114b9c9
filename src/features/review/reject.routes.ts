import type { Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import { queueLetter } from '../../mail/outbox'
import type { RawValues } from '../../validation/form'
import { moveApplication } from '../applications/move-application'
import { fillTemplate } from '../rejection-reasons/reason-template'
import { listReasons, type RejectionReason } from '../rejection-reasons/rejection-reasons.repository'
import { decisionLetter } from './decision-letters'
import { decisionPage, type Subject } from './decision-page'
import { rejectForm } from './reject.form'

/** «Отклонить»: the end of an application, with a reason. */
export const rejectRoutes = (router: Router, deps: Deps): void =>
  decisionPage(router, deps, {
    path: paths.office.reject(':id'),
    view: 'review/reject',
    move: 'reject',
    read: rejectForm([]).read,
    words: ({ number }) => ({
      done: `Заявка № ${number} отклонена. Причина отправлена заявителю.`,
      repeated: `Заявка № ${number} уже отклонена.`,
    }),
    context: async ({ application }) => ({
      name: application.shortName,
      okpo: application.okpo,
      reasons: (await listReasons(deps.db)).map(({ code, name }) => ({ value: code, text: name })),
    }),
    assist: async (subject, raw) => withText(await listReasons(deps.db), subject, raw),
    decide: async (req, { staff, application }, raw) => {
      const reasons = await listReasons(deps.db)
      const { value, errors } = rejectForm(reasons.map(({ code }) => code)).parse(raw)
      if (value === undefined) return { form: new FormView(raw, errors) }
      const { explanation } = value
      const reason = reasons.find(({ code }) => code === value.reason) as RejectionReason
      const letter = decisionLetter(deps, application, 'rejected', { reason: reason.name, explanation })
      return {
        letter,
        work: async (trx, locked, at) => {
          await moveApplication(trx, locked, {
            move: 'reject',
            actor: actorOf(req),
            at,
            // A password that opens nothing need not be kept.
            set: {
              decided_at: at,
              decided_by: staff.staffId,
              reason_code: reason.code,
              decision_text: explanation,
              password_hash: null,
            },
            details: { sequence: locked.submissions, reason: reason.code },
          })
          await queueLetter(trx, letter, at)
        },
      }
    },
  })

/** The text of the chosen reason in the place of the explanation; below what somebody wrote there already. */
const withText = (
  reasons: readonly RejectionReason[],
  { application, reference }: Pick<Subject, 'application' | 'reference'>,
  raw: RawValues,
): RawValues => {
  const template = reasons.find(({ code }) => code === raw.reason)?.template ?? ''
  const text = fillTemplate(template, {
    номер: application.number,
    окпо: application.okpo,
    организация: application.shortName,
    тогс: reference.office(application.officeId)?.shortName ?? 'ТОГС',
  })
  const written = (raw.explanation ?? '').trim()
  if (text === '' || written.includes(text)) return raw
  return { ...raw, explanation: written === '' ? text : `${written}\n\n${text}` }
}
