import { type Request, type Response, Router } from 'express'
import { audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { staffWith } from '../../http/identity'
import { paths } from '../../http/paths'

type TypeRow = { code: string; name: string; offered_for_signing: boolean | 0 | 1; position: number }

/** «Типы предприятий»: for which of them the application is offered for signing. */
export const enterpriseTypesRoutes = (deps: Deps): Router => {
  const { db, clock } = deps
  const router = Router()
  const list = (): Promise<TypeRow[]> => db('enterprise_types').orderBy('position')

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    staffWith(req, 'system_admin')
    const types = await list()
    const signing = types.filter(type => Boolean(type.offered_for_signing)).map(({ code }) => code)
    res.page('offices/enterprise-types', {
      form: req.method === 'GET' ? new FormView({ signing: signing.join(',') }) : form,
      items: types.map(({ code, name }) => ({ value: code, name: tickOf(code), text: name })),
    })
  }

  formPage(router, {
    path: paths.office.enterpriseTypes,
    read: body => ({ signing: ticked(body).join(',') }),
    show,
    submit: async (req, res, raw) => {
      staffWith(req, 'system_admin')
      const wanted = new Set((raw.signing ?? '').split(','))
      const at = clock().toISOString()
      await db.transaction(async trx => {
        const changed: string[] = []
        for (const type of (await trx('enterprise_types').orderBy('position')) as TypeRow[]) {
          const offered = wanted.has(type.code)
          if (offered === Boolean(type.offered_for_signing)) continue
          await trx('enterprise_types').where({ code: type.code }).update({ offered_for_signing: offered })
          changed.push(type.code)
        }
        if (changed.length > 0)
          await audit(trx, {
            event: 'enterprise_types.changed',
            actor: actorOf(req),
            subject: { kind: 'classifier', id: 0 },
            at,
            details: { changed },
          })
      })
      deps.reference.forget()
      req.session.flash = 'Правило подписания сохранено.'
      res.redirect(303, paths.office.enterpriseTypes)
    },
  })
  return router
}

const PREFIX = 'sign-'
const tickOf = (code: string): string => `${PREFIX}${code}`

/** The types whose tick was set; names that are no type are dropped at saving. */
const ticked = (body: unknown): string[] =>
  Object.entries((body ?? {}) as Record<string, unknown>)
    .filter(([name, value]) => name.startsWith(PREFIX) && value === name.slice(PREFIX.length))
    .map(([name]) => name.slice(PREFIX.length))
