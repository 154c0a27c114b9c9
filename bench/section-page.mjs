// The page of a section with 300 cells, filled in and compared with the period before: what its model costs, what the
// template costs with everything around it, and a whole request. For bench/flk.mjs.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { openSqlite } from './machinery/databases.mjs'
import { built } from './machinery/paths.mjs'
import { fillDemo } from './machinery/system.mjs'
import { Visitor } from './machinery/visitor.mjs'
import { reportXml, SIZES, templateXml } from './synthetic-form.mjs'

const NOW = '2026-03-10T09:00:00.000Z'

/** Two reports of the organisation by the large form: January, accepted, and February, which is being filled in. */
const addReports = async (db, okpo) => {
  const { readReport } = built('flk/index.js')
  const { id: organisationId, office_id: officeId } = await db('organisations').where({ okpo }).first()
  const xml = Buffer.from(templateXml(SIZES.large))
  const [{ id: templateId }] = await db('form_templates')
    .insert({
      code: '999999001012',
      okud: '0999999',
      version: '01-01-2026',
      name: 'Измерительная форма',
      shifr: 'bench',
      periodicity: 12,
      due_days: 15,
      xml,
      sha256: createHash('sha256').update(xml).digest('hex'),
      valid_from: '2026-01-01',
      created_at: NOW,
    })
    .returning('id')
  const row = (period, more) => ({
    organisation_id: organisationId,
    office_id: officeId,
    template_id: templateId,
    form_code: '999999001012',
    year: 2026,
    period,
    content: JSON.stringify(readReport(reportXml(SIZES.large, { period }))),
    explanations: '{}',
    uuid: `bench-${period}`,
    created_at: NOW,
    updated_at: NOW,
    ...more,
  })
  await db('reports').insert(
    row('1201', { status: 'accepted', number: 'bench', xml: '<report/>', submitted_at: NOW, decided_at: NOW }),
  )
  const [{ id }] = await db('reports').insert(row('1202', {})).returning('id')
  return id
}

/** The page as the application draws it, with what a real request gave its template; `close` ends everything. */
export const openSectionPage = async () => {
  const { createApp } = built('app.js')
  const { readConfig } = built('config.js')
  const { createDeps } = built('deps.js')
  const { createLog } = built('log.js')
  const templates = built('http/templates.js')
  const { REGISTERED, PASSWORD } = built('seeds/demo/data/sign-ins.js')
  const load = templates.loadTemplates
  let last
  templates.loadTemplates = globals => {
    const render = load(globals)
    return (view, context) => {
      last = { render, view, context }
      return render(view, context)
    }
  }
  const database = openSqlite()
  const url = database.create('section')
  fillDemo(url)
  const config = readConfig({ WEBSBOR_MODE: 'demo', BASE_URL: 'http://127.0.0.1', DATABASE_URL: url, WORKER: 'off' })
  const deps = createDeps(config, { log: createLog('silent') })
  const id = await addReports(deps.db, REGISTERED[0])
  const server = createServer(createApp(deps)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const visitor = new Visitor(`http://127.0.0.1:${server.address().port}`)
  await visitor.open('/sign-in')
  await visitor.submit({ login: REGISTERED[0], password: PASSWORD })
  const path = `/cabinet/reports/${id}/sections/1`
  await visitor.open(path)
  const cells = visitor.$('.app-sheet input').length
  if (cells !== 300 || last.view !== 'reports/section')
    throw new Error(`${visitor.status}: ${cells} cells, ${last.view}`)
  const { sectionFindings, previousOf } = built('features/reports/check.js')
  const { sectionView } = built('features/reports/section.view.js')
  const { findOwnReport } = built('features/reports/reports.repository.js')
  const { organisation_id: organisationId, template_id: templateId } = await deps.db('reports').where({ id }).first()
  const { content: report, ...record } = await findOwnReport(deps.db, organisationId, id)
  const { form } = await deps.forms.get(templateId)
  const previous = await previousOf(deps.db, form, record)
  if (previous === undefined) throw new Error('no report of the period before')
  const [section] = form.template.sections
  const { render, view, context } = last
  return {
    model: () =>
      sectionView(form, { place: 1, section, report, previous, findings: sectionFindings(form, report, section.code) }),
    render: () => render(view, context),
    request: async () => {
      const answer = await visitor.send(path)
      if (answer.status !== 200) throw new Error(`status ${answer.status}`)
      return answer.text()
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await deps.db.destroy()
      database.stop()
    },
  }
}
