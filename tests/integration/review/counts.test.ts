import type { Application } from '../../../src/features/applications/application'
import { MOVES, type MoveName } from '../../../src/features/applications/application.status'
import { lockApplication } from '../../../src/features/applications/applications.repository'
import { moveApplication } from '../../../src/features/applications/move-application'
import { AppError } from '../../../src/http/errors'
import { NOW } from '../../support/app'
import { buildStaff } from '../../support/builders'
import { type Office, openOffice } from './office'

let office: Office
let staffId: number

beforeEach(async () => {
  office = await openOffice()
  staffId = (await buildStaff(office.db)).id
})
afterEach(() => office.destroy())

/** A generator of numbers below `below`, the same ones every time (a linear congruence of Numerical Recipes). */
const dice = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const stored = async (): Promise<Record<string, number>> => {
  const rows = await office.db('application_counts').where('total', '>', 0)
  return Object.fromEntries(rows.map(row => [`${row.office_id} ${row.status}`, row.total]))
}

const counted = async (): Promise<Record<string, number>> => {
  const rows = await office
    .db('applications')
    .whereNot('status', 'draft')
    .groupBy('office_id', 'status')
    .select('office_id', 'status', office.db.raw('count(*) as total'))
  return Object.fromEntries(rows.map(row => [`${row.office_id} ${row.status}`, Number(row.total)]))
}

/** Makes a move if the application allows it; true when it did. */
const tryMove = async (id: number, move: MoveName, officeId: number): Promise<boolean> => {
  try {
    await office.db.transaction(async trx => {
      const application = (await lockApplication(trx, id)) as Application
      await moveApplication(trx, application, {
        move,
        actor: { kind: 'staff', id: staffId },
        at: NOW,
        set: { office_id: officeId, assigned_to: staffId, decided_at: NOW, decided_by: staffId },
      })
    })
    return true
  } catch (error) {
    if (error instanceof AppError && error.status === 409) return false
    throw error
  }
}

it('The counts of the queue equal what there is after any walk of moves, also over to another office', async () => {
  const roll = dice(20261122)
  const ids: number[] = []
  for (let index = 0; index < 6; index += 1) ids.push((await office.application()).id)
  const moves = Object.keys(MOVES).filter(name => name !== 'send') as MoveName[]
  let made = 0
  for (let step = 0; step < 300; step += 1) {
    // New ones come in, so that the walk never stops at applications that all reached their end.
    if (roll(4) === 0) ids[roll(ids.length)] = (await office.application()).id
    const moved = await tryMove(
      ids[roll(ids.length)] as number,
      moves[roll(moves.length)] as MoveName,
      roll(5) === 0 ? 41 : 42,
    )
    made += moved ? 1 : 0
  }
  expect(made).toBeGreaterThan(50)
  expect(await stored()).toEqual(await counted())
})

it('A move that fails half-way leaves the counts as they were', async () => {
  const { id } = await office.application()
  const before = await stored()
  const failing = office.db.transaction(async trx => {
    const application = (await lockApplication(trx, id)) as Application
    await moveApplication(trx, application, {
      move: 'take',
      actor: { kind: 'staff', id: staffId },
      at: NOW,
      set: { assigned_to: staffId },
    })
    throw new Error('something else went wrong')
  })
  await expect(failing).rejects.toThrow('something else went wrong')
  expect(await stored()).toEqual(before)
})

it('Moves in opposite directions at the same time do not hinder each other', async () => {
  const ids: number[] = []
  for (let index = 0; index < 8; index += 1) ids.push((await office.application()).id)
  await Promise.all(ids.slice(4).map(id => tryMove(id, 'take', 42)))
  for (let round = 0; round < 10; round += 1) {
    const results = await Promise.all(
      ids.map((id, index) => tryMove(id, (round + (index < 4 ? 0 : 1)) % 2 === 0 ? 'take' : 'release', 42)),
    )
    expect(results).toEqual(ids.map(() => true))
  }
  expect(await stored()).toEqual({ '42 submitted': 4, '42 in_review': 4 })
})
