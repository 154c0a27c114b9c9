import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { dayIn } from '../../http/dates'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { staffWith } from '../../http/identity'
import { paths } from '../../http/paths'
import type { Finding } from '../../validation/finding'
import { ENTERPRISE_TYPES } from '../../validation/rules/enterprise-type'
import { ALWAYS, coversYear } from '../forms/covers'
import { listInForce } from '../forms/forms.repository'
import { prepareRule } from './assignments.service'
import { readRule, ruleForm, tickOf } from './rule.form'

/** «Назначить по правилу»: what is asked for is counted first. */
export const rulePage = (router: Router, deps: Deps): void => {
  const { db, clock, reference } = deps
  const adminOf = (req: Request) => staffWith(req, 'system_admin')
  const formsInForce = () => listInForce(db, dayIn(clock(), 'Europe/Moscow'))

  const show = async (_req: Request, res: Response, form: FormView): Promise<void> => {
    const { enterpriseTypes, officeSuggestions } = await reference.get()
    const named = new Map(enterpriseTypes.map(({ code, name }) => [code, name]))
    res.page('assignments/rule', {
      form,
      officeSuggestions,
      formItems: [
        { value: '', text: 'Выберите форму' },
        ...(await formsInForce()).map(({ code, okud, name }) => ({ value: code, text: `${okud} – ${name}` })),
      ],
      typeItems: ENTERPRISE_TYPES.map(type => ({ value: type, name: tickOf(type), text: named.get(type) ?? type })),
    })
  }

  formPage(router, {
    path: paths.office.assignmentRule,
    admit: adminOf,
    read: readRule,
    show,
    submit: async (req, res, raw) => {
      const { errors, known } = ruleForm.parse(raw)
      const findings: Finding[] = [...errors]
      const say = (field: string, message: string): void =>
        void findings.push({ field, severity: 'error', rule: `assignment.${field}`, message })
      const typed = known.office ?? ''
      const offices = typed === '' ? [] : (await reference.get()).matchOffice(typed)
      if (typed !== '' && offices.length !== 1)
        say('office', 'Выберите ТОГС из подсказок: по введённому найден не один орган')
      const isInForce = (await formsInForce()).some(({ code }) => code === known.formCode)
      if (known.formCode !== undefined && !isInForce) say('formCode', 'Выберите форму из списка')
      const { formCode, year, types = [], okved2 = [], oktmo = '', okpos = [] } = known
      const rule = { types, okved2, oktmo, okpos, officeId: offices[0]?.id ?? null }
      if (oktmo.length === 1) say('oktmo', 'Введите начало ОКТМО: от 2 до 11 цифр')
      const asksForAll = [types, okved2, offices, okpos].every(list => list.length === 0) && oktmo === ''
      if (findings.length === 0 && asksForAll) say('types', 'Укажите хотя бы одно условие: кому назначается форма')
      if (findings.length > 0 || formCode === undefined) return show(req, res.status(422), new FormView(raw, findings))
      const covers = year == null ? ALWAYS : coversYear(year)
      const by = { actor: actorOf(req), staffId: adminOf(req).staffId }
      const id = await prepareRule(deps, { formCode, covers, rule }, by)
      res.redirect(303, paths.office.assignment(id))
    },
  })
}
