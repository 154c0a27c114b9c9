import type { Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import { text } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { sendRecoveryLink } from '../recovery/send-recovery-link'
import { ownOrganisation } from './own-organisation'
import { isPossible, type Step, takeStep } from './standing.service'

const MAX = 500

const reasonForm = defineForm({
  reason: text({
    required: 'Напишите причину: её увидят все, кто откроет карточку организации',
    max: MAX,
    tooLong: `Причина не длиннее ${MAX} знаков: сократите её`,
  }),
})
const noForm = defineForm({})

type Words = { path: (id: ':id') => string; title: string; about: string; button: string; warns: boolean; done: string }

const STEPS: Record<Step, Words> = {
  archive: {
    path: paths.office.organisationArchive,
    title: 'Отправить организацию в архив',
    about:
      'Войти в систему организация не сможет. Если она подаст новую заявку и её одобрят, запись вернётся из архива. Загрузка регистра из этого архива её не вернёт.',
    button: 'Отправить в архив',
    warns: true,
    done: 'Организация отправлена в архив.',
  },
  restore: {
    path: paths.office.organisationRestore,
    title: 'Вернуть организацию из архива',
    about: 'Если у организации есть учётная запись, она снова сможет войти с прежним паролем.',
    button: 'Вернуть из архива',
    warns: false,
    done: 'Организация возвращена из архива.',
  },
  block: {
    path: paths.office.organisationBlock,
    title: 'Заблокировать организацию',
    about:
      'Все, кто вошёл от имени организации, сразу потеряют доступ и не смогут войти снова, пока блокировка не снята.',
    button: 'Заблокировать',
    warns: true,
    done: 'Организация заблокирована.',
  },
  unblock: {
    path: paths.office.organisationUnblock,
    title: 'Снять блокировку',
    about: 'Организация снова сможет войти с прежним паролем.',
    button: 'Снять блокировку',
    warns: false,
    done: 'Блокировка снята.',
  },
}

/** Archive, restore, block, unblock, and the link to set a new password: a page each, with what it will mean. */
export const stepRoutes = (router: Router, deps: Deps): void => {
  for (const [step, words] of Object.entries(STEPS) as [Step, Words][]) stepPage(router, deps, step, words)
  recoveryPage(router, deps)
}

const stepPage = (router: Router, deps: Deps, step: Step, words: Words): void => {
  const { db, clock } = deps
  const form = words.warns ? reasonForm : noForm
  formPage(router, {
    path: words.path(':id'),
    read: form.read,
    show: async (req, res, view) => {
      const { organisation } = await ownOrganisation(db, req)
      if (!isPossible(step, organisation)) return res.redirect(303, paths.office.organisation(organisation.id))
      res.page('register/step', {
        ...words,
        form: view,
        organisation,
        back: paths.office.organisation(organisation.id),
      })
    },
    submit: async (req, res, raw) => {
      const { organisation } = await ownOrganisation(db, req)
      const { errors } = form.parse(raw)
      const back = paths.office.organisation(organisation.id)
      if (errors.length > 0 && isPossible(step, organisation))
        return res.status(422).page('register/step', { ...words, form: new FormView(raw, errors), organisation, back })
      const reason = words.warns ? (reasonForm.parse(raw).value?.reason ?? null) : null
      const how = { step, reason, actor: actorOf(req), at: clock().toISOString() }
      const taken = await db.transaction(trx => takeStep(trx, organisation.id, how))
      req.session.flash = taken ? words.done : 'Это уже сделано раньше.'
      res.redirect(303, back)
    },
  })
}

const recoveryPage = (router: Router, deps: Deps): void => {
  const { db, clock, sender } = deps
  formPage(router, {
    path: paths.office.organisationRecovery(':id'),
    read: noForm.read,
    show: async (req, res, form) => {
      const { organisation } = await ownOrganisation(db, req)
      res.page('register/step', {
        form,
        organisation,
        back: paths.office.organisation(organisation.id),
        title: 'Отправить ссылку для восстановления пароля',
        about: `Письмо со ссылкой уйдёт на адрес организации${organisation.email === null ? '' : ` ${organisation.email}`}. Прежняя ссылка перестанет действовать, пароль останется прежним, пока организация не задаст новый.`,
        button: 'Отправить ссылку',
        warns: false,
      })
    },
    submit: async (req, res) => {
      const { organisation } = await ownOrganisation(db, req)
      const how = { actor: actorOf(req), now: clock() }
      const { email } = await db.transaction(trx => sendRecoveryLink(deps, trx, organisation.id, how))
      sender.wake()
      req.session.flash = `Ссылка отправлена на ${email}.`
      res.redirect(303, paths.office.organisation(organisation.id))
    },
  })
}
