import type { Request, Response, Router } from 'express'
import type { Knex } from 'knex'
import { z } from 'zod'
import { audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { notFound, seeOther } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import type { SignedIn } from '../../http/session'
import { defineForm } from '../../validation/form'
import { createCodeLimits } from '../second-factor/code-limits'
import { hashRecoveryCodes, newRecoveryCodes, printedCode } from '../second-factor/recovery-codes'
import { deleteFactor, findFactor, replaceRecoveryCodes } from '../second-factor/second-factors.repository'
import { keepFreshCodes } from '../second-factor/shown-codes'
import { subjectOf } from '../second-factor/subject'
import { confirmUser, USED } from './confirm'
import type { Corner } from './corner'
import { queueNotice } from './notice'

const form = defineForm({ current: z.string() })

type Change = {
  path: string
  title: string
  text: string
  submitText: string
  /** Prepares the change, which must take no time inside of the transaction. */
  prepare: (
    req: Request,
    user: SignedIn,
  ) => Promise<{ write: (trx: Knex.Transaction) => Promise<void>; done: () => string }>
}

/** «Отключить второй фактор» and «Новые резервные коды»: each with a code of the factor that there is. */
export const factorPages = (router: Router, deps: Deps, corner: Corner): void => {
  const { db, clock, config } = deps
  const { paths: pages, layout, userOf } = corner
  const limits = createCodeLimits(db)

  const changePage = ({ path, prepare, ...words }: Change): void => {
    const show = async (req: Request, res: Response, view: FormView): Promise<void> => {
      if ((await findFactor(db, userOf(req).id)) === undefined) throw seeOther(pages.home)
      res.page('security/confirm', { form: view, layout, back: pages.home, ...words })
    }
    formPage(router, {
      path,
      read: form.read,
      show,
      submit: async (req, res, raw) => {
        const user = userOf(req)
        if ((await findFactor(db, user.id)) === undefined) throw seeOther(pages.home)
        const confirmation = await confirmUser(deps, limits, req, user, raw.current ?? '')
        if ('wrong' in confirmation)
          return show(req, res.status(confirmation.seconds > 0 ? 429 : 422), new FormView({}, [confirmation.wrong]))
        const change = await prepare(req, user)
        const isDone = await db.transaction(async trx => {
          if (!(await confirmation.take(trx))) return false
          await change.write(trx)
          return true
        })
        if (!isDone) return show(req, res.status(422), new FormView({}, [USED]))
        res.redirect(303, change.done())
      },
    })
  }

  changePage({
    path: pages.newCodes,
    title: 'Новые резервные коды',
    text: 'Прежние резервные коды перестанут действовать, вместо них вы получите десять новых.',
    submitText: 'Получить новые коды',
    prepare: async (req, user) => {
      const codes = newRecoveryCodes()
      const hashes = await hashRecoveryCodes(codes)
      return {
        write: async trx => {
          await replaceRecoveryCodes(trx, user.id, hashes)
          const at = clock().toISOString()
          await audit(trx, {
            event: 'second_factor.codes_replaced',
            actor: actorOf(req),
            subject: subjectOf(user.id),
            at,
          })
        },
        done: () => {
          keepFreshCodes(req, config, user.id, codes.map(printedCode), pages.home)
          return pages.codes
        },
      }
    },
  })

  if (corner.obligatory) {
    router.all(pages.turnOff, () => {
      throw notFound()
    })
    return
  }
  changePage({
    path: pages.turnOff,
    title: 'Отключить второй фактор',
    text: 'Для входа снова будет достаточно одного пароля. Резервные коды перестанут действовать.',
    submitText: 'Отключить',
    prepare: async (req, user) => ({
      write: async trx => {
        const now = clock()
        await deleteFactor(trx, user.id)
        await audit(trx, {
          event: 'second_factor.disabled',
          actor: actorOf(req),
          subject: subjectOf(user.id),
          at: now.toISOString(),
        })
        await queueNotice(deps, trx, user.id, 'отключён', now)
      },
      done: () => {
        req.session.flash = 'Второй фактор отключён.'
        return pages.home
      },
    }),
  })
}
