import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { type FormTemplate, type Report, titleValue } from '../../flk'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { respondentOf } from '../../http/identity'
import { paths } from '../../http/paths'
import type { Finding } from '../../validation/finding'
import type { RawValues } from '../../validation/form'
import { newerView } from './carry-over/newer-version'
import { fingerprintOf } from './check'
import { lockDraftReport, ownDraftOf } from './own-report'
import { headingOf } from './report-words'
import { findLastSent, saveDraft } from './reports.repository'
import { pressed, stepAddress, stepAfter, stepButtons } from './steps'
import { cleanText } from './typed-section'

/** A title has some ten fields; its page takes no more than this. */
const MAX_FIELDS = 60
const MAX_LENGTH = 500

const readTitle = (body: unknown): RawValues =>
  Object.fromEntries(
    ['seen', ...Array.from({ length: MAX_FIELDS }, (_, index) => `t${index + 1}`)].flatMap(name => {
      const value: unknown = [(body as Record<string, unknown> | undefined)?.[name]].flat()[0]
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )

const valuesOf = (template: FormTemplate, report: Report): RawValues =>
  Object.fromEntries(template.title.map(({ field }, index) => [`t${index + 1}`, titleValue(report, field)]))

/** «Общая информация» of a report: filled from the profile, the respondent's code stays as it is. */
export const titleRoutes = (router: Router, deps: Deps): void => {
  const show = async (req: Request, res: Response, view: FormView): Promise<void> => {
    const { respondent, report, ready } = await ownDraftOf(deps, req, 'fill')
    const { template } = ready.form
    const typed = Object.keys(view.values).length > 0 ? view.values : valuesOf(template, report.content)
    const last = await findLastSent(deps.db, respondent.organisationId, report.formCode)
    res.page('reports/title', {
      form: new FormView(typed, view.errors, view.notice === undefined ? {} : { notice: view.notice }),
      report: headingOf(template, report),
      newer: await newerView(deps, report),
      steps: stepButtons(template, 'title'),
      seen: fingerprintOf(report.content.title),
      key: {
        name: template.title.find(({ field }) => field === template.keyField)?.name ?? 'Код',
        value: titleValue(report.content, template.keyField),
      },
      fields: template.title.flatMap(({ field, name }, index) =>
        field === template.keyField ? [] : [{ id: `t${index + 1}`, label: name }],
      ),
      copyAction: last === undefined ? undefined : paths.cabinet.reportCopy(report.id),
    })
  }

  formPage(router, {
    path: paths.cabinet.reportTitle(':id'),
    admit: req => respondentOf(req, 'fill'),
    read: readTitle,
    show,
    submit: async (req, res, raw) => {
      const { report, ready } = await ownDraftOf(deps, req, 'fill')
      const { template } = ready.form
      const go = pressed(req.body)
      const saved = await deps.db.transaction(async trx => {
        const locked = await lockDraftReport(trx, report.id)
        const title = template.title.map(({ field }, index) => {
          const item = locked.content.title.find(({ name }) => name === field)
          const typed = field === template.keyField ? undefined : raw[`t${index + 1}`]
          return {
            ...item,
            name: field,
            value: typed === undefined ? (item?.value ?? '') : cleanText(typed).slice(0, MAX_LENGTH),
          }
        })
        const isChanged = fingerprintOf(title) !== fingerprintOf(locked.content.title)
        if (isChanged && raw.seen !== fingerprintOf(locked.content.title)) return undefined
        const content = { ...locked.content, title }
        if (isChanged) await saveDraft(trx, locked, { content }, deps.clock().toISOString())
        return content
      })
      if (saved === undefined) return show(req, res.status(409), new FormView(raw, [], { notice: CONFLICT }))
      const after = stepAfter(template, 'title', go)
      const empty = template.title.flatMap(({ field, name }, index): Finding[] =>
        titleValue(saved, field) === ''
          ? [
              {
                field: `t${index + 1}`,
                severity: 'error',
                rule: 'title.required',
                message: `Заполните поле «${name}»`,
              },
            ]
          : [],
      )
      if (empty.length > 0 && (after === 'title' || go === 'next'))
        return show(req, res.status(422), new FormView(valuesOf(template, saved), empty))
      if (after === 'title') req.session.flash = 'Общая информация сохранена.'
      res.redirect(303, stepAddress(report.id, after))
    },
  })
}

const CONFLICT =
  'Общую информацию сохранили в другой вкладке, пока она была открыта здесь. Ваши значения ниже ещё не сохранены. Нажмите «Сохранить», чтобы они заменили сохранённые, или откройте страницу заново, чтобы от них отказаться.'
