import { createHash } from 'node:crypto'
import { Agent, request } from 'node:http'
import { rounded } from '../machinery/measure.mjs'
import { built } from '../machinery/paths.mjs'
import { startServer } from '../machinery/server.mjs'
import { fillDemo, settings } from '../machinery/system.mjs'
import { Visitor } from '../machinery/visitor.mjs'
import { reportXml, SIZES, templateXml } from '../synthetic-form.mjs'

const { connect, isPostgres } = built('db/connection.js')
const { REGISTERED, PASSWORD } = built('seeds/demo/data/sign-ins.js')
const { readCertificate } = built('crypto/certificate.js')
const { addOwnCertificate } = built('features/certificates/organisation-certificates.repository.js')
const { ensureSigner } = built('features/demo-authority/ensure-authority.js')
const { signDocument } = built('features/demo-authority/sign-document.js')
const { documentOf, fingerprintOf } = built('features/reports/check.js')
const { readReport, readTemplate } = built('flk/index.js')

/** Reports a second that one server on two cores must take in, on SQLite. */
const TARGET = 60
const AT_ONCE = 16
const RESPONDENTS = 16

/**
 * Receiving reports end to end over HTTP: the upload of the XML (read, compared with the form, stored as a draft), then the
 * signature (the whole control of 60 formulas over 360 cells, the check of the GOST signature up to the trusted root, the
 * report, signature, receipt, notice, letter and audit record in one transaction). The second figure has the pages that
 * people see between the two as well. The server has both cores, as in production; the load has a part of them.
 * Options: `npm run bench reports --reports=2000`.
 */
export const measureReports = async ({ engines }, options = {}) => {
  const reports = Number(options.reports ?? 1200)
  const figures = []
  for (const engine of engines) {
    const url = engine.create('reports')
    fillDemo(url)
    const people = await prepare(url, Math.ceil((2 * reports) / RESPONDENTS) + 20)
    const bytesBefore = await sizeOf(url)
    const system = await startServer({
      script: 'dist/server.js',
      env: settings(url),
      probe: '/health/ready',
      pin: false,
    })
    try {
      await Promise.all(people.map(person => signIn(system, person)))
      const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
      const todo = people.flatMap(person => person.documents.map(document => ({ person, document })))
      const jobs = todo.toSorted((one, other) => one.document.order - other.document.order)
      await run(system, agent, jobs.splice(0, 200), false)
      for (const withPages of [false, true]) {
        const before = await system.cpu()
        const { seconds, latencies } = await run(system, agent, jobs.splice(0, reports), withPages)
        const cpuMs = ((await system.cpu()) - before) / latencies.length
        latencies.sort((one, other) => one - other)
        const perSecond = rounded(latencies.length / seconds, 0)
        figures.push({
          engine: engine.name,
          what: withPages ? 'with the pages between' : 'upload and signature',
          reports: latencies.length,
          perSecond,
          cpuMs: rounded(cpuMs, 1),
          p50Ms: rounded(latencies[latencies.length >> 1], 0),
          p99Ms: rounded(latencies[Math.floor(latencies.length * 0.99)], 0),
          ...(engine.name === 'SQLite' && !withPages ? { target: TARGET, met: perSecond >= TARGET } : {}),
        })
      }
      agent.destroy()
    } finally {
      await system.stop()
    }
    const taken = figures
      .filter(figure => figure.engine === engine.name)
      .reduce((all, { reports }) => all + reports, 200)
    const bytes = (await sizeOf(url)) - bytesBefore
    figures.push({ engine: engine.name, what: 'bytes a report', reports: taken, bytes: Math.round(bytes / taken) })
  }
  return figures
}

/** Respondents with the form, a certificate and documents that are signed already: a period each. */
const prepare = async (url, periods) => {
  const db = connect({ url, poolSize: 2 })
  try {
    const xml = Buffer.from(templateXml(SIZES.small))
    const { template } = readTemplate(xml)
    const at = new Date()
    await db('form_templates').insert({
      code: template.code,
      okud: template.okud,
      version: template.version,
      name: template.name,
      shifr: template.shifr,
      periodicity: template.periodicity,
      due_days: 15,
      xml,
      sha256: createHash('sha256').update(xml).digest('hex'),
      valid_from: '2020-01-01',
      created_at: at.toISOString(),
    })
    const { id } = await db('organisations').where({ okpo: REGISTERED[0] }).first('id')
    const organisation = await db('organisations').where({ id }).first()
    const account = await db('accounts').where({ organisation_id: id }).first()
    const people = []
    for (let number = 0; number < RESPONDENTS; number += 1)
      people.push(await respondent(db, { organisation, account, template, at, number, periods }))
    return people
  } finally {
    await db.destroy()
  }
}

