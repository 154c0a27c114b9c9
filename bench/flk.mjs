// What the control of a report costs: `npm run build`, then `node bench/flk.mjs`. Beside it, in the same run: the slow
// evaluator that the tests compare the engine with, and JSON.parse of the same cells, so that the figures can be judged
// on another machine. Milliseconds of CPU time, the median of rounds; the last result is in bench/results/flk.txt.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { bench, built, root } from './machinery/paths.mjs'
import { openSectionPage } from './section-page.mjs'
import { reportXml, SIZES, templateXml } from './synthetic-form.mjs'

const { readTemplate, compileTemplate, readReport, checkReport, writeReport } = built('flk/index.js')

/** The evaluator of the tests, which is TypeScript. */
const slow = async () => {
  const { outputFiles } = buildSync({
    entryPoints: [join(root, 'tests/support/flk/slow-evaluator.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
}

/** The median over rounds of the CPU time of one call, in milliseconds. */
const cost = (work, calls, rounds = 9) => {
  for (let call = 0; call < Math.max(3, calls); call += 1) work()
  const times = Array.from({ length: rounds }, () => {
    const started = process.cpuUsage()
    for (let call = 0; call < calls; call += 1) work()
    const { user, system } = process.cpuUsage(started)
    return (user + system) / 1000 / calls
  })
  return times.toSorted((a, b) => a - b)[rounds >> 1]
}

/** The same for what waits, as a request does: whatever the process did meanwhile is counted. */
const costOfRequests = async (work, calls) => {
  for (let call = 0; call < calls; call += 1) await work()
  const started = process.cpuUsage()
  for (let call = 0; call < calls; call += 1) await work()
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1000 / calls
}

const figures = []
const tell = (what, ms, target) =>
  figures.push({
    what,
    ms: ms.toFixed(3),
    target: target ?? '',
    met: target === undefined ? '' : ms <= target ? 'met' : 'MISSED',
  })

const { evaluate } = await slow()

for (const [name, size] of Object.entries(SIZES)) {
  const large = name === 'large'
  const xml = Buffer.from(templateXml(size))
  const { template, defects } = readTemplate(xml)
  const form = compileTemplate(template)
  if (defects.length + form.defects.length > 0)
    throw new Error(JSON.stringify([...defects, ...form.defects].slice(0, 5)))
  const clean = Buffer.from(reportXml(size))
  const report = readReport(clean)
  const previous = readReport(reportXml(size, { period: '1201', factor: 0.9 }))
  const wrong = readReport(reportXml(size, { wrong: true }))
  const cells = report.sections.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells))
  const protocol = checkReport(form, report, { previous })
  if (protocol.findings.length > 0 || protocol.held !== size.controls)
    throw new Error(`not clean: ${protocol.held} held, ${JSON.stringify(protocol.findings[0] ?? protocol.skipped[0])}`)
  const failures = checkReport(form, wrong, { previous }).findings.length
  const calls = large ? 5 : 100
  figures.push({
    what: `${name}: ${Math.round(xml.length / 1024)} KB, ${size.controls} controls, ${cells.length} cells`,
    ms: '',
    target: '',
    met: '',
  })
  tell(
    'read the template',
    cost(() => readTemplate(xml), calls),
  )
  tell(
    'compile it',
    cost(() => compileTemplate(template), calls),
    large ? 150 : undefined,
  )
  const check = cost(() => checkReport(form, report, { previous }), calls)
  tell('check a report, warm', check, large ? 50 : 2)
  tell(
    `check one with ${failures} failures`,
    cost(() => checkReport(form, wrong, { previous }), calls),
  )
  tell(
    'read the report',
    cost(() => readReport(clean), calls),
  )
  tell(
    'write the report',
    cost(() => writeReport(report), calls),
  )
  const json = JSON.stringify(report)
  const parse = cost(() => JSON.parse(json), calls)
  tell('JSON.parse of the same report', parse)
  const naive = cost(() => evaluate(template, report, previous), 1, large ? 3 : 9)
  tell('the slow evaluator on the same controls', naive)
  figures.push({
    what: `slow evaluator / check: ${(naive / check).toFixed(0)} ×; check / JSON.parse: ${(check / parse).toFixed(1)} ×`,
    ms: '',
    target: '',
    met: '',
  })
}

const page = await openSectionPage()
figures.push({
  what: 'page of a section with 300 cells, those of the period before beside them',
  ms: '',
  target: '',
  met: '',
})
// Before anything that holds the loop: connections are dropped meanwhile.
const request = await costOfRequests(page.request, 60)
const model = cost(page.model, 50)
const rendering = cost(page.render, 50)
tell('what the control says of its values, and its model', model)
tell('the template with everything around it', rendering)
tell('both: the page rendered', model + rendering, 15)
tell('a whole request: session, database, compression; with who asks', request)
await page.close()

const started = process.hrtime.bigint()
const first = compileTemplate(readTemplate(Buffer.from(templateXml(SIZES.small))).template)
checkReport(first, readReport(reportXml(SIZES.small)))
const once = Number(process.hrtime.bigint() - started) / 1e6

const width = Math.max(...figures.map(({ what }) => what.length))
const lines = figures.map(({ what, ms, target, met }) =>
  `${what.padEnd(width)}  ${ms.padStart(9)}  ${target === '' ? '' : `≤ ${target}  ${met}`}`.trimEnd(),
)
const text = `CPU milliseconds, ${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0].model.trim()}

${lines.join('\n')}
small form, template and report read, compiled and checked: ${once.toFixed(1)} ms
`
process.stdout.write(text)
mkdirSync(join(bench, 'results'), { recursive: true })
writeFileSync(join(bench, 'results', 'flk.txt'), text)
