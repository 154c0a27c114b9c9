import type { Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import { queueLetter } from '../../mail/outbox'
import { moveApplication } from '../applications/move-application'
import { REASONS, reasonText } from '../applications/rejection-reasons'
import { decisionLetter } from './decision-letters'
import { decisionPage } from './decision-page'
import { rejectForm } from './reject.form'

/** «Отклонить»: the end of an application, with a reason. */
export const rejectRoutes = (router: Router, deps: Deps): void =>
  decisionPage(router, deps, {
    path: paths.office.reject(':id'),
    view: 'review/reject',
    move: 'reject',
    read: rejectForm.read,
    words: ({ number }) => ({
      done: `Заявка № ${number} отклонена. Причина отправлена заявителю.`,
      repeated: `Заявка № ${number} уже отклонена.`,
    }),
    context: ({ application }) => ({
      name: application.shortName,
      okpo: application.okpo,
      reasons: Object.entries(REASONS).map(([value, text]) => ({ value, text })),
    }),
    decide: (req, { staff, application }, raw) => {
      const { value, errors } = rejectForm.parse(raw)
      if (value === undefined) return { form: new FormView(raw, errors) }
      const { reason, explanation } = value
      const letter = decisionLetter(deps, application, 'rejected', { reason: reasonText(reason), explanation })
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
              reason_code: reason,
              decision_text: explanation,
              password_hash: null,
            },
            details: { sequence: locked.submissions, reason },
          })
          await queueLetter(trx, letter, at)
        },
      }
    },
  })