const respondent = async (db, { organisation, account, template, at, number, periods }) => {
  const okpo = String(99_700_000 + number)
  const inn = '4299000019'
  const ogrn = '1994200000012'
  const { id: _organisation, ...common } = organisation
  const [{ id }] = await db('organisations')
    .insert({ ...common, okpo, inn, ogrn, email: 'bench@example.invalid' })
    .returning('id')
  const { id: _account, ...same } = account
  await db('accounts').insert({ ...same, organisation_id: id })
  await db('form_assignments').insert({
    organisation_id: id,
    form_code: template.code,
    source: 'list',
    created_at: at.toISOString(),
  })
  const signer = await ensureSigner(db, { name: 'ООО «Измерение»', inn, ogrn }, at)
  const der = signer.certificate
  await addOwnCertificate(db, id, { der, details: readCertificate(der) }, at.toISOString())
  const documents = Array.from({ length: periods }, (_, order) => {
    const year = String(2000 + Math.floor(order / 12))
    const period = `12${String((order % 12) + 1).padStart(2, '0')}`
    const text = reportXml(SIZES.small, { period }).replace('99900016', okpo).replace('year="2026"', `year="${year}"`)
    const bytes = documentOf({ content: readReport(text), explanations: {} })
    const signature = Buffer.from(signDocument({ document: Uint8Array.from(bytes), signer, at }))
    return { order, bytes, signature, fingerprint: fingerprintOf(bytes.toString('utf8')) }
  })
  return { okpo, documents }
}

const signIn = async (system, person) => {
  const visitor = await new Visitor(system.address).open('/sign-in')
  await visitor.submit({ login: person.okpo, password: PASSWORD })
  await visitor.open('/cabinet/reports/upload')
  person.cookie = visitor.cookieHeader
  person.token = visitor.$('input[name=_csrf]').first().attr('value')
  if (person.token === undefined) throw new Error(`${person.okpo} could not sign in`)
}

const run = async (system, agent, jobs, withPages) => {
  const latencies = []
  const left = [...jobs]
  const started = performance.now()
  const work = async () => {
    for (let job = left.shift(); job !== undefined; job = left.shift()) {
      const began = performance.now()
      await handIn(system, agent, job, withPages)
      latencies.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return { seconds: (performance.now() - started) / 1000, latencies }
}

const handIn = async (system, agent, { person, document }, withPages) => {
  const { token, cookie } = person
  const send = (path, fields, file) => ask(system, agent, { path, cookie, body: multipart(fields, file) }, 303)
  const control = await send('/cabinet/reports/upload', { _csrf: token }, ['report', 'report.xml', document.bytes])
  const own = control.replace(/\/control$/, '')
  if (withPages) for (const page of [control, `${own}/send`]) await ask(system, agent, { path: page, cookie }, 200)
  const fields = { _csrf: token, document: document.fingerprint }
  const receipt = await send(`${own}/send`, fields, ['signature', 'report.xml.sig', document.signature])
  if (receipt !== own) throw new Error(`${own}/send led to ${receipt}`)
  if (withPages) await ask(system, agent, { path: receipt, cookie }, 200)
}

const BOUNDARY = 'websbor-bench'

const multipart = (fields, [name, fileName, bytes]) => {
  const part = (head, content) =>
    Buffer.concat([Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`), content, CRLF])
  return Buffer.concat([
    ...Object.entries(fields).map(([field, value]) => part(`name="${field}"`, Buffer.from(value))),
    part(`name="${name}"; filename="${fileName}"\r\nContent-Type: application/octet-stream`, bytes),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ])
}
const CRLF = Buffer.from('\r\n')

/** One request; where it leads. Errors: an answer with another status. */
const ask = (system, agent, { path, cookie, body }, expected) =>
  new Promise((done, fail) => {
    const headers = { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin', 'Accept-Encoding': 'gzip' }
    if (body !== undefined) {
      headers['Content-Type'] = `multipart/form-data; boundary=${BOUNDARY}`
      headers['Content-Length'] = body.length
    }
    const method = body === undefined ? 'GET' : 'POST'
    const asked = request({ host: '127.0.0.1', port: system.port, path, method, headers, agent }, answer => {
      answer.resume()
      answer.on('end', () => {
        if (answer.statusCode === expected) done(answer.headers.location)
        else fail(new Error(`${method} ${path} answered ${answer.statusCode} instead of ${expected}`))
      })
    })
    asked.on('error', fail)
    asked.end(body)
  })

/** Bytes of the database, everything in it written down. */
const sizeOf = async url => {
  const db = connect({ url, poolSize: 1 })
  try {
    if (isPostgres(db)) {
      await db.raw('checkpoint')
      const { rows } = await db.raw('select pg_database_size(current_database()) as bytes')
      return Number(rows[0].bytes)
    }
    const [{ page_count }] = await db.raw('pragma page_count')
    const [{ page_size }] = await db.raw('pragma page_size')
    return page_count * page_size
  } finally {
    await db.destroy()
  }
}
