#!/usr/bin/env node
import { createReadStream } from 'node:fs'
import {
  checkReport,
  compileTemplate,
  mayBeSent,
  REPORT_LIMITS,
  readXmlStream,
  reportFrom,
  TEMPLATE_LIMITS,
  templateFrom,
  type XmlElement,
  XmlError,
  type XmlLimits,
} from '../flk'
import { protocolAsJson, protocolAsText } from './flk-output'
import { runCommand } from './run-command'

/** Exit codes: clean (warnings permitted), obligatory failures, something could not be read. */
const [CLEAN, FAILED, UNREADABLE] = [0, 1, 2]

const USAGE = `websbor-flk TEMPLATE.xml REPORT.xml [--previous FILE] [--json]

Checks a report by its template. --previous: the report of the period before, which {{…}} reads.
Exit codes: 0 clean, 1 obligatory failures, 2 something could not be read.
`

interface Order {
  readonly template: string
  readonly report: string
  readonly previous: string | undefined
  readonly json: boolean
}

const readOrder = (args: readonly string[]): Order | undefined => {
  const files: string[] = []
  let previous: string | undefined
  let json = false
  for (let place = 0; place < args.length; place += 1) {
    const arg = args[place] ?? ''
    if (arg === '--json') json = true
    else if (arg === '--previous') {
      place += 1
      previous = args[place]
      if (previous === undefined) return undefined
    } else if (arg.startsWith('--previous=')) previous = arg.slice('--previous='.length)
    else if (arg.startsWith('-')) return undefined
    else files.push(arg)
  }
  const [template, report] = files
  return template === undefined || report === undefined || files.length > 2
    ? undefined
    : { template, report, previous, json }
}

/** Reads a file as it comes from the disk, so that one that is too large is never held in memory. */
const readFile = async (file: string, limits: XmlLimits): Promise<XmlElement> => {
  try {
    return await readXmlStream(createReadStream(file), limits)
  } catch (error) {
    if (error instanceof XmlError) throw new UnreadableFile(file, error.message)
    if (error instanceof Error && 'code' in error)
      throw new UnreadableFile(file, `Файл не читается (${String(error.code)}).`)
    throw error
  }
}

class UnreadableFile extends Error {
  constructor(file: string, message: string) {
    super(`${file}: ${message}`)
  }
}

/** A document of another kind than expected is told with the name of its file. */
const typed = <T>(file: string, read: () => T): T => {
  try {
    return read()
  } catch (error) {
    throw error instanceof XmlError ? new UnreadableFile(file, error.message) : error
  }
}

const check = async (order: Order): Promise<number> => {
  const source = await readFile(order.template, TEMPLATE_LIMITS)
  const { template, defects } = typed(order.template, () => templateFrom(source))
  const given = await readFile(order.report, REPORT_LIMITS)
  const report = typed(order.report, () => reportFrom(given))
  const { previous: file } = order
  const before = file === undefined ? undefined : await readFile(file, REPORT_LIMITS)
  const previous = file === undefined || before === undefined ? undefined : typed(file, () => reportFrom(before))
  const form = compileTemplate(template)
  const protocol = checkReport(form, report, { previous })
  const result = { template, defects: [...defects, ...form.defects], protocol }
  process.stdout.write(order.json ? protocolAsJson(result) : protocolAsText(result))
  return mayBeSent(protocol) ? CLEAN : FAILED
}

runCommand(async () => {
  const order = readOrder(process.argv.slice(2))
  if (order === undefined) {
    process.stderr.write(USAGE)
    process.exitCode = UNREADABLE
    return
  }
  try {
    process.exitCode = await check(order)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    if (order.json)
      process.stdout.write(`${JSON.stringify({ result: 'unreadable', message: error.message }, null, 2)}\n`)
    process.stderr.write(`${error.message}\n`)
    process.exitCode = UNREADABLE
  }
})
