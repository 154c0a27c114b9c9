import { createReadStream, existsSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Request, Response, Router } from 'express'
import type { Deps } from '../../../deps'
import { actorOf } from '../../../http/actor'
import { conflict, notFound } from '../../../http/errors'
import { formPage } from '../../../http/form-page'
import { FormView } from '../../../http/form-view'
import { staffWith } from '../../../http/identity'
import { paths } from '../../../http/paths'
import { recordNumber } from '../../../http/record-number'
import { storedFile } from '../../../http/stored-upload'
import { field } from '../../../validation/fields'
import { defineForm } from '../../../validation/form'
import { COLUMN_NAMES } from '../extract/columns'
import { IMPORTS_HEAD, importRow, importView, refreshing } from './import.view'
import { findImport, listImports, type RegisterImport } from './imports.repository'
import { refusedFileOf } from './refused-file'
import { isSuspicious, tidy } from './run-import'
import { decideImport, startImport } from './start-import'

const FIELD = 'file'
const uploadForm = defineForm({ full: field(typed => typed === 'yes') })
const decisionForm = defineForm({ archive: field(typed => typed === 'yes') })
const SHOWN = 20

/** «Загрузка регистра»: for the administrator of the system. */
export const importRoutes = (router: Router, deps: Deps): void => {
  const { db, clock, config } = deps
  const means = { db, clock, directory: config.imports.directory }
  // Before the form is read: nobody else fills the disk.
  router.use(paths.office.registerImport, (req, _res, next) => {
    staffWith(req, 'system_admin')
    next()
  })

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const { timeZone } = staffWith(req, 'system_admin')
    const imports = await listImports(db, SHOWN)
    const open = imports.find(({ endedAt }) => endedAt === null)
    res.page('register/import', {
      ...(open === undefined ? { form } : {}),
      open,
      refusal: open === undefined ? undefined : form.errors[0]?.message,
      maxMegabytes: config.imports.maxBytes / 1024 / 1024,
      columns: Object.values(COLUMN_NAMES).map(([name]) => name),
      head: IMPORTS_HEAD,
      imports: imports.map(one => importRow(one, timeZone)),
    })
  }

  formPage(router, {
    path: paths.office.registerImport,
    upload: { field: FIELD, maxBytes: config.imports.maxBytes, directory: config.imports.directory },
    read: uploadForm.read,
    show,
    submit: async (req, res, raw) => {
      const file = storedFile(req)
      const refuse = (message: string, status: 413 | 409 | 422): Promise<void> =>
        show(
          req,
          res.status(status),
          new FormView(raw, [{ field: FIELD, severity: 'error', rule: 'import.file', message }]),
        )
      if (req.uploadTooLarge === true)
        return refuse(`Файл больше ${config.imports.maxBytes / 1024 / 1024} МБ: загрузите его командой на сервере`, 413)
      if (file === undefined) return refuse('Выберите файл выгрузки и нажмите «Загрузить и проверить»', 422)
      const { staffId } = staffWith(req, 'system_admin')
      const given = {
        fileName: file.name,
        path: file.path,
        ownFile: true,
        bytes: file.bytes,
        fullExtract: uploadForm.parse(raw).known.full === true,
        dryRun: false,
        atOnce: false,
        startedBy: staffId,
      }
      const id = await startImport(means, given, actorOf(req))
      if (id === undefined) return refuse('Другая загрузка ещё не окончена: дождитесь её или отмените', 409)
      // From here on the file belongs to the import.
      file.keep()
      res.redirect(303, paths.office.registerImportOf(id))
    },
  })

  const importOf = async (req: Request): Promise<RegisterImport> => {
    const found = await findImport(db, recordNumber(req.params.id))
    if (found === undefined) throw notFound()
    return found
  }

  const showOne = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const { timeZone } = staffWith(req, 'system_admin')
    const one = await importOf(req)
    res.page('register/import-one', {
      // Only what waits for a decision has a form.
      ...(one.state === 'checked' ? { form } : {}),
      ...importView(one, timeZone),
      ...refreshing(one, req.query.refresh === 'on'),
      hasRefused: existsSync(refusedFileOf(means.directory, one.id)),
    })
  }

  formPage(router, {
    path: paths.office.registerImportOf(':id'),
    read: decisionForm.read,
    show: showOne,
    submit: async (req, res, raw) => {
      const one = await importOf(req)
      const allowed = decisionForm.parse(raw).known.archive === true
      if (one.state === 'checked' && one.report !== undefined && isSuspicious(one.report) && !allowed) {
        const finding = {
          field: 'archive',
          severity: 'error',
          rule: 'import.archive',
          message: 'Отметьте, что выгрузка полная и записи можно отправить в архив',
        } as const
        return showOne(req, res.status(422), new FormView(raw, [finding]))
      }
      if (!(await decideImport(means, one.id, 'applying', actorOf(req))))
        throw conflict('Загрузка уже применяется, окончена или отменена. Откройте её страницу заново.')
      res.redirect(303, paths.office.registerImportOf(one.id))
    },
  })

  formPage(router, {
    path: paths.office.registerImportCancel(':id'),
    read: () => ({}),
    show: async (req, res) => {
      const { id, fileName } = await importOf(req)
      res.page('register/import-cancel', { id, fileName, back: paths.office.registerImportOf(id) })
    },
    submit: async (req, res) => {
      const { id } = await importOf(req)
      const cancelled = await decideImport(means, id, 'cancelled', actorOf(req))
      if (cancelled) await tidy(means, id)
      req.session.flash = cancelled ? 'Загрузка отменена: регистр не изменился.' : 'Загрузка уже окончена.'
      res.redirect(303, paths.office.registerImport)
    },
  })

  router.get(paths.office.registerImportRefused(':id'), async (req, res) => {
    const { id } = await importOf(req)
    const path = refusedFileOf(means.directory, id)
    if (!existsSync(path)) throw notFound()
    res.set('Content-Type', 'text/csv; charset=utf-8')
    res.set('Content-Disposition', `attachment; filename="refused-${id}.csv"`)
    res.set('Cache-Control', 'private, no-store')
    // Who closes the window ends the reading; there is nobody to tell.
    await pipeline(createReadStream(path), res).catch(() => res.destroy())
  })
}
