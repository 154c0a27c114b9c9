import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { mayBeSent } from '../../flk'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { respondentOf } from '../../http/identity'
import { paths } from '../../http/paths'
import type { Finding } from '../../validation/finding'
import type { RawValues } from '../../validation/form'
import { newerView } from './carry-over/newer-version'
import { controlReport } from './check'
import { lockDraftReport, ownDraftOf } from './own-report'
import { protocolView } from './protocol.view'
import { headingOf } from './report-words'
import { saveDraft } from './reports.repository'
import { stepLinks } from './steps'
import { cleanText } from './typed-section'

const MAX_EXPLANATION = 1000

const readExplanations = (body: unknown): RawValues =>
  Object.fromEntries(
    Object.entries((body ?? {}) as Record<string, unknown>).filter(
      (entry): entry is [string, string] => /^e4-[\p{L}\p{N}-]{1,60}$/u.test(entry[0]) && typeof entry[1] === 'string',
    ),
  )

/** «Контроль»: the protocol with links to the cells, and an explanation for each control that only warns. */
export const controlRoutes = (router: Router, deps: Deps): void => {
  const protocolOf = async (req: Request) => {
    const { report, ready } = await ownDraftOf(deps, req, 'fill')
    const { form } = ready
    const protocol = await controlReport(deps.db, form, report)
    const { explanations } = report
    const view = protocolView(form.template, report.content, protocol, { id: report.id, explanations, linked: true })
    return { report, form, protocol, view }
  }

  const show = async (req: Request, res: Response, given: FormView): Promise<void> => {
    const { report, form, protocol, view } = await protocolOf(req)
    const stored = Object.fromEntries(view.warnings.map(({ field, explanation }) => [field, explanation]))
    res.page('reports/control', {
      form: new FormView(
        { ...stored, ...given.values },
        given.errors,
        given.notice === undefined ? {} : { notice: given.notice },
      ),
      report: headingOf(form.template, report),
      newer: await newerView(deps, report),
      steps: stepLinks(form.template, report.id, 'control'),
      protocol: view,
      mayBeSent: mayBeSent(protocol),
      xmlHref: paths.cabinet.reportXml(report.id),
      printHref: paths.cabinet.reportPrint(report.id),
    })
  }

  formPage(router, {
    path: paths.cabinet.reportControl(':id'),
    admit: req => respondentOf(req, 'fill'),
    read: readExplanations,
    show,
    submit: async (req, res, raw) => {
      const { report, protocol, view } = await protocolOf(req)
      const typed = view.warnings.map(({ code, field }) => ({ code, field, text: cleanText(raw[field] ?? '') }))
      const explanations = Object.fromEntries(typed.map(({ code, text }) => [code, text.slice(0, MAX_EXPLANATION)]))
      await deps.db.transaction(async trx => {
        const locked = await lockDraftReport(trx, report.id)
        await saveDraft(trx, locked, { explanations }, deps.clock().toISOString())
      })
      const wrong = typed.flatMap(({ code, field, text }): Finding[] => {
        if (text !== '' && text.length <= MAX_EXPLANATION) return []
        const message =
          text === ''
            ? `Поясните, почему значения верны (контроль ${code}), или исправьте их`
            : `Пояснение к контролю ${code} длиннее ${MAX_EXPLANATION} знаков: сократите его`
        return [{ field, severity: 'error', rule: 'control.explanation', message }]
      })
      if (wrong.length > 0 || !mayBeSent(protocol)) return show(req, res.status(422), new FormView(raw, wrong))
      res.redirect(303, paths.cabinet.reportSend(report.id))
    },
  })
}

/** Whether everything that only warns has been explained. */
export const areExplained = (codes: readonly string[], explanations: Readonly<Record<string, string>>): boolean =>
  codes.every(code => (explanations[code] ?? '') !== '')
