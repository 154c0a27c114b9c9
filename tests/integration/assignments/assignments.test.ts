import { workOn } from '../../../src/features/assignments/work'
import { createTestApp, type TestApp } from '../../support/app'
import type { Browser } from '../../support/browser'
import { buildAccount, buildOrganisation, buildStaff } from '../../support/builders'
import { buildForm } from '../../support/forms'
import { download, signIn } from '../../support/sign-in'

/* «Назначение форм»: by rule and by list, counted before, taken back as a whole. */

const CODE = '999001001012'
let site: TestApp
let admin: Browser
beforeEach(async () => {
  site = await createTestApp()
  await buildForm(site.db)
  const { login } = await buildStaff(site.db, { role: 'system_admin', office_id: null })
  admin = await signIn(site.app, login, '/office/sign-in')
})
afterEach(() => site.destroy())

const assigned = async (): Promise<string[]> =>
  site
    .db('form_assignments')
    .join('organisations', 'organisations.id', 'form_assignments.organisation_id')
    .orderBy('okpo')
    .pluck('okpo')

/** Works on the act of the page that is open, and looks at it again. */
const worked = async (): Promise<Browser> => {
  const address = admin.url
  await workOn(site.deps, Number(/assignments\/(\d+)/.exec(address)?.[1]))
  return admin.open(address)
}

const shown = (name: string): string =>
  admin
    .$('.govuk-summary-list__row')
    .filter((_, row) => admin.$(row).find('dt').text().trim() === name)
    .find('dd')
    .text()
    .trim()

const byRule = async (fields: Record<string, string>): Promise<Browser> => {
  await admin.open('/office/forms/assignments/rule')
  await admin.submit({ formCode: CODE, ...fields }, { press: 'Подсчитать' })
  return admin.status === 200 && admin.errors.length === 0 ? worked() : admin
}

const byList = async (bytes: string | Uint8Array): Promise<Browser> => {
  await admin.open('/office/forms/assignments/list')
  await admin.submit({}, { files: { file: { name: 'список.csv', bytes } } })
  return admin.errors.length === 0 ? worked() : admin
}

describe('A rule', () => {
  it('is counted, confirmed, assigned and taken back, with a record of each', async () => {
    await buildOrganisation(site.db, { okpo: '00000011', okved2: '47.11', office_id: 42 })
    await buildOrganisation(site.db, { okpo: '00000022', okved2: '47.2', office_id: 41 })
    await buildOrganisation(site.db, { okpo: '00000033', okved2: '10.1', office_id: 42 })
    await buildOrganisation(site.db, { okpo: '00000044', okved2: '47.1', office_id: 42, archived_at: '2026-01-01' })
    await byRule({ okved2: '47', office: 'КЕМЕРОВОСТАТ' })
    expect([shown('Подходит организаций'), shown('Из них форма уже назначена')]).toEqual(['1', '0'])
    expect(admin.text).toContain('00000011')
    expect(await assigned()).toEqual([])
    await admin.submit({}, { press: 'Назначить' })
    await worked()
    expect([await assigned(), shown('Назначено')]).toEqual([['00000011'], '1'])

    await byRule({ okved2: '47' })
    expect([shown('Подходит организаций'), shown('Из них форма уже назначена')]).toEqual(['2', '1'])
    await admin.submit({}, { press: 'Назначить' })
    await worked()
    expect(await assigned()).toEqual(['00000011', '00000011', '00000022'])
    await admin.follow('Снять назначение')
    await admin.submit({}, { press: 'Снять назначение' })
    await worked()
    expect([await assigned(), admin.text]).toEqual([['00000011'], expect.stringContaining('прекращено')])
    expect(
      await site.db('audit_log').where({ subject_kind: 'form_assignment', subject_id: 2 }).orderBy('id').pluck('event'),
    ).toEqual(['form.assignment_prepared', 'form.assigned', 'form.assignment_ended'])
  })

  it('takes types, territory and a list of ОКПО together', async () => {
    await buildOrganisation(site.db, { okpo: '00000011', enterprise_type: 'branch', oktmo: '32701000' })
    await buildOrganisation(site.db, { okpo: '00000022', enterprise_type: 'legal', oktmo: '32701000' })
    await buildOrganisation(site.db, { okpo: '00000033', enterprise_type: 'branch', oktmo: '45000000' })
    await byRule({ 'type-branch': 'branch', oktmo: '32', okpos: '00000011\n00000022, 00000033' })
    expect(shown('Подходит организаций')).toBe('1')
    expect(shown('Кому')).toContain('ОКПО из списка: 3')
  })

  it('goes through the whole register in parts, whoever works on it', async () => {
    const { id } = await buildOrganisation(site.db, { okpo: '00000011' })
    await site.db('organisations').where({ id }).update({ id: 5001 })
    await buildOrganisation(site.db, { okpo: '00000022' })
    await admin.open('/office/forms/assignments/rule')
    await admin.submit({ formCode: CODE, 'type-legal': 'legal' }, { press: 'Подсчитать' })
    await Promise.all([workOn(site.deps, 1), workOn(site.deps, 1)])
    await admin.open(admin.url)
    expect(shown('Подходит организаций')).toBe('2')
    await admin.submit({}, { press: 'Назначить' })
    await Promise.all([workOn(site.deps, 1), workOn(site.deps, 1)])
    expect(await assigned()).toEqual(['00000011', '00000022'])
  })

  it('that cannot be understood is refused at the field', async () => {
    for (const [fields, field] of [
      [{}, 'types'],
      [{ formCode: '' }, 'formCode'],
      [{ formCode: '1', okved2: '47' }, 'formCode'],
      [{ okved2: '4' }, 'okved2'],
      [{ okved2: '47', year: '26' }, 'year'],
      [{ office: 'Нигде' }, 'office'],
      [{ oktmo: '3' }, 'oktmo'],
      [{ okpos: '123' }, 'okpos'],
    ] as [Record<string, string>, string][]) {
      await byRule(fields)
      expect([fields, admin.status, admin.errors.map(one => one.field)]).toEqual([fields, 422, [field]])
    }
    expect(await site.db('assignment_acts')).toEqual([])
  })

  it('is confirmed once, and not at all after it was dropped', async () => {
    await buildOrganisation(site.db, { okpo: '00000011' })
    await byRule({ 'type-legal': 'legal' })
    const page = admin.url
    const { login } = await buildStaff(site.db, { role: 'system_admin', office_id: null })
    const other = await (await signIn(site.app, login, '/office/sign-in')).open(page)
    await admin.follow('Отменить')
    await admin.submit({}, { press: 'Отменить назначение' })
    await other.submit({}, { press: 'Назначить' })
    expect(other.status).toBe(409)
    await worked()
    expect(await assigned()).toEqual([])
    expect(await site.db('assignment_acts').pluck('state')).toEqual(['dropped'])
  })
})

