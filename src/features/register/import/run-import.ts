import { existsSync, rmSync } from 'node:fs'
import type { Knex } from 'knex'
import type { Actor } from '../../../audit/audit'
import type { Clock } from '../../../clock'
import { sniffDelimited } from '../../../delimited/sniff'
import { listOffices } from '../../offices/offices.repository'
import { REGISTER_COLUMNS, readHeader } from '../extract/columns'
import { applyExtract } from './apply'
import { compareExtract } from './compare'
import { findImport, moveImport, type RegisterImport, type Report } from './imports.repository'
import { Lease, LeaseLost, type Tell } from './lease'
import { readExtract, UnusableExtract } from './read-extract'
import { refusedFileOf } from './refused-file'
import { removeAbandoned } from './remove-withheld'
import { attachStaging, dropStaging, openStaging, type Staging } from './staging'

export type ImportDeps = { db: Knex; clock: Clock; directory: string }

/**
 * Works on an import until a person has to decide or it has ended. Any process may call it at any time: one at a time
 * does the work, and what a killed one left behind is gone on with.
 * Returns false when another process works on it, or there is nothing to do.
 */
export const runImport = async (deps: ImportDeps, id: number, tell?: Tell): Promise<boolean> => {
  const { db, clock } = deps
  await removeAbandoned(db)
  const lease = new Lease(db, clock, id, tell)
  if (!(await lease.take())) return false
  try {
    await work(deps, id, lease)
  } catch (error) {
    if (error instanceof UnusableExtract) await fail(deps, id, error.message)
    else if (!(error instanceof LeaseLost)) {
      await lease.release()
      throw error
    }
  }
  await tidy(deps, id)
  await removeAbandoned(db)
  return true
}

const work = async (deps: ImportDeps, id: number, lease: Lease): Promise<void> => {
  let current = (await findImport(deps.db, id)) as RegisterImport
  if (!existsSync(current.path))
    throw new UnusableExtract('Файл выгрузки исчез с диска, пока он загружался. Загрузите его снова.')
  if (current.state === 'checking') {
    const report = await check(deps, current, lease)
    const to = current.dryRun ? 'done' : current.atOnce && !isSuspicious(report) ? 'applying' : 'checked'
    const at = deps.clock().toISOString()
    const ended = to === 'done' ? { ended_at: at } : to === 'checked' ? { locked_by: null, locked_until: null } : {}
    const moved = await moveImport(deps.db, id, {
      from: ['checking'],
      to,
      set: { report: JSON.stringify(report), checked_at: at, ...ended },
    })
    if (!moved) throw new LeaseLost()
    current = { ...current, state: to, report }
  }
  if (current.state === 'applying') await apply(deps, current, lease)
}

const check = async (
  { db, directory }: ImportDeps,
  { id, path, bytes, fullExtract }: RegisterImport,
  lease: Lease,
): Promise<Report> => {
  const refusedPath = refusedFileOf(directory, id)
  const offices = await listOffices(db)
  const reading = await openStaging(db, directory, id)
  const told = await closing(reading, () => readExtract(reading, { path, bytes, refusedPath, offices }, lease))
  const comparing = await attachStaging(db, directory, id)
  return closing(comparing, () => compareExtract(comparing, { fullExtract, refusedPath, told }, lease))
}

const apply = async (
  { db, clock, directory }: ImportDeps,
  { id, path, report, startedBy }: RegisterImport,
  lease: Lease,
): Promise<void> => {
  const sniffed = await sniffDelimited(path)
  const header = sniffed.ok ? readHeader(sniffed.header) : undefined
  if (header === undefined || 'problem' in header || report === undefined)
    throw new UnusableExtract('Файл выгрузки изменился после проверки. Загрузите его снова.')
  // The type and the office are always known, by other columns if not by their own.
  const always = ['enterprise_type', 'short_name', 'office_id']
  const columns = REGISTER_COLUMNS.filter(column => header.columns.has(column) || always.includes(column))
  const actor: Actor = startedBy === null ? { kind: 'system' } : { kind: 'staff', id: startedBy }
  const staging = await attachStaging(db, directory, id)
  await closing(staging, () => applyExtract(staging, { id, actor, at: clock().toISOString(), report, columns }, lease))
}

const closing = async <T>(staging: Staging, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } finally {
    await staging.close()
  }
}

/** A full extract that leaves out a tenth of the register is more likely a broken one: a person looks at it first. */
export const isSuspicious = ({ archived, inUse }: Report): boolean => archived > 20 && archived > inUse / 10

const fail = async ({ db, clock }: ImportDeps, id: number, problem: string): Promise<void> => {
  await moveImport(db, id, {
    from: ['checking', 'applying'],
    to: 'failed',
    set: { problem: problem.slice(0, 1000), ended_at: clock().toISOString() },
  })
}

/** What was read is thrown away when the import has ended; the file of refused rows stays for those who mend them. */
export const tidy = async ({ db, directory }: ImportDeps, id: number): Promise<void> => {
  const current = await findImport(db, id)
  if (current === undefined || current.endedAt === null) return
  await dropStaging(db, directory, id)
  if (current.ownFile && existsSync(current.path)) rmSync(current.path)
}
