import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '../clock'
import { readConfig } from '../config'
import { connect, isPostgres } from '../db/connection'
import { findImport, findOpenImport, type RegisterImport } from '../features/register/import/imports.repository'
import { refusedFileOf } from '../features/register/import/refused-file'
import { type ImportDeps, runImport } from '../features/register/import/run-import'
import { decideImport, startImport } from '../features/register/import/start-import'
import { inDigits, progressWords, refusalLines, reportLines } from '../features/register/import/words'
import { runCommand } from './run-command'

const USAGE = `Imports an extract of АС ГС ОФСН into the register of organisations.

  node dist/cli/import-register.js FILE [--full] [--dry-run] [--allow-archiving]

  FILE               CSV with a header; UTF-8 or windows-1251, semicolons or commas
  --full             the extract holds everybody: records that it leaves out go to the archive
  --dry-run          only check, and say what would change
  --allow-archiving  even if the extract leaves out more than a tenth of the register

  node dist/cli/import-register.js --cancel   ends the import that is under way; nothing of it is applied
  node dist/cli/import-register.js --work N   goes on with import N (the server starts this by itself)

Interrupted, the same command goes on from where it was.
`

const OPTIONS = {
  full: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  'allow-archiving': { type: 'boolean', default: false },
  cancel: { type: 'boolean', default: false },
  work: { type: 'string' },
} as const

const SYSTEM = { kind: 'system' } as const
const say = (text: string): void => void process.stdout.write(`${text}\n`)
const complain = (text: string): void => {
  process.stderr.write(`${text}\n`)
  process.exitCode = 1
}

type Options = { full: boolean; dryRun: boolean; allowArchiving: boolean }

const importFile = async (deps: ImportDeps, file: string, { full, dryRun, allowArchiving }: Options): Promise<void> => {
  const path = resolve(file)
  const found = await stat(path).catch(() => undefined)
  if (found === undefined || !found.isFile()) return complain(`Файла ${path} нет.`)
  const given = {
    fileName: basename(path),
    path,
    ownFile: false,
    bytes: found.size,
    fullExtract: full,
    dryRun,
    atOnce: true,
    startedBy: null,
  }
  const open = await findOpenImport(deps.db)
  const isSame = open?.path === path && open.bytes === found.size && open.fullExtract === full && open.dryRun === dryRun
  if (open !== undefined && !isSame) return complain(otherWords(open))
  if (open !== undefined) say(`Загрузка № ${open.id} этого файла была прервана: продолжаю.`)
  const id = open?.id ?? (await startImport(deps, given, SYSTEM))
  if (id === undefined) return complain('Только что началась другая загрузка. Дождитесь её окончания.')
  if (!(await runImport(deps, id, tell)) && open?.state !== 'checked')
    return complain(`Загрузкой № ${id} занят другой процесс. Если он остановлен, повторите команду через минуту.`)
  let ended = (await findImport(deps.db, id)) as RegisterImport
  if (ended.state === 'checked' && allowArchiving && (await decideImport(deps, id, 'applying', SYSTEM))) {
    await runImport(deps, id, tell)
    ended = (await findImport(deps.db, id)) as RegisterImport
  }
  conclude(ended, refusedFileOf(deps.directory, id))
}

const otherWords = ({ id, fileName, state }: RegisterImport): string =>
  state === 'checked'
    ? `Загрузка № ${id} (${fileName}) проверена и ждёт решения: примените или отмените её на странице «Загрузка регистра» или ключом --cancel.`
    : `Уже идёт загрузка № ${id} (${fileName}). Дождитесь её окончания или отмените её ключом --cancel.`

const conclude = (ended: RegisterImport, refusedPath: string): void => {
  if (ended.state === 'failed') return complain(ended.problem ?? '')
  if (ended.state === 'cancelled') return complain('Загрузка отменена: регистр не изменился.')
  if (ended.report === undefined) return complain('Загрузка не окончена.')
  for (const [text, number] of reportLines(ended.report)) say(`${inDigits(number).padStart(12)}  ${text}`)
  for (const [text, number] of refusalLines(ended.report)) say(`${inDigits(number).padStart(12)}  – ${text}`)
  if (refusalLines(ended.report).length > 0) say(`Строки, которые не приняты, с причинами: ${refusedPath}`)
  if (ended.state === 'checked')
    return complain(
      'В архив ушло бы больше десятой части регистра, поэтому ничего не изменено. Если выгрузка действительно полная, повторите команду с ключом --allow-archiving или отмените загрузку ключом --cancel.',
    )
  say(ended.dryRun ? 'Это была проверка: регистр не изменился.' : 'Регистр обновлён.')
}

/** A terminal sees one line that changes, a log a line every ten seconds. */
const LOG_EVERY_MS = 10_000
let loggedAt = 0
const tell: NonNullable<Parameters<typeof runImport>[2]> = progress => {
  const line = progressWords(progress)
  if (process.stderr.isTTY) return void process.stderr.write(`\r\u001b[K${line}${progress.share >= 1 ? '\n' : ''}`)
  if (performance.now() - loggedAt < LOG_EVERY_MS) return
  loggedAt = performance.now()
  process.stderr.write(`${line}\n`)
}

const cancel = async (deps: ImportDeps): Promise<void> => {
  const open = await findOpenImport(deps.db)
  if (open === undefined || !(await decideImport(deps, open.id, 'cancelled', SYSTEM)))
    return complain('Отменять нечего: загрузка не идёт.')
  say(`Загрузка № ${open.id} (${open.fileName}) отменена: регистр не изменился.`)
}

/** Memory for pages of the database: the indexes of five million rows are turned over many times. */
const SQLITE_CACHE_KIB = 262_144

runCommand(async () => {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true })
  const [file] = positionals
  const config = readConfig(process.env)
  const db = connect({ url: config.database.url, poolSize: 2 })
  const deps: ImportDeps = { db, clock: systemClock, directory: config.imports.directory }
  try {
    if (!isPostgres(db)) await db.raw(`pragma cache_size = -${SQLITE_CACHE_KIB}`)
    if (values.cancel) await cancel(deps)
    else if (values.work !== undefined) await runImport(deps, Number(values.work))
    else if (file === undefined) complain(USAGE)
    else
      await importFile(deps, file, {
        full: values.full,
        dryRun: values['dry-run'],
        allowArchiving: values['allow-archiving'],
      })
  } finally {
    await db.destroy()
  }
})
