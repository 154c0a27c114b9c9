import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { staffWith } from '../../http/identity'
import { paths } from '../../http/paths'
import { storedFile } from '../../http/stored-upload'
import { assignableForms, prepareList } from './assignments.service'
import { UnusableList } from './read-list'

const FIELD = 'file'

/** «Назначить списком»: a CSV file; what it says is checked row by row and counted first. */
export const listPage = (router: Router, deps: Deps): void => {
  const { config } = deps
  const adminOf = (req: Request) => staffWith(req, 'system_admin')
  const megabytes = config.imports.maxBytes / 1024 / 1024

  const show = (_req: Request, res: Response, form: FormView): void =>
    res.page('assignments/upload', { form, maxMegabytes: megabytes })

  formPage(router, {
    path: paths.office.assignmentList,
    admit: adminOf,
    upload: { field: FIELD, maxBytes: config.imports.maxBytes, directory: config.imports.directory },
    read: () => ({}),
    show,
    submit: async (req, res) => {
      const refuse = (message: string, status: 413 | 422 = 422): void =>
        show(
          req,
          res.status(status),
          new FormView({}, [{ field: FIELD, severity: 'error', rule: 'assignment.file', message }]),
        )
      if (req.uploadTooLarge === true)
        return refuse(`Файл больше ${megabytes} МБ: назначьте формы командой на сервере`, 413)
      const file = storedFile(req)
      if (file === undefined || file.bytes === 0) return refuse('Выберите файл и нажмите «Загрузить и проверить»')
      try {
        const by = { actor: actorOf(req), staffId: adminOf(req).staffId }
        const forms = await assignableForms(deps)
        const id = await prepareList(deps, { path: file.path, fileName: file.name, forms }, by)
        res.redirect(303, paths.office.assignment(id))
      } catch (error) {
        if (!(error instanceof UnusableList)) throw error
        refuse(error.message)
      }
    },
  })
}
