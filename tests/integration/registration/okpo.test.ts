import { createTestApp, type TestApp } from '../../support/app'
import { FREE_OKPO, send } from '../../support/applicant'
import { Browser } from '../../support/browser'
import { buildAccount, buildOrganisation } from '../../support/builders'

let test: TestApp
let browser: Browser

beforeEach(async () => {
  test = await createTestApp()
  browser = new Browser(test.app)
})
afterEach(() => test.destroy())

it('refuses a number of a wrong length in the words of the instructions and keeps it', async () => {
  await browser.open('/registration')
  await browser.submit({ okpo: '1234567' })

  expect(browser.status).toBe(422)
  expect(browser.errors).toEqual([
    {
      field: 'okpo',
      text: 'Длина ОКПО / Идентификационного номера должна быть 8, 10, 12 или 14 символов, включая лидирующие нули. Пример ОКПО / Идентификационного номера – 00000011.',
    },
  ])
  expect(browser.value('okpo')).toBe('1234567')
})

it('takes the example of the instructions although its check digit is wrong', async () => {
  await browser.open('/registration')
  await browser.submit({ okpo: '00000011' })

  expect(browser.heading).toBe('Общая информация')
  expect(browser.text).toContain('00000011')
})

it('fills the form with what the register knows of an organisation without a password', async () => {
  await buildOrganisation(test.db, { okpo: FREE_OKPO, short_name: 'АО «Из реестра»', inn: '7736050003', office_id: 42 })
  await browser.open('/registration')
  await browser.submit({ okpo: FREE_OKPO })

  expect(browser.value('shortName')).toBe('АО «Из реестра»')
  expect(browser.value('inn')).toBe('7736050003')
  expect(browser.value('officeCode')).toBe('02347699 – КЕМЕРОВОСТАТ')
})

it('sends an organisation that has a password to the sign-in', async () => {
  await buildAccount(test.db, { organisation: { okpo: FREE_OKPO } })
  await browser.open('/registration')
  await browser.submit({ okpo: FREE_OKPO })

  expect(browser.status).toBe(422)
  expect(browser.errors[0]?.text).toBe(
    `Организация c ОКПО ${FREE_OKPO} уже зарегистрирована в системе. Воспользуйтесь функцией восстановления пароля для входа в приложение`,
  )
  await browser.follow('Перейти ко входу')
  expect(browser.url).toBe('/sign-in')
})

it('tells when an application of this number is being reviewed, since when and by whom', async () => {
  await send(browser)
  const other = new Browser(test.app)
  await other.open('/registration')
  await other.submit({ okpo: FREE_OKPO })

  expect(other.status).toBe(422)
  expect(other.errors[0]?.text).toContain('уже отправлена 23.11.2026')
  expect(other.text).toContain('КЕМЕРОВОСТАТ')
  expect(other.text).toContain('42.es@rosstat.gov.ru')
})

it.each(['archived', 'absent'] as const)(
  'lets an organisation whose record is %s fill everything by hand',
  async state => {
    if (state === 'archived')
      await buildOrganisation(test.db, {
        okpo: FREE_OKPO,
        short_name: 'АО «Архив»',
        archived_at: '2025-01-01T00:00:00.000Z',
      })
    await browser.open('/registration')
    await browser.submit({ okpo: FREE_OKPO })

    expect(browser.value('shortName')).toBe('')
    expect(await test.db('applications').first('register_state', 'status')).toEqual({
      register_state: state,
      status: 'draft',
    })
  },
)

it('returns from the help page to the form as it was', async () => {
  await browser.open('/registration')
  await browser.submit({ okpo: '0123' }, { press: 'Как узнать свой ОКПО / Идентификационный номер ТОСП' })

  expect(browser.heading).toBe('Как узнать свой ОКПО / Идентификационный номер ТОСП')
  expect(browser.text).toContain(
    'Узнать ОКПО / Идентификационный номер ТОСП можно на сайте Росстата по ИНН / ОГРН / ОГРНИП или обратившись за этой информации в территориальный орган Росстата.',
  )
  await browser.follow('ОК')
  expect(browser.value('okpo')).toBe('0123')
})

it('goes on with the same draft when the same number is entered again', async () => {
  await browser.open('/registration')
  await browser.submit({ okpo: FREE_OKPO })
  await browser.submit({ shortName: 'Начало' })
  await browser.open('/registration')
  await browser.submit({ okpo: FREE_OKPO })

  expect(browser.value('shortName')).toBe('Начало')
  expect(await test.db('applications')).toHaveLength(1)
})
