import type { Request, Response, Router } from 'express'
import { inLongTransaction } from '../../../db/long-transaction'
import type { Deps } from '../../../deps'
import { actorOf } from '../../../http/actor'
import { dayIn } from '../../../http/dates'
import { notFound } from '../../../http/errors'
import { formPage } from '../../../http/form-page'
import { FormView } from '../../../http/form-view'
import { staffWith } from '../../../http/identity'
import { paths } from '../../../http/paths'
import { recordNumber } from '../../../http/record-number'
import { storedFile } from '../../../http/stored-upload'
import type { RawValues } from '../../../validation/form'
import { CLASSIFIER_WORDS } from '../classifier-names'
import { applyImport } from './apply'
import { checkFile, dropImport } from './check-file'
import { IMPORTED } from './file-kinds'
import { changeTable, closesMany, IMPORTS_HEAD, importRow, importView, refusedTable } from './import.view'
import {
  CHANGE_KINDS,
  type ClassifierImport,
  findImport,
  listChanges,
  listImports,
  listRefused,
  sourceOf,
} from './imports.repository'
import { UnusableFile } from './read-file'
import { dayInName, decisionForm, FUTURE_DATE, NO_DATE, uploadForm } from './upload.form'

const FIELD = 'file'
const MAX_MEGABYTES = 100
const HISTORY = 30
/** Of each kind of change so many are shown. */
const SHOWN = 100

/** «Обновить классификатор»: upload, preview, decision; afterwards the same page is the history. */
export const importRoutes = (router: Router, deps: Deps): void => {
  const { db, clock, config, reference } = deps
  const admit = (req: Request) => staffWith(req, 'system_admin')

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const { timeZone } = admit(req)
    res.page('classifiers/import', {
      form,
      classifiers: [
        { value: '', text: 'Выберите из списка' },
        ...IMPORTED.map(name => ({
          value: name,
          text: `${CLASSIFIER_WORDS[name].short} – ${CLASSIFIER_WORDS[name].about.toLowerCase()}`,
        })),
      ],
      maxMegabytes: MAX_MEGABYTES,
      head: IMPORTS_HEAD,
      imports: (await listImports(db, HISTORY)).map(one => importRow(one, timeZone)),
    })
  }

  formPage(router, {
    path: paths.office.classifierImport,
    admit,
    upload: { field: FIELD, maxBytes: MAX_MEGABYTES * 1024 * 1024, directory: config.imports.directory },
    read: uploadForm.read,
    show,
    submit: async (req, res, raw) => {
      const { value, known, errors } = uploadForm.parse(raw)
      const file = storedFile(req)
      const isTooLarge = req.uploadTooLarge === true
      const findings = [...errors]
      const add = (field: string, message: string): void =>
        void findings.push({ field, severity: 'error', rule: `classifier.${field}`, message })
      const fileDate = known.date ?? (file && dayInName(file.name))
      if ('date' in known && file !== undefined && fileDate === undefined) add('date', NO_DATE)
      if (fileDate !== undefined && fileDate > dayIn(clock(), 'Europe/Moscow')) add('date', FUTURE_DATE)
      if (isTooLarge) add(FIELD, `Файл больше ${MAX_MEGABYTES} МБ: таких классификаторов нет, проверьте файл`)
      else if (file === undefined) add(FIELD, 'Выберите файл классификатора и нажмите «Загрузить и сравнить»')
      const refuse = (status: 413 | 422) => show(req, res.status(status), new FormView(raw, findings))
      if (findings.length > 0 || value === undefined || file === undefined || fileDate === undefined)
        return refuse(isTooLarge ? 413 : 422)
      const { staffId } = admit(req)
      const given = { classifier: value.classifier, fileName: file.name, fileDate, bytes: file.bytes, staffId }
      try {
        res.redirect(303, paths.office.classifierImportOf(await checkFile({ db, clock }, file.path, given)))
      } catch (error) {
        if (!(error instanceof UnusableFile)) throw error
        add(FIELD, error.message)
        return refuse(422)
      }
    },
  })

  const importOf = async (req: Request): Promise<ClassifierImport> => {
    const found = await findImport(db, recordNumber(req.params.id))
    if (found === undefined) throw notFound()
    return found
  }

  const showOne = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const { timeZone } = admit(req)
    const one = await importOf(req)
    const view = importView(one, timeZone)
    const isStale = view.isChecked && ((await sourceOf(db, one.classifier))?.id ?? 0) !== one.comparedWith
    const tables = []
    for (const kind of CHANGE_KINDS)
      if (one.counts[kind] > 0 && !view.isDropped)
        tables.push(changeTable(kind, await listChanges(db, one.id, kind, SHOWN), one.counts[kind]))
    const refused = await listRefused(db, one.id, SHOWN)
    if (refused.length > 0) tables.push(refusedTable(refused, one.counts.refused))
    res.page('classifiers/import-one', { ...view, ...(view.isChecked ? { form } : {}), isStale, tables })
  }

  const decide = async (req: Request, res: Response, raw: RawValues): Promise<void> => {
    const one = await importOf(req)
    const { known } = decisionForm.parse(raw)
    const at = clock().toISOString()
    const page = paths.office.classifierImportOf(one.id)
    if (known.decision === 'drop') {
      const dropped = await dropImport(db, one.id, at)
      req.session.flash = dropped ? 'Файл не применён, классификатор не изменился.' : DECIDED
      return res.redirect(303, dropped ? paths.office.classifierImport : page)
    }
    if (one.state === 'checked' && closesMany(one) && known.closing !== true)
      return showOne(req, res.status(422), new FormView(raw, [CLOSING]))
    const outcome = await inLongTransaction(db, trx => applyImport(trx, one, { actor: actorOf(req), at }))
    if (outcome === 'stale') return showOne(req, res.status(409), new FormView(raw))
    if (outcome === 'applied') reference.forget()
    req.session.flash =
      outcome === 'applied' ? `${CLASSIFIER_WORDS[one.classifier].short} обновлён по файлу «${one.fileName}».` : DECIDED
    res.redirect(303, page)
  }

  formPage(router, {
    path: paths.office.classifierImportOf(':id'),
    admit,
    read: decisionForm.read,
    show: showOne,
    submit: decide,
  })
}

const DECIDED = 'По этому файлу уже принято решение: в другой вкладке или другим сотрудником.'

const CLOSING = {
  field: 'closing',
  severity: 'error',
  rule: 'classifier.closing',
  message: 'Отметьте, что файл полный и коды, которых в нём нет, нужно закрыть',
} as const
