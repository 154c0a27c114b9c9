import type { Request, Response, Router } from 'express'
import type { Deps } from '../../../deps'
import { actorOf } from '../../../http/actor'
import { notFound } from '../../../http/errors'
import { formPage } from '../../../http/form-page'
import { FormView } from '../../../http/form-view'
import { staffWith } from '../../../http/identity'
import { OptionList } from '../../../http/option-list'
import { paths } from '../../../http/paths'
import { recordNumber } from '../../../http/record-number'
import type { Finding } from '../../../validation/finding'
import type { RawValues } from '../../../validation/form'
import { type Office, officeLabel } from '../office'
import { findOffice, listOffices } from '../offices.repository'
import { mergeForm } from './merge.form'
import { countForMerge, MANY } from './merge.repository'
import { mergeOffices } from './merge-offices'

/** «Присоединить к другому ТОГС»: an office ends, another takes over everything it had. */
export const mergeRoutes = (router: Router, deps: Deps): void => {
  const { db, clock } = deps

  /** An office that is closed already has nothing to hand over. */
  const officeOf = async (req: Request): Promise<Office> => {
    staffWith(req, 'system_admin')
    const office = await findOffice(db, recordNumber(req.params.id))
    if (office === undefined || office.closedAt !== null) throw notFound()
    return office
  }

  const others = async ({ id }: Office): Promise<Office[]> => (await listOffices(db)).filter(other => other.id !== id)

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const office = await officeOf(req)
    const { organisations, applications, reports, staff } = await countForMerge(db, office.id)
    res.page('offices/merge', {
      form,
      name: officeLabel(office),
      back: paths.office.officePage(office.id),
      offices: new OptionList(
        (await others(office)).map(other => ({ value: String(other.id), text: officeLabel(other) })),
        'Выберите ТОГС',
      ),
      belongings: [
        { what: 'Регионы', text: office.subjects.map(({ name }) => name).join(', ') || 'нет' },
        { what: 'Организации регистра', text: upTo(organisations) },
        { what: 'Заявки, в том числе рассмотренные', text: upTo(applications) },
        { what: 'Отчёты', text: upTo(reports) },
        { what: 'Сотрудники', text: upTo(staff) },
      ],
    })
  }

  const submit = async (req: Request, res: Response, raw: RawValues): Promise<void> => {
    const office = await officeOf(req)
    const { value, errors, known } = mergeForm.parse(raw)
    const into = (await others(office)).find(({ id }) => id === known.into)
    const findings = known.into !== undefined && into === undefined ? [NO_SUCH_OFFICE, ...errors] : errors
    if (value === undefined || into === undefined) return show(req, res.status(422), new FormView(raw, findings))
    const at = clock().toISOString()
    const merged = await mergeOffices(db, { from: office.id, into: into.id, actor: actorOf(req), at })
    if (merged.kind === 'closed') return show(req, res.status(422), new FormView(raw, [NO_SUCH_OFFICE]))
    deps.reference.forget()
    const { organisations, applications, reports, staff } = merged.handedOver
    req.session.flash = `${office.shortName} присоединён к ${into.shortName}. Передано: организаций ${organisations}, заявок ${applications}, отчётов ${reports}, сотрудников ${staff}.`
    res.redirect(303, paths.office.officePage(into.id))
  }

  formPage(router, { path: paths.office.officeMerge(':id'), read: mergeForm.read, show, submit })
}

const upTo = (count: number): string => (count > MANY ? `более ${MANY}` : String(count))

const NO_SUCH_OFFICE: Finding = {
  field: 'into',
  severity: 'error',
  rule: 'merge.closed',
  message: 'Этот ТОГС уже закрыт: выберите другой из списка',
}
