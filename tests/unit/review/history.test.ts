import { AUDIT_EVENTS } from '../../../src/audit/events'
import type { SentApplication } from '../../../src/features/applications/application'
import { historyItems, type Said } from '../../../src/features/review/history.view'

const SAID: Said = {
  remarks: [],
  notes: [],
  reason: 'Другая причина',
  reference: { office: () => undefined } as unknown as Said['reference'],
}

const APPLICATION = { reasonCode: 'other', decisionText: 'Текст' } as SentApplication
const AT = '2026-11-23T06:00:00.000Z'

const entry = (event: (typeof AUDIT_EVENTS)[number], more: object = {}) => ({
  at: AT,
  event,
  actorKind: 'staff' as const,
  actorId: 1,
  staffName: 'Специалист',
  details: {},
  ...more,
})

test.each(AUDIT_EVENTS.filter(event => event.startsWith('application.')))(
  'there is a Russian sentence for %s',
  event => {
    const [item] = historyItems([entry(event)], SAID, APPLICATION, 'Asia/Novokuznetsk')
    expect(item?.what).toMatch(/^[А-Я][а-яё -]+$/)
    expect(item).toMatchObject({ who: 'Специалист', time: { text: '23.11.2026, 13:00 (МСК+4)', datetime: AT } })
  },
)

test('the applicant and the system have no names', () => {
  const entries = [
    entry('application.submitted', { actorKind: 'visitor', staffName: undefined }),
    entry('application.released', { actorKind: 'system', staffName: undefined }),
  ]
  expect(historyItems(entries, SAID, APPLICATION, 'Europe/Moscow').map(({ who }) => who)).toEqual([
    'заявитель',
    'система',
  ])
})

test('remarks stand with the return that they were made at', () => {
  const remarks = [
    { sequence: 1, field: 'inn', text: 'Сверьте' },
    { sequence: 2, field: 'application', text: 'Приложите устав' },
  ]
  const entries = [
    entry('application.returned', { details: { sequence: 1 } }),
    entry('application.returned', { details: { sequence: 2 } }),
  ]
  expect(historyItems(entries, { ...SAID, remarks }, APPLICATION, 'Europe/Moscow').map(({ note }) => note)).toEqual([
    'ИНН: Сверьте',
    'Заявка в целом: Приложите устав',
  ])
})
