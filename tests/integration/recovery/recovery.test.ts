import { createTestApp, NOW, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildAccount, buildContact, buildOrganisation, buildPerson, PASSWORD } from '../../support/builders'
import { lettersOf, linkIn } from '../../support/letters'
import { signIn } from '../../support/sign-in'

const NEW = 'Весенний-Дождь-7'
const HOUR = 3_600_000
const PRODUCTION = { WEBSBOR_MODE: 'production', SMTP_URL: 'smtp://localhost', MAIL_FROM: 'from@example.test' }

let site: TestApp
beforeEach(async () => {
  site = await createTestApp({ TRUST_PROXY: '1' })
})
afterEach(() => site.destroy())

const ask = async (values: Record<string, string>, address = '192.0.2.1', at = site): Promise<Browser> => {
  const browser = await new Browser(at.app).open('/recovery')
  return browser.submit(values, { headers: { 'X-Forwarded-For': address } })
}

const account = (organisation: Record<string, unknown> = {}, at = site) =>
  buildAccount(at.db, { organisation: { email: 'Office@Primer.example', ...organisation } })

/** An account with a link on the way to it. */
const withLink = async (): Promise<{ okpo: string; id: number; link: string }> => {
  const { okpo, id } = await account()
  await ask({ okpo, email: 'office@primer.example' })
  return { okpo, id, link: await linkIn(site.db, 'recovery_link') }
}

const recover = async (link: string, password = NEW): Promise<Browser> => {
  const browser = await new Browser(site.app).open(link)
  return browser.submit({ password, passwordRepeat: password })
}

describe('An organisation that lost its password', () => {
  it('gets a link to the address that it is registered with, and signs in with the new password', async () => {
    const { okpo, id, organisationId } = await account({ short_name: 'ООО «Ромашка»' })
    const browser = await ask({ okpo, email: ' office@primer.EXAMPLE ' })
    expect(browser.url).toBe('/recovery/sent')
    expect(await lettersOf(site.db)).toMatchObject([
      { kind: 'recovery_link', recipient: 'office@primer.example', subject: `Восстановление пароля, ${okpo}` },
    ])
    await browser.open(await linkIn(site.db, 'recovery_link'))
    expect(browser.text).toContain(`ООО «Ромашка», логин ${okpo}`)
    await browser.submit({ password: NEW, passwordRepeat: NEW })
    expect(browser.url).toBe('/sign-in')
    expect(browser.text).toContain('Пароль сохранён. Войдите с новым паролем.')
    expect((await signIn(site.app, okpo)).status).toBe(422)
    expect((await signIn(site.app, okpo, '/sign-in', NEW)).url).toBe('/cabinet')
    expect((await lettersOf(site.db, 'password_changed'))[0]).toMatchObject({
      recipient: 'office@primer.example',
      subject: `Пароль изменён, ${okpo}`,
    })
    expect(await site.db('outbox_letters').pluck('organisation_id')).toEqual([organisationId, organisationId])
    expect(await site.db('audit_log').whereLike('event', '%recover%').orderBy('id')).toMatchObject([
      { event: 'account.recovery_requested', subject_kind: 'account', subject_id: id, actor_kind: 'visitor' },
      { event: 'account.password_recovered', subject_kind: 'account', subject_id: id, actor_kind: 'visitor' },
    ])
  })

  it('may have an address with the domain in its own letters, typed either way', async () => {
    const { okpo } = await account({ email: 'otchet@Пример.рф' })
    await ask({ okpo, email: 'otchet@xn--e1afmkfd.xn--p1ai' })
    await ask({ okpo, email: 'otchet@пример.РФ' })
    expect((await lettersOf(site.db)).map(({ recipient }) => recipient)).toEqual(
      Array(2).fill('otchet@xn--e1afmkfd.xn--p1ai'),
    )
  })

  it.each<[string, (okpo: string) => Record<string, string>, Record<string, unknown>]>([
    ['another address', okpo => ({ okpo, email: 'other@primer.example' }), {}],

    ['an ОКПО that nobody has', () => ({ okpo: '00000011', email: 'office@primer.example' }), {}],
    ['the address of a blocked organisation', okpo => ({ okpo, email: 'office@primer.example' }), { blocked_at: NOW }],
    ['the address of an archived one', okpo => ({ okpo, email: 'office@primer.example' }), { archived_at: NOW }],
    ['an address where none is known', okpo => ({ okpo, email: 'office@primer.example' }), { email: null }],
    ['an address where nonsense is written', okpo => ({ okpo, email: 'office@primer.example' }), { email: 'нет, нет' }],
  ])('is told that the pair is wrong, and what to do, with %s', async (_what, typed, organisation) => {
    const { okpo } = await account(organisation)
    const values = typed(okpo)
    const browser = await ask(values)
    expect(browser.status).toBe(422)
    expect(browser.errors).toEqual([
      {
        field: 'okpo',
        text: `Введены неверные регистрационные данные организации (${values.okpo}, ${values.email})`,
      },
    ])
    expect(browser.text).toContain('напишите в свой территориальный орган статистики')
    expect(browser.value('email')).toBe(values.email)
    expect(await lettersOf(site.db)).toEqual([])
  })

  it('is told when the domain only looks like its own: a Cyrillic letter among Latin ones', async () => {
    const { okpo } = await account()
    const browser = await ask({ okpo, email: 'office@\u0440rimer.example' })
    expect([browser.status, browser.errors]).toEqual([
      422,
      [{ field: 'email', text: expect.stringContaining('смешаны русские и латинские буквы') }],
    ])
    expect(await lettersOf(site.db)).toEqual([])
  })

  it('that is in the register without an account is told the same', async () => {
    const { okpo } = await buildOrganisation(site.db, { email: 'office@primer.example' })
    expect((await ask({ okpo, email: 'office@primer.example' })).status).toBe(422)
  })

  it('reads what is wrong with a number or an address, all at once', async () => {
    const browser = await ask({ okpo: '123', email: 'нет' })
    expect(browser.errors.map(({ field }) => field)).toEqual(['okpo', 'email'])
  })

  it('comes from the sentence that it is registered already, with the number filled in', async () => {
    const { okpo } = await account()
    const browser = await new Browser(site.app).open('/registration')
    await browser.submit({ okpo })
    expect(browser.errors[0]?.text).toContain('Воспользуйтесь функцией восстановления пароля')
    await browser.follow('Восстановить пароль')
    expect(browser.value('okpo')).toBe(okpo)
  })

  it('of the demo has no way in outside of the demo mode', async () => {
    const production = await createTestApp(PRODUCTION)
    try {
      const { okpo } = await account({ demo: true }, production)
      expect((await ask({ okpo, email: 'office@primer.example' }, '192.0.2.1', production)).status).toBe(422)
    } finally {
      await production.destroy()
    }
  })
})

