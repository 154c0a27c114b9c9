import type { Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import { queueLetter } from '../../mail/outbox'
import { moveApplication } from '../applications/move-application'
import { insertRemarks } from '../applications/submissions.repository'
import { compareWithRegister } from './comparison'
import { decisionLetter } from './decision-letters'
import { decisionPage } from './decision-page'
import { remarkTargets, WHOLE } from './remark-targets'
import { parseRemarks, readRemarks, remarkInput } from './return.form'

/** «Вернуть на исправление»: a remark beside every field that has to be corrected. */
export const returnRoutes = (router: Router, deps: Deps): void =>
  decisionPage(router, deps, {
    path: paths.office.return(':id'),
    view: 'review/return',
    move: 'return',
    read: readRemarks,
    words: ({ number }) => ({
      done: `Заявка № ${number} возвращена на исправление. Замечания отправлены заявителю.`,
      repeated: `Заявка № ${number} уже возвращена на исправление.`,
    }),
    context: ({ handedIn, reference }) => {
      const differing = new Set(
        compareWithRegister(handedIn, reference).flatMap(line => (line.differs ? [line.name] : [])),
      )
      return {
        whole: remarkInput(WHOLE),
        targets: remarkTargets(handedIn, reference).map(target => ({
          ...target,
          input: remarkInput(target.name),
          differs: differing.has(target.name),
        })),
      }
    },
    decide: (req, { staff, application, handedIn, reference }, raw) => {
      const { remarks, errors } = parseRemarks(raw, remarkTargets(handedIn, reference))
      if (errors.length > 0) return { form: new FormView(raw, errors) }
      const letter = decisionLetter(deps, application, 'returned', { remarks })
      return {
        letter,
        work: async (trx, locked, at) => {
          const { submissions } = locked
          await moveApplication(trx, locked, {
            move: 'return',
            actor: actorOf(req),
            at,
            details: { sequence: submissions, fields: remarks.map(({ field }) => field) },
          })
          await insertRemarks(trx, locked, staff.staffId, remarks, at)
          await queueLetter(trx, letter, at)
        },
      }
    },
  })
