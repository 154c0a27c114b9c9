import { Router } from 'express'
import type { Deps } from '../../deps'
import { carryOverRoutes } from './carry-over/carry-over.routes'
import { controlRoutes } from './control.routes'
import { termsRoutes } from './dictionary/terms.routes'
import { listRoutes } from './list.routes'
import { pasteRoutes } from './paste/paste.routes'
import { pdfRoutes } from './print/pdf.routes'
import { reportRoutes } from './report.routes'
import { sectionRoutes } from './section.routes'
import { sendRoutes } from './send.routes'
import { startRoutes } from './start.routes'
import { titleRoutes } from './title.routes'
import { uploadRoutes } from './upload.routes'

/** Reports in the cabinet: what is due, filling in, control, sending, what became of it. */
export const reportsRoutes = (deps: Deps): Router => {
  const router = Router()
  listRoutes(router, deps)
  uploadRoutes(router, deps)
  startRoutes(router, deps)
  titleRoutes(router, deps)
  sectionRoutes(router, deps)
  pasteRoutes(router, deps)
  termsRoutes(router, deps)
  controlRoutes(router, deps)
  carryOverRoutes(router, deps)
  pdfRoutes(router, deps)
  sendRoutes(router, deps)
  reportRoutes(router, deps)
  return router
}