describe('An authorised person who lost the password', () => {
  it('gets a link by the e-mail alone', async () => {
    const { id, email } = await buildPerson(site.db)
    await buildContact(site.db, (await buildOrganisation(site.db)).id, id)
    expect((await ask({ okpo: '', email })).url).toBe('/recovery/sent')
    await recover(await linkIn(site.db, 'recovery_link'))
    expect((await signIn(site.app, email, '/sign-in', NEW)).url).toBe('/cabinet')
    expect(await site.db('audit_log').where({ event: 'person.password_recovered' })).toMatchObject([{ subject_id: id }])
  })

  it('is not told from somebody who does not exist', async () => {
    const { email } = await buildPerson(site.db)
    const known = await ask({ okpo: '', email })
    const unknown = await ask({ okpo: '', email: 'nobody@primer.example' })
    expect([unknown.url, unknown.status, unknown.html]).toEqual([known.url, known.status, known.html])
    expect(await lettersOf(site.db)).toHaveLength(1)
    // The same work, too: a transaction with its audit record each.
    expect(await site.db('audit_log').orderBy('id').pluck('event')).toEqual([
      'person.recovery_requested',
      'person.recovery_refused',
    ])
  })
})

describe('The link', () => {
  it('ends every session of the account, and no one else’s', async () => {
    const { okpo, link } = await withLink()
    const other = await buildAccount(site.db)
    const stolen = await signIn(site.app, okpo)
    const foreign = await signIn(site.app, other.okpo)
    await stolen.tab().open(link)
    await recover(link)
    expect((await stolen.open('/cabinet')).url).toBe('/sign-in?next=%2Fcabinet')
    expect((await foreign.open('/cabinet')).url).toBe('/cabinet')
  })

  it('signs out this browser, too, when it was in with the old password', async () => {
    const { okpo, link } = await withLink()
    const browser = await signIn(site.app, okpo)
    await browser.open(link)
    await browser.submit({ password: NEW, passwordRepeat: NEW }, { press: 'Сохранить пароль' })
    expect(browser.url).toBe('/sign-in')
    expect(browser.text).toContain('Пароль сохранён')
  })

  it('is not used up by looking at it, nor by mistakes and generating', async () => {
    const { okpo, link } = await withLink()
    for (let scan = 0; scan < 3; scan++) expect((await new Browser(site.app).open(link)).status).toBe(200)
    const browser = await new Browser(site.app).open(link)
    await browser.submit({ password: 'short', passwordRepeat: 'other' })
    expect(browser.errors.map(({ field }) => field)).toEqual(['password', 'passwordRepeat'])
    await browser.submit({}, { press: 'Сгенерировать' })
    const generated = browser.value('password')
    expect(browser.$('#generated').text()).toContain(generated)
    await browser.submit()
    expect((await signIn(site.app, okpo, '/sign-in', generated)).url).toBe('/cabinet')
  })

  it('takes no password that tells the number or the address', async () => {
    const { okpo, link } = await withLink()
    for (const password of [`Дождь-${okpo}-Ясно`, 'Office-1-office@primer.example']) {
      const browser = await recover(link, password)
      expect(browser.errors[0]?.text).toContain('не должен содержать ОКПО')
    }
  })

  it('works once', async () => {
    const { okpo, link } = await withLink()
    await recover(link)
    const again = await new Browser(site.app).open(link)
    expect([again.status, again.heading]).toEqual([404, 'Ссылка не действует'])
    expect((await signIn(site.app, okpo, '/sign-in', NEW)).url).toBe('/cabinet')
  })

  it('of two resets at once lets one through', async () => {
    const { okpo, link } = await withLink()
    const browsers = await Promise.all([1, 2].map(() => new Browser(site.app).open(link)))
    const passwords = ['Первый-Пароль-1', 'Второй-Пароль-2'] as const
    await Promise.all(
      browsers.map((browser, index) =>
        browser.submit({ password: passwords[index] as string, passwordRepeat: passwords[index] as string }),
      ),
    )
    expect(browsers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 404])
    const winner = browsers.findIndex(({ status }) => status === 200)
    expect((await signIn(site.app, okpo, '/sign-in', passwords[winner])).url).toBe('/cabinet')
    expect((await signIn(site.app, okpo, '/sign-in', passwords[1 - winner])).status).toBe(422)
    expect(await lettersOf(site.db, 'password_changed')).toHaveLength(1)
  })

  it('works for an hour', async () => {
    const { link } = await withLink()
    site.pass(HOUR - 1000)
    expect((await new Browser(site.app).open(link)).status).toBe(200)
    site.pass(1000)
    expect((await new Browser(site.app).open(link)).status).toBe(404)
    expect((await recover((await withLink()).link)).url).toBe('/sign-in')
  })

  it('that is older stops working when a new one is made', async () => {
    const { okpo, link } = await withLink()
    await ask({ okpo, email: 'office@primer.example' })
    expect((await new Browser(site.app).open(link)).status).toBe(404)
    expect((await new Browser(site.app).open(await linkIn(site.db, 'recovery_link'))).status).toBe(200)
  })

  it('stops working when the organisation is blocked meanwhile', async () => {
    const { okpo, link } = await withLink()
    const browser = await new Browser(site.app).open(link)
    await site.db('organisations').where({ okpo }).update({ blocked_at: NOW })
    await browser.submit({ password: NEW, passwordRepeat: NEW })
    expect(browser.status).toBe(404)
  })

  it('changes nothing without a right token', async () => {
    const { okpo, link } = await withLink()
    const browser = await new Browser(site.app).open(link)
    await browser.submit({ password: NEW, passwordRepeat: NEW }, { forge: { _csrf: 'x' } })
    expect(browser.status).toBe(403)
    expect((await signIn(site.app, okpo)).url).toBe('/cabinet')
  })

  it('lies in no table and no log', async () => {
    const { link } = await withLink()
    await new Browser(site.app).open(link)
    const token = link.split('/').at(-1) as string
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(JSON.stringify(await site.db('one_time_links'))).not.toContain(token)
    expect(site.logged.join('\n')).not.toContain(token)
  })

  it('cannot be guessed: thirty tries an hour from one address, and no difference between wrong ones', async () => {
    const { link } = await withLink()
    const tries = ['x', `${link.slice(0, -1)}_`.split('/').at(-1) as string]
    for (let time = 0; time < 30; time++) {
      const browser = await new Browser(site.app).open(`/recovery/link/${tries[time % 2]}`)
      expect(browser.status).toBe(404)
    }
    expect((await new Browser(site.app).open(link)).status).toBe(429)
  })
})

