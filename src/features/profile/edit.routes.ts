import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { seeOther } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { respondentOf } from '../../http/identity'
import { paths } from '../../http/paths'
import type { RawValues } from '../../validation/form'
import { sentText } from '../../validation/sent-text'
import { isEditable } from '../applications/application.status'
import { generalForm } from '../applications/general.form'
import { generalPage, storedElsewhere } from '../applications/general-page'
import { noticesOf } from '../registration/remark-notices'
import { type Change, changeOf, controlChange } from './change'
import { saveChange } from './save-change'

/** «Изменить данные»: all fields of the application's «Общая информация», kept as typed until they are confirmed. */
export const editRoutes = (router: Router, deps: Deps): void => {
  const draw = async (res: Response, change: Change, form: FormView, base: string): Promise<void> => {
    const { organisation, application, before } = change
    const notices = application === undefined ? {} : await noticesOf(deps, application)
    res.page('profile/edit', {
      ...generalPage(await deps.reference.get()),
      form,
      okpo: organisation.okpo,
      fixedEmail: before.email || 'не указан',
      base,
      returned: application?.status === 'returned',
      remark: notices.application,
    })
  }

  const editable = async (req: Request): Promise<Change> => {
    const change = await changeOf(deps, req)
    if (change.application !== undefined && !isEditable(change.application.status)) throw seeOther(paths.cabinet.change)
    return change
  }

  const findingsOf = async (change: Change, values: RawValues) =>
    controlChange(change, { ...values, email: change.before.email ?? '' }, await deps.reference.get(), deps.clock())

  formPage(router, {
    path: paths.cabinet.profileEdit,
    read: generalForm.read,
    show: async (req, res, form) => {
      const change = await editable(req)
      if (req.method === 'POST') return draw(res, change, form, sentText(req.body, 'base'))
      const { application, after, base } = change
      const notices = application === undefined ? {} : await noticesOf(deps, application)
      const findings = application === undefined ? [] : await findingsOf(change, after)
      return draw(res, change, new FormView(after, findings, { notices }), base)
    },
    submit: async (req, res, typed) => {
      const { organisationId } = respondentOf(req, 'manage')
      const saved = await saveChange(deps, organisationId, {
        typed,
        base: sentText(req.body, 'base'),
        actor: actorOf(req),
      })
      if (saved.kind === 'same') {
        req.session.flash = 'Данные остались прежними: ни одно поле не изменено.'
        return res.redirect(303, paths.cabinet.profile)
      }
      if (saved.kind === 'conflict') {
        const { change } = saved
        const notices = storedElsewhere(
          { ...typed, email: change.after.email ?? '' },
          change.after,
          await deps.reference.get(),
        )
        return draw(res.status(409), change, new FormView(typed, [], { notice: CONFLICT, notices }), change.base)
      }
      const { change } = saved
      const findings = await findingsOf(change, typed)
      if (!findings.some(({ severity }) => severity === 'error')) return res.redirect(303, paths.cabinet.change)
      return draw(res.status(422), change, new FormView(typed, findings), change.base)
    },
  })
}

const CONFLICT =
  'Пока страница была открыта, данные изменились: в другой вкладке или в самой системе. Ваши значения пока не сохранены: у полей, которые отличаются, показано сохранённое значение. Проверьте их и нажмите «Сохранить и продолжить», чтобы записать то, что на этой странице.'
