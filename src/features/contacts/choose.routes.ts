import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { notFound, seeOther } from '../../http/errors'
import { action, formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { safeReturn, userOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { field } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { acceptInvitation } from './accept-invitation'
import { listPosts, type Post } from './acting.repository'
import { obstacleWords, postWords } from './contact-words'

const chooseForm = defineForm({
  organisation: field((typed, fail) =>
    /^\d{1,15}$/.test(typed) ? Number(typed) : fail('required', 'Выберите организацию, за которую вы действуете'),
  ),
})

/** «За какую организацию»: where an authorised person of several organisations says whom they act for. */
export const chooseRoutes = (router: Router, deps: Deps): void => {
  const { db, clock, config } = deps

  const postsOf = async (req: Request): Promise<Post[]> => {
    const user = userOf(req)
    if (user.kind === 'account') throw seeOther(paths.cabinet.home)
    return listPosts(db, user.id, { now: clock(), demoMode: config.demo })
  }

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const posts = await postsOf(req)
    const chosen = String(req.session.actingFor ?? '')
    res.page('contacts/choose', {
      form: req.method === 'GET' ? new FormView({ organisation: chosen }) : form,
      usable: posts
        .filter(({ obstacle }) => obstacle === undefined)
        .map(post => ({
          value: String(post.organisationId),
          text: `${post.name}, ОКПО ${post.okpo}`,
          hint: { text: postWords(post) },
        })),
      invitations: posts
        .filter(({ obstacle }) => obstacle === 'invited')
        .map(post => ({ ...post, words: postWords(post), accept: paths.cabinet.accept(post.contactId) })),
      closed: posts.flatMap(({ name, okpo, obstacle }) =>
        obstacle === undefined || obstacle === 'invited' ? [] : { name, okpo, words: obstacleWords(obstacle) },
      ),
    })
  }

  formPage(router, {
    path: paths.cabinet.choose,
    read: chooseForm.read,
    show,
    submit: async (req, res, raw) => {
      const posts = await postsOf(req)
      const { value, errors } = chooseForm.parse(raw)
      if (value === undefined) return show(req, res.status(422), new FormView(raw, errors))
      const post = posts.find(({ organisationId }) => organisationId === value.organisation)
      if (post === undefined) throw notFound()
      if (post.obstacle !== undefined) return res.redirect(303, paths.cabinet.choose)
      req.session.actingFor = post.organisationId
      return res.redirect(303, safeReturn(req.query.next, paths.cabinet.home))
    },
  })

  action(router, paths.cabinet.accept(':id'), async (req, res) => {
    const user = userOf(req)
    if (user.kind === 'account') throw notFound()
    const contactId = recordNumber(req.params.id)
    const by = { actor: actorOf(req), at: clock().toISOString() }
    const accepted = await db.transaction(trx => acceptInvitation(trx, { contactId, personId: user.id }, by))
    if (!accepted && !(await isOwn(db, user.id, contactId))) throw notFound()
    req.session.flash = 'Приглашение принято. Теперь вы можете действовать за эту организацию.'
    res.redirect(303, paths.cabinet.choose)
  })
}

/** Pressed twice, or in another tab: the invitation is the person's, and accepted already. */
const isOwn = async (db: Deps['db'], personId: number, id: number): Promise<boolean> =>
  (await db('contacts').where({ id, person_id: personId, state: 'active' }).first('id')) !== undefined