const windows1251 = (text: string): Uint8Array =>
  Uint8Array.from([...text], letter => {
    const code = letter.codePointAt(0) ?? 0
    return code < 128 ? code : code - 0x410 + 0xc0
  })

describe('A list', () => {
  it('is taken row by row, with a reason for each that is not', async () => {
    await buildOrganisation(site.db, { okpo: '00000011' })
    await buildOrganisation(site.db, { okpo: '00000022' })
    await buildOrganisation(site.db, { okpo: '00000033', archived_at: '2026-01-01T00:00:00.000Z' })
    const rows = [
      `00000011;${CODE};2026`,
      `00000011;0999001;2026-1202`,
      `00000022;999001;`,
      `00000022;${CODE};`,
      `00000033;${CODE};`,
      `99999999;${CODE};`,
      `11;${CODE};`,
      '00000011;0000001;',
      `00000011;${CODE};2026-9999`,
      `00000011;${CODE};весной`,
    ]
    const lines = [...rows.map(row => `${row};x`), '00000011']
    await byList(`\uFEFFОКПО;Код формы;Период;Примечание\r\n${lines.join('\r\n')}\r\n`)
    expect([shown('Подходит организаций'), shown('Не принято строк')]).toEqual(['3', '8'])
    const refused = await download(site.app, `${admin.url}/refused.csv`, admin.cookies)
    const reasons = Buffer.from(refused.body).toString('utf8').trim().split('\r\n').slice(1)
    expect(reasons.map(line => [line.split(';')[0], line.split(';').at(-1)])).toEqual([
      ['5', expect.stringContaining('уже была')],
      ['6', expect.stringContaining('архиве')],
      ['7', expect.stringContaining('нет')],
      ['8', expect.stringContaining('ОКПО')],
      ['9', expect.stringContaining('формы')],
      ['10', expect.stringContaining('периода')],
      ['11', expect.stringContaining('Период не понят')],
      ['12', expect.stringContaining('не хватает столбцов')],
    ])
    await admin.submit({}, { press: 'Назначить' })
    await worked()
    expect(await site.db('form_assignments').orderBy('id').select('covers_from', 'covers_until', 'form_code')).toEqual([
      { covers_from: '2026-01-01', covers_until: '2026-12-31', form_code: CODE },
      { covers_from: '2026-02-28', covers_until: '2026-02-28', form_code: CODE },
      { covers_from: '1900-01-01', covers_until: '9999-12-31', form_code: CODE },
    ])
    expect(await site.db('assignment_rows').whereNull('refusal')).toEqual([])
  })

  it('may be in windows-1251', async () => {
    await buildOrganisation(site.db, { okpo: '00000011' })
    await byList(windows1251(`ОКПО,ОКУД\n00000011,0999001\n`))
    expect(shown('Подходит организаций')).toBe('1')
  })

  it('that is something else is refused with a sentence', async () => {
    for (const [text, words] of [
      ['', 'Выберите файл'],
      ['ОКПО', 'одна строка'],
      ['ОКПО;Имя\n1;2\n', 'столбцы «ОКПО»'],
      ['ОКПО;ОКУД\n', 'ни одной строки'],
      ['PK\u0003\u0004;ОКУД\n1;2', 'архив'],
    ] as const) {
      await byList(text)
      expect([text, admin.status, admin.errors[0]?.text]).toEqual([text, 422, expect.stringContaining(words)])
    }
    expect(await site.db('assignment_rows')).toEqual([])
  })
})

it('is due in the cabinet for the periods that it covers, and no longer', async () => {
  const { okpo } = await buildAccount(site.db)
  await byList(`ОКПО;ОКУД;Период\n${okpo};0999001;2026-1210\n`)
  await admin.submit({}, { press: 'Назначить' })
  await worked()
  const respondent = await signIn(site.app, okpo)
  await respondent.open('/cabinet/reports')
  expect(respondent.$('tbody tr').text()).toContain('октябрь 2026')
  await respondent.open(`/cabinet/reports/start/${CODE}`)
  expect(
    respondent
      .$('select[name=period] option')
      .toArray()
      .map(option => option.attribs.value),
  ).toEqual(['', '2026-1210'])
  await respondent.submit({ period: '2026-1209' })
  expect(respondent.status).toBe(422)
  await admin.follow('Снять назначение')
  await admin.submit({}, { press: 'Снять назначение' })
  await worked()
  expect((await respondent.open('/cabinet/reports')).text).toContain('не назначены')
})
