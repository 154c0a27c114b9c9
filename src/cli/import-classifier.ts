import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Knex } from 'knex'
import { systemClock } from '../clock'
import { readConfig } from '../config'
import { connect } from '../db/connection'
import type { Day } from '../db/db'
import { inLongTransaction } from '../db/long-transaction'
import { applyImport } from '../features/classifiers/import/apply'
import { checkFile, dropImport } from '../features/classifiers/import/check-file'
import { IMPORTED, type ImportedClassifier, isImported } from '../features/classifiers/import/file-kinds'
import { closesMany, countLines, refusalWords } from '../features/classifiers/import/import.view'
import { type ClassifierImport, findImport, listRefused } from '../features/classifiers/import/imports.repository'
import { UnusableFile } from '../features/classifiers/import/read-file'
import { dayInName, FUTURE_DATE, NO_DATE } from '../features/classifiers/import/upload.form'
import { dayIn } from '../http/dates'
import { runCommand } from './run-command'

const USAGE = `Compares a classifier with a file of official open data, and updates it.

  node dist/cli/import-classifier.js NAME FILE [--date YYYY-MM-DD] [--apply] [--allow-closing]

  NAME             ${IMPORTED.join(', ')}
  FILE             CSV; windows-1251 or UTF-8, semicolons or commas, with a header or without
  --date           the day that the file tells of; not needed when the name of the file has it
  --apply          write the differences; without it they are only counted
  --allow-closing  even if more than a tenth of the codes is closed
`

const OPTIONS = {
  date: { type: 'string' },
  apply: { type: 'boolean', default: false },
  'allow-closing': { type: 'boolean', default: false },
} as const

const SYSTEM = { kind: 'system' } as const
const REFUSED_SHOWN = 20
const say = (text: string): void => void process.stdout.write(`${text}\n`)
const complain = (text: string): void => {
  process.stderr.write(`${text}\n`)
  process.exitCode = 1
}

type Given = { classifier: ImportedClassifier; path: string; bytes: number; fileDate: Day }

/** Compares, tells, and applies or forgets what was read. */
const importFile = async (db: Knex, given: Given, how: { apply: boolean; allowClosing: boolean }): Promise<void> => {
  const { path, ...file } = given
  const at = () => systemClock().toISOString()
  const id = await checkFile({ db, clock: systemClock }, path, { ...file, fileName: basename(path), staffId: null })
  const one = (await findImport(db, id)) as ClassifierImport
  for (const [text, number] of countLines(one)) say(`${number.padStart(12)}  ${text}`)
  for (const row of await listRefused(db, id, REFUSED_SHOWN)) say(`  Строка ${refusalWords(row).join(': ')}`)
  const mayClose = how.allowClosing || !closesMany(one)
  if (!how.apply || !mayClose) await dropImport(db, id, at())
  if (!how.apply)
    return say('Это было сравнение: классификатор не изменился. Чтобы обновить его, добавьте ключ --apply.')
  if (!mayClose)
    return complain(
      'Закрылось бы больше десятой части кодов, поэтому ничего не изменено. Если файл полный, добавьте ключ --allow-closing.',
    )
  const outcome = await inLongTransaction(db, trx => applyImport(trx, one, { actor: SYSTEM, at: at() }))
  if (outcome === 'applied') return say('Классификатор обновлён. Работающий сервер увидит это в течение минуты.')
  await dropImport(db, id, at())
  complain('Классификатор в это же время обновил кто-то ещё. Повторите команду.')
}

runCommand(async () => {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true })
  const [classifier, file] = positionals
  if (!isImported(classifier) || file === undefined) return complain(USAGE)
  const path = resolve(file)
  const found = await stat(path).catch(() => undefined)
  if (found === undefined || !found.isFile()) return complain(`Файла ${path} нет.`)
  const fileDate = dayInName(values.date ?? basename(path))
  if (fileDate === undefined) return complain(`${NO_DATE}: --date ГГГГ-ММ-ДД.`)
  if (fileDate > dayIn(systemClock(), 'Europe/Moscow')) return complain(`${FUTURE_DATE}.`)
  const db = connect({ url: readConfig(process.env).database.url, poolSize: 2 })
  try {
    const how = { apply: values.apply, allowClosing: values['allow-closing'] }
    await importFile(db, { classifier, path, bytes: found.size, fileDate }, how)
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error
    complain(error.message)
  } finally {
    await db.destroy()
  }
})
