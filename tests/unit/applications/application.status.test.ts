import {
  ensureAllowed,
  isEditable,
  MOVES,
  type MoveName,
  OPEN,
  STATUS_NAMES,
  STATUSES,
} from '../../../src/features/applications/application.status'
import { AppError } from '../../../src/http/errors'

/** Every move and where it may start, written down once more: a slip in the table is a difference from this one. */
const ALLOWED: Record<MoveName, string[]> = {
  send: ['draft'],
  sendAgain: ['returned'],
  withdraw: ['submitted', 'in_review', 'returned'],
  take: ['submitted'],
  release: ['in_review'],
  handOver: ['submitted', 'in_review'],
  return: ['in_review'],
  reject: ['in_review'],
  approve: ['in_review'],
}

const moves = Object.keys(MOVES) as MoveName[]
const all = moves.flatMap(move => STATUSES.map(status => ({ move, status, allowed: ALLOWED[move].includes(status) })))

it.each(all.filter(({ allowed }) => allowed))('$move may start from $status', ({ move, status }) => {
  expect(() => ensureAllowed(move, status)).not.toThrow()
})

it.each(all.filter(({ allowed }) => !allowed))('$move from $status is a conflict in words', ({ move, status }) => {
  let thrown: unknown
  try {
    ensureAllowed(move, status)
  } catch (error) {
    thrown = error
  }

  expect(thrown).toBeInstanceOf(AppError)
  expect(thrown).toMatchObject({
    status: 409,
    sentence: `Состояние заявки уже изменилось: «${STATUS_NAMES[status]}». Действие не выполнено.`,
  })
})

it('knows every move', () => {
  expect(moves.toSorted()).toEqual(Object.keys(ALLOWED).toSorted())
})

it('lets the applicant change a draft and a returned application only', () => {
  expect(STATUSES.filter(isEditable)).toEqual(['draft', 'returned'])
})

it('leads from every open state to a decision, and from a decision nowhere', () => {
  const starts = new Set(Object.values(ALLOWED).flat())

  expect(STATUSES.filter(status => !starts.has(status))).toEqual(['approved', 'rejected', 'withdrawn'])
  expect(OPEN).toEqual(['submitted', 'in_review', 'returned'])
})
