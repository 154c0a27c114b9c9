import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import type { Finding } from '../../validation/finding'
import type { RawValues } from '../../validation/form'
import { generatePassword } from '../../validation/rules/generate-password'
import { type Application, fingerprint } from '../applications/application'
import { controlGeneral, inPageOrder } from '../applications/control/control'
import { generalPage, storedElsewhere } from '../applications/general-page'
import { draftOf } from './draft-cookie'
import { loadGeneralFacts } from './load-facts'
import { noticesOf } from './remark-notices'
import { readGeneral, readPassword, saveGeneral } from './save-draft'
import { tabAddress, tabButtons } from './tabs'

const CONFLICT =
  'Пока страница была открыта, заявку изменили в другой вкладке. Ваши значения пока не сохранены: у полей, которые отличаются, показано сохранённое значение. Проверьте их и нажмите «Сохранить и продолжить», чтобы записать то, что на этой странице.'

/** «Общая информация»: the first tab of the application. */
export const generalRoutes = (router: Router, deps: Deps): void => {
  type Extra = { base?: string; generated?: string; findings?: readonly Finding[]; remark?: string | undefined }

  const render = async (res: Response, draft: Application, form: FormView, extra: Extra = {}): Promise<void> => {
    const reference = await deps.reference.get()
    res.page('registration/general', {
      form,
      okpo: draft.okpo,
      base: extra.base ?? fingerprint(draft.form.general),
      generated: extra.generated,
      passwordSet: draft.passwordHash !== null,
      byLetter: draft.enteredBy !== null,
      returned: draft.status === 'returned',
      remark: extra.remark ?? (await noticesOf(deps, draft)).application,
      tabs: tabButtons(draft, 'general', extra.findings === undefined ? {} : { general: extra.findings }),
      ...generalPage(reference),
    })
  }

  const withFindings = async (
    draft: Application,
    values: RawValues,
    password: readonly Finding[],
  ): Promise<Finding[]> => {
    const facts = await loadGeneralFacts(deps, { ...draft, form: { ...draft.form, general: values } })
    const findings = controlGeneral(facts)
    if (password.length === 0) return findings
    return inPageOrder([...findings.filter(({ field }) => field !== 'password'), ...password])
  }

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const draft = await draftOf(deps, req)
    if (req.method === 'POST') return render(res, draft, form, { base: readGeneral(req.body).base })
    const findings = draft.form.saved.includes('general') ? await withFindings(draft, draft.form.general, []) : []
    const notices = await noticesOf(deps, draft)
    return render(res, draft, new FormView(draft.form.general, findings, { notices }), {
      findings,
      remark: notices.application,
    })
  }

  formPage(router, {
    path: paths.registration.general,
    read: body => readGeneral(body).values,
    show,
    submit: async (req, res, values) => {
      const draft = await draftOf(deps, req)
      const sent = readGeneral(req.body)
      const typed = draft.enteredBy === null ? sent : { password: '', passwordRepeat: '' }
      const { hash, findings: passwordFindings } = await readPassword(typed, {
        okpo: draft.okpo,
        email: values.email ?? '',
      })
      const saved = await saveGeneral(deps, draft, values, sent.base, hash)
      if (saved.kind === 'conflict') {
        const notices = storedElsewhere(values, saved.stored, await deps.reference.get())
        const notice = sent.password === '' ? CONFLICT : `${CONFLICT} Пароль введите ещё раз.`
        const form = new FormView(values, [], { notice, notices })
        return render(res.status(409), draft, form, { base: saved.base })
      }
      const { application } = saved
      if (sent.go === 'generate') {
        const form = new FormView(values, [])
        return render(res, application, form, { generated: generatePassword() })
      }
      const findings = await withFindings(application, values, passwordFindings)
      if (sent.go !== '' && passwordFindings.length === 0)
        return res.redirect(303, tabAddress(sent.go, paths.registration.certificates))
      if (!findings.some(({ severity }) => severity === 'error'))
        return res.redirect(303, paths.registration.certificates)
      return render(res.status(422), application, new FormView(values, findings), { findings })
    },
  })
}
