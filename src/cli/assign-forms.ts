import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../config'
import { createDeps, type Deps } from '../deps'
import type { Act } from '../features/assignments/act'
import { refusedCells } from '../features/assignments/act.view'
import { findAct, listRefused } from '../features/assignments/acts.repository'
import {
  assignableForms,
  confirmAct,
  endAct,
  prepareList,
  prepareRule,
} from '../features/assignments/assignments.service'
import { UnusableList } from '../features/assignments/read-list'
import { ruleForm } from '../features/assignments/rule.form'
import { workOn } from '../features/assignments/work'
import { ALWAYS, coversYear } from '../features/forms/covers'
import { inDigits } from '../features/register/import/words'
import { runCommand } from './run-command'

const USAGE = `Assigns forms of reports to organisations.

  node dist/cli/assign-forms.js FILE.csv [--apply]
  node dist/cli/assign-forms.js --form CODE [--year YYYY] [--types legal,branch] [--okved2 47,10.1]
                                [--office ТОГС] [--oktmo 32] [--okpos 00000011,…] [--apply]
  node dist/cli/assign-forms.js --end N    takes back what assignment N has assigned

  FILE.csv   columns «ОКПО», «Код формы» or «ОКУД», «Период» (empty, year, or year and period); UTF-8 or windows-1251
  --apply    assign; without it the organisations are only counted
`

const OPTIONS = {
  form: { type: 'string' },
  year: { type: 'string', default: '' },
  types: { type: 'string', default: '' },
  okved2: { type: 'string', default: '' },
  office: { type: 'string', default: '' },
  oktmo: { type: 'string', default: '' },
  okpos: { type: 'string', default: '' },
  apply: { type: 'boolean', default: false },
  end: { type: 'string' },
} as const

const SYSTEM = { actor: { kind: 'system' }, staffId: null } as const
const REFUSED_SHOWN = 20
const say = (text: string): void => void process.stdout.write(`${text}\n`)
const complain = (text: string): undefined => {
  process.stderr.write(`${text}\n`)
  process.exitCode = 1
}

/** Counts, tells, and assigns or forgets. */
const conclude = async (deps: Deps, id: number, apply: boolean): Promise<void> => {
  await workOn(deps, id)
  const counted = (await findAct(deps.db, id)) as Act
  for (const [text, number] of [
    ['Подходит организаций', counted.matched],
    ['Из них форма уже назначена', counted.already],
    ['Не принято строк', counted.refused],
  ] as const)
    say(`${inDigits(number).padStart(12)}  ${text}`)
  for (const row of await listRefused(deps.db, id, 0, REFUSED_SHOWN)) say(`  Строка ${refusedCells(row).join('; ')}`)
  if (apply) await confirmAct(deps, id, SYSTEM.actor)
  else await endAct(deps, id, SYSTEM.actor)
  await workOn(deps, id)
  if (!apply) return say('Это был подсчёт: ничего не назначено. Чтобы назначить, добавьте ключ --apply.')
  const { assigned } = (await findAct(deps.db, id)) as Act
  say(`${inDigits(assigned).padStart(12)}  Назначено. Снять это назначение: --end ${id}`)
}

const byRule = async (deps: Deps, given: Record<string, string>): Promise<number | undefined> => {
  const { value, errors } = ruleForm.parse(given)
  if (value === undefined) return complain(errors.map(({ message }) => message).join('\n'))
  const { formCode, year, office, ...conditions } = value
  if (!(await assignableForms(deps)).some(({ code }) => code === formCode))
    return complain(`Формы с кодом ${formCode} среди действующих нет.`)
  const offices = office === '' ? [] : (await deps.reference.get()).matchOffice(office)
  if (office !== '' && offices.length !== 1) return complain(`ТОГС «${office}» не найден или найден не один.`)
  const rule = { ...conditions, officeId: offices[0]?.id ?? null }
  return prepareRule(deps, { formCode, covers: year === null ? ALWAYS : coversYear(year), rule }, SYSTEM)
}

const byFile = async (deps: Deps, file: string): Promise<number | undefined> => {
  const path = resolve(file)
  const found = await stat(path).catch(() => undefined)
  if (found === undefined || !found.isFile()) return complain(`Файла ${path} нет.`)
  try {
    return await prepareList(deps, { path, fileName: basename(path), forms: await assignableForms(deps) }, SYSTEM)
  } catch (error) {
    if (!(error instanceof UnusableList)) throw error
    return complain(error.message)
  }
}

runCommand(async () => {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true })
  const { apply, end, form, ...conditions } = values
  const [file] = positionals
  const deps = createDeps(readConfig(process.env))
  try {
    if (end !== undefined) {
      if (!/^\d+$/.test(end) || !(await endAct(deps, Number(end), SYSTEM.actor)))
        return complain(`Снимать нечего: назначения № ${end} нет, или оно уже снято.`)
      await workOn(deps, Number(end))
      return say(`Назначение № ${end} снято.`)
    }
    if (file === undefined && form === undefined) return complain(USAGE)
    const id =
      file === undefined ? await byRule(deps, { formCode: form ?? '', ...conditions }) : await byFile(deps, file)
    if (id !== undefined) await conclude(deps, id, apply)
  } finally {
    await deps.signatures.close()
    await deps.db.destroy()
  }
})