describe('Asking again and again', () => {
  it('sends three letters an hour to a mailbox, says the same, and the last link works', async () => {
    const { okpo } = await account()
    const urls: string[] = []
    for (let time = 0; time < 6; time++)
      urls.push((await ask({ okpo, email: 'office@primer.example' }, `192.0.2.${time}`)).url)
    expect(new Set(urls)).toEqual(new Set(['/recovery/sent']))
    expect(await lettersOf(site.db)).toHaveLength(3)
    expect((await recover(await linkIn(site.db, 'recovery_link'))).url).toBe('/sign-in')
    // Whoever has used the link may ask anew.
    await ask({ okpo, email: 'office@primer.example' })
    expect(await lettersOf(site.db, 'recovery_link')).toHaveLength(4)
  })

  it('tells ten wrong pairs an hour; then right and wrong ones look the same, and the owner still gets a letter', async () => {
    const { okpo } = await account()
    for (let guess = 0; guess < 10; guess++)
      expect((await ask({ okpo, email: `guess${guess}@primer.example` }, `192.0.2.${guess}`)).status).toBe(422)
    const wrong = await ask({ okpo, email: 'guess@primer.example' }, '192.0.2.99')
    expect(await lettersOf(site.db)).toEqual([])
    const right = await ask({ okpo, email: 'office@primer.example' }, '192.0.2.100')
    expect([right.url, right.html]).toEqual([wrong.url, wrong.html])
    expect(await lettersOf(site.db)).toHaveLength(1)
  })

  it('is stopped after thirty requests from one address, with the time to wait', async () => {
    for (let time = 0; time < 30; time++) await ask({ okpo: '', email: 'nobody@primer.example' })
    const browser = await ask({ okpo: '', email: 'nobody@primer.example' })
    expect(browser.status).toBe(429)
    expect(browser.headers['retry-after']).toMatch(/^\d+$/)
    expect(browser.errors[0]?.text).toMatch(/через \d+ минут/)
    expect((await ask({ okpo: '', email: 'nobody@primer.example' }, '192.0.2.2')).status).toBe(200)
  })

  it('opens the sign-in to the owner even while strangers keep it locked', async () => {
    const { okpo } = await account()
    for (let guess = 0; guess < 6; guess++) await signIn(site.app, okpo, '/sign-in', `Неверный-${guess}`)
    expect((await signIn(site.app, okpo)).status).toBe(429)
    await ask({ okpo, email: 'office@primer.example' })
    await recover(await linkIn(site.db, 'recovery_link'))
    expect((await signIn(site.app, okpo, '/sign-in', NEW)).url).toBe('/cabinet')
  })
})

describe('A name in which somebody typed line ends', () => {
  it('adds no header and no line to a letter', async () => {
    const { okpo } = await account({ short_name: 'ООО\r\nBcc: evil@evil.example\u2028«А»' })
    await ask({ okpo, email: 'office@primer.example' })
    const [letter] = await lettersOf(site.db)
    expect(letter?.subject).toBe(`Восстановление пароля, ${okpo}`)
    expect(letter?.body).not.toMatch(/^Bcc/m)
    expect(letter?.body).toContain('(ООО Bcc: evil@evil.example «А»)')
  })
})

it('keeps the password that signs in now until a new one is set', async () => {
  const { okpo } = await withLink()
  expect((await signIn(site.app, okpo, '/sign-in', PASSWORD)).url).toBe('/cabinet')
})
