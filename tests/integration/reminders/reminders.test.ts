import { remindOffices } from '../../../src/features/reminders/remind-offices'
import { type Office, openOffice } from '../review/office'

let office: Office

beforeEach(async () => {
  office = await openOffice()
  await office.db('offices').update({ mailbox: null })
})
afterEach(() => office.destroy())

type Reminder = { recipient: string; subject: string; body: string }

const reminders = (): Promise<Reminder[]> =>
  office.db('outbox_letters').where({ kind: 'office_reminder' }).orderBy('id').select('recipient', 'subject', 'body')

/** 26.11.2026, a Thursday, is the deadline of what is sent at the start of the tests; 09:00 in Kemerovo. */
const THURSDAY_9 = '2026-11-26T02:00:00.000Z'

const colleague = async (email: string | null, row = {}) => {
  const one = await office.specialist(row)
  await office.db('staff').where({ id: one.member.id }).update({ email })
  return one
}

describe('Reminders by letter', () => {
  it('tell each specialist of what they have, administrators and the mailbox of everything', async () => {
    const one = await colleague('one@togs.example')
    await colleague('idle@togs.example')
    await colleague('admin@togs.example', { role: 'office_admin' })
    await office.db('offices').where({ id: 42 }).update({ mailbox: 'box@togs.example' })
    const overdue = await office.taken(one.browser, { at: '2026-11-17T06:00:00.000Z' })
    const today = await office.taken(one.browser)
    const free = await office.application()
    const later = await office.application({ at: '2026-11-25T06:00:00.000Z' })
    office.setNow(THURSDAY_9)
    expect(await remindOffices(office.deps)).toBe(3)
    const letters = await reminders()
    expect(letters.map(({ recipient, subject }) => [recipient, subject])).toEqual([
      ['one@togs.example', 'Заявки на 26.11.2026: просрочено 1, срок сегодня 1'],
      ['admin@togs.example', 'Заявки на 26.11.2026: просрочено 1, срок сегодня 2'],
      ['box@togs.example', 'Заявки на 26.11.2026: просрочено 1, срок сегодня 2'],
    ])
    const [own, all] = letters.map(({ body }) => body) as [string, string]
    expect(own).toContain(`№ ${overdue.number}, ООО «Пример», срок 20.11.2026\n`)
    expect(own).toContain(`№ ${today.number}, ООО «Пример»\n`)
    expect(own).not.toContain(free.number)
    expect(all).toContain(`№ ${free.number}, ООО «Пример», никто не взял в работу`)
    expect(all).not.toContain(later.number)
    expect(all).toContain('http://localhost:3000/office/applications?list=overdue')
  })

  it('come once a day, however often and by however many processes they are asked for', async () => {
    await colleague('admin@togs.example', { role: 'office_admin' })
    await office.application()
    office.setNow(THURSDAY_9)
    await Promise.all([remindOffices(office.deps), remindOffices(office.deps), remindOffices(office.deps)])
    office.pass(3_600_000)
    await remindOffices(office.deps)
    expect(await reminders()).toHaveLength(1)
    office.pass(24 * 3_600_000)
    await remindOffices(office.deps)
    expect((await reminders()).map(({ subject }) => subject)).toEqual([
      'Заявки на 26.11.2026: просрочено 0, срок сегодня 1',
      'Заявки на 27.11.2026: просрочено 1, срок сегодня 0',
    ])
  })

  it('wait for the morning of the office and for a working day', async () => {
    await colleague('admin@togs.example', { role: 'office_admin' })
    await office.application()
    for (const [moment, letters] of [
      ['2026-11-26T00:59:00.000Z', 0],
      ['2026-11-26T01:00:00.000Z', 1],
      ['2026-11-28T03:00:00.000Z', 1],
      ['2026-11-29T03:00:00.000Z', 1],
      ['2026-11-30T03:00:00.000Z', 2],
    ] as const) {
      office.setNow(moment)
      await remindOffices(office.deps)
      expect([moment, (await reminders()).length]).toEqual([moment, letters])
    }
  })

  it('go by the clock of each office', async () => {
    await colleague('kemerovo@togs.example', { role: 'office_admin' })
    await colleague('kamchatka@togs.example', { role: 'office_admin', office_id: 41 })
    await office.application()
    await office.application({ officeId: 41 })
    office.setNow('2026-11-25T20:30:00.000Z')
    await remindOffices(office.deps)
    expect((await reminders()).map(({ recipient }) => recipient)).toEqual(['kamchatka@togs.example'])
    office.setNow(THURSDAY_9)
    await remindOffices(office.deps)
    expect((await reminders()).map(({ recipient }) => recipient)).toEqual([
      'kamchatka@togs.example',
      'kemerovo@togs.example',
    ])
  })

  it('are silent when nothing is due, and without an address or an active colleague', async () => {
    await colleague(null, { role: 'office_admin' })
    const left = await colleague('left@togs.example', { role: 'office_admin' })
    await office.db('staff').where({ id: left.member.id }).update({ active: false })
    await office.application({ at: '2026-11-25T06:00:00.000Z' })
    office.setNow(THURSDAY_9)
    expect(await remindOffices(office.deps)).toBe(0)
    await office.application({ at: '2026-11-17T06:00:00.000Z' })
    office.pass(24 * 3_600_000)
    expect(await remindOffices(office.deps)).toBe(0)
  })

  it('name the first and count the rest of a backlog', async () => {
    await colleague('admin@togs.example', { role: 'office_admin' })
    for (let index = 0; index < 33; index += 1) await office.application()
    office.setNow(THURSDAY_9)
    await remindOffices(office.deps)
    const [letter] = await reminders()
    expect(letter?.body.match(/^№ /gm)).toHaveLength(30)
    expect(letter?.body).toContain('и ещё 3')
  })

  it('say in the log that a year has no calendar, and go on', async () => {
    await colleague('admin@togs.example', { role: 'office_admin' })
    office.setNow('2099-06-01T03:00:00.000Z')
    expect(await remindOffices(office.deps)).toBe(0)
    expect(office.logged.join('\n')).toContain('the production calendar is missing')
  })
})
