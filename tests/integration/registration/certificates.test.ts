import { X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import request from 'supertest'
import { createTestApp, type TestApp } from '../../support/app'
import { begin, GENERAL } from '../../support/applicant'
import { Browser } from '../../support/browser'
import { aCertificate } from '../../support/certificates'
import { cookieOf, download, tokenOf } from '../../support/sign-in'

/*
 * What the page shows of a certificate, and whose it is. Files that are refused: see hostile-uploads.
 */

const root = resolve(__dirname, '../../..')
const fixture = (name: string): Buffer => readFileSync(join(root, 'tests/fixtures/certificates', name))
const real = resolve(root, '../shared/data/signatures')

let test: TestApp
let browser: Browser
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.destroy())
beforeEach(async () => {
  browser = await begin(new Browser(test.app))
})

const load = async (bytes: Uint8Array, name = 'сертификат.cer', at = browser): Promise<Browser> => {
  await at.open('/registration/certificates')
  return at.submit({}, { files: { certificate: { name, bytes } } })
}

/** The rows of the cards on the page, a card an object. */
const cards = (at = browser): Record<string, string>[] =>
  at
    .$('.govuk-summary-card')
    .toArray()
    .map(card =>
      Object.fromEntries(
        at
          .$(card)
          .find('.govuk-summary-list__row')
          .toArray()
          .map(row => [at.$(row).find('dt').text(), at.$(row).find('dd').contents().first().text().trim()]),
      ),
    )

const thumbprint = (der: Uint8Array): string =>
  new X509Certificate(der).fingerprint256.replaceAll(':', '').replace(/(.{8})(?=.)/g, '$1 ')

const UNKNOWN_AUTHORITY =
  'Корневой сертификат УЦ не загружен в систему; это не ваша ошибка, сертификат проверит специалист'
const OLD_ALGORITHM =
  'Ключ сертификата создан по ГОСТ Р 34.10-2001, который больше не применяется: загрузите другой, действующий сертификат'

describe('The page shows', () => {
  const shown = (name: string, algorithm: string, check = UNKNOWN_AUTHORITY) => {
    const der = fixture(name)
    return {
      Издатель: 'Демонстрационный УЦ',
      'Серийный номер': new X509Certificate(der).serialNumber,
      'Действует с': '01.01.2024, 03:00 (московское время)',
      'Действует до': '01.01.2050, 02:59 (московское время)',
      'Алгоритм ключа': algorithm,
      'Отпечаток SHA-256': thumbprint(der),
      Проверка: check,
    }
  }

  it.each([
    [
      'an organisation with a key by ГОСТ',
      'legal.cer',
      {
        Владелец: 'Примерова Анна Демоновна',
        Организация: 'ООО «Ромашка (демо)»',
        Должность: 'Директор',
        'ИНН организации': '1234567894',
        ИНН: '123456789047',
        ОГРН: '1234567890123',
        СНИЛС: '•••-•••-445 95',
        ...shown('legal.cer', 'ГОСТ Р 34.10-2012, 256 бит'),
      },
    ],
    [
      'a person with a long key by ГОСТ',
      'person.cer',
      {
        Владелец: 'Примерова Анна Демоновна',
        ИНН: '123456789047',
        СНИЛС: '•••-•••-445 95',
        ...shown('person.cer', 'ГОСТ Р 34.10-2012, 512 бит'),
      },
    ],
    [
      'an entrepreneur',
      'entrepreneur.cer',
      {
        Владелец: 'Примерова Анна Демоновна',
        ИНН: '123456789047',
        ОГРНИП: '123456789012343',
        СНИЛС: '•••-•••-445 95',
        ...shown('entrepreneur.cer', 'ГОСТ Р 34.10-2012, 256 бит'),
      },
    ],
    [
      'an organisation whose ИНН stands where a person’s belongs',
      'old-legal.cer',
      {
        Владелец: 'ООО «Ромашка (демо)»',
        Организация: 'ООО «Ромашка (демо)»',
        'ИНН организации': '1234567894',
        ОГРН: '1234567890123',
        ...shown('old-legal.cer', 'ГОСТ Р 34.10-2001', OLD_ALGORITHM),
      },
    ],
    [
      'a key by RSA',
      'rsa.cer',
      {
        Владелец: 'RSA (демо)',
        Организация: 'ООО «Ромашка (демо)»',
        'ИНН организации': '1234567894',
        ...shown('rsa.cer', 'RSA, 2048 бит'),
      },
    ],
    [
      'a key by ECDSA',
      'ecdsa.cer',
      {
        Владелец: 'ECDSA (демо)',
        Организация: 'ООО «Ромашка (демо)»',
        'ИНН организации': '1234567894',
        ...shown('ecdsa.cer', 'ECDSA, P-256'),
      },
    ],
  ])('%s: all that the certificate says, and nothing else', async (_what, name, rows) => {
    await load(fixture(name))

    expect(browser.text).toContain('Сертификат загружен.')
    expect(cards()).toEqual([rows])
    expect(browser.html).not.toContain('11223344595')
  })

  const files = existsSync(real) ? ['mincifry2026.cer', 'mincom2018.cer', 'rfc9215-a.cer', 'sender512_cert.pem'] : []
  const title = existsSync(real)
    ? 'certificates of real authorities'
    : 'no certificates of real authorities: they are not here'
  it(title, async () => {
    expect.assertions(files.length)
    // All of them were in force then, and some have run out since.
    for (const name of files) {
      const bytes = readFileSync(join(real, name))
      const { validFrom, validTo } = new X509Certificate(bytes)
      test.setNow(new Date((Date.parse(validFrom) + Date.parse(validTo)) / 2).toISOString())
      const at = await begin(new Browser(test.app), '00083262')
      await load(bytes, name, at)
      expect(cards(at)[0]).toMatchObject({
        Владелец: expect.any(String),
        'Алгоритм ключа': expect.stringMatching(/^ГОСТ Р 34\.10-20/),
      })
    }
    test.setNow('2026-11-23T06:00:00.000Z')
  })

  it('two certificates in the order in which they came', async () => {
    await load(fixture('rsa.cer'))
    test.pass(1000)
    await load(fixture('legal.cer'))

    expect(cards().map(({ 'Алгоритм ключа': key }) => key)).toEqual(['RSA, 2048 бит', 'ГОСТ Р 34.10-2012, 256 бит'])
  })

  it('how many are loaded, on the tab', async () => {
    await load(fixture('rsa.cer'))
    expect(browser.$('.app-tabs').text()).toContain('Загружено: 1')
  })
})

describe('The file is taken as', () => {
  const der = fixture('legal.cer')
  const base64 = der.toString('base64')
  const pem = `-----BEGIN CERTIFICATE-----\r\n${base64.replace(/(.{64})/g, '$1\r\n')}\r\n-----END CERTIFICATE-----\r\n`

  it.each([
    ['DER', der, 'a.cer'],
    ['PEM', pem, 'a.crt'],
    ['PEM with the wrong extension', pem, 'a.txt'],
    ['base64 alone', base64, 'a.der'],
    ['base64 in UTF-16', Buffer.from(`\ufeff${base64}`, 'utf16le'), 'a.pem'],
  ])('%s, and given back as DER, byte for byte', async (_what, bytes, name) => {
    await load(Buffer.from(bytes as Buffer), name)
    const href = browser.$('a[href$=".cer"]').attr('href') as string
    const answer = await download(test.app, href, browser.cookies)

    expect(answer.status).toBe(200)
    expect(der.equals(answer.body)).toBe(true)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pkix-cert',
      'content-disposition': expect.stringMatching(/^attachment; filename="certificate-\d+\.cer"$/),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
  })
})

describe('Warnings', () => {
  it('tell that the certificate is of another organisation, and let it pass', async () => {
    await browser.submit({ ...GENERAL })
    await load(fixture('legal.cer'))

    expect(browser.status).toBe(200)
    expect(browser.text).toContain(
      'Предупреждение: ИНН в сертификате (1234567894) отличается от ИНН организации (7736050003)',
    )
    expect(browser.text).toContain(
      'Предупреждение: ОГРН в сертификате (1234567890123) отличается от ОГРН организации (1027700132195)',
    )
  })

  it('tell that it ends soon, and that its key signs no documents', async () => {
    await load(await aCertificate({ to: 29 }))
    expect(browser.text).toContain('Сертификат действует до 22.12.2026: подготовьте новый')
    await load(fixture('encryption.cer'))
    expect(browser.text).toContain('Ключ этого сертификата не предназначен для подписи документов')
  })
})

describe('The validity', () => {
  it('is refused before the first day and taken on it', async () => {
    const der = await aCertificate({ from: 2, to: 300 })
    await load(der)
    expect(browser.status).toBe(422)
    expect(browser.errors).toEqual([
      {
        field: 'certificate',
        text: 'Сертификат ещё не действует (начало 25.11.2026): загрузите действующий сертификат',
      },
    ])
    test.pass(2 * 86_400_000)
    await load(der)
    expect(browser.status).toBe(200)
    test.pass(-2 * 86_400_000)
  })

  it('that ends after the upload is an error on the page and in the protocol', async () => {
    await browser.submit({ ...GENERAL })
    await load(await aCertificate({ to: 1 }))
    const { certificate_id: id } = await test.db('application_certificates').orderBy('certificate_id', 'desc').first()
    test.pass(2 * 86_400_000)
    await browser.open('/registration/certificates')
    expect(browser.$(`#certificate-${id}`).text()).toContain('Ошибка: Срок действия сертификата закончился 24.11.2026')
    await browser.open('/registration/check')
    expect(browser.$(`.app-findings--error a[href="/registration/certificates#certificate-${id}"]`).length).toBe(1)
    test.pass(-2 * 86_400_000)
  })
})

describe('Somebody else', () => {
  it('neither reads nor removes a certificate, and does not learn that there is one', async () => {
    await load(fixture('ecdsa.cer'))
    const href = browser.$('a[href$=".cer"]').attr('href') as string
    const stranger = await load(fixture('rsa.cer'), 'a.cer', await begin(new Browser(test.app), '00136352'))
    const id = /\d+/.exec(href)?.[0]
    await stranger.submit({}, { press: 'Удалить сертификат: RSA (демо)' })
    const rows = await test.db('application_certificates').where({ certificate_id: id })

    expect((await stranger.open(href)).status).toBe(404)
    const page = await request(test.app).get('/registration/certificates').set('Cookie', stranger.cookies)
    const answer = await request(test.app)
      .post(`/registration/certificates/${id}/remove`)
      .set('Cookie', `${stranger.cookies}; ${cookieOf(page)}`)
      .type('form')
      .send({ _csrf: tokenOf(page) })
    expect([answer.status, answer.headers.location]).toEqual([303, '/registration/certificates'])
    expect(await test.db('application_certificates').where({ certificate_id: id })).toEqual(rows)
    await stranger.open('/registration/certificates')
    expect(stranger.text).not.toContain('Сертификат удалён')
  })

  it.each(['abc', '0', '-1', '1e3', '9'.repeat(15), '9'.repeat(30), '1%00'])(
    'finds nothing under the number %s',
    async number => {
      await browser.open(`/registration/certificates/${number}.cer`)
      expect(browser.status).toBe(404)
    },
  )
})

it('removes a certificate once, with one record of it, however often the button is pressed', async () => {
  await load(fixture('rsa.cer'))
  const tab = await browser.tab().open('/registration/certificates')
  await browser.submit({}, { press: 'Удалить сертификат: RSA (демо)' })
  expect(browser.text).toContain('Сертификат удалён из заявки.')
  await tab.submit({}, { press: 'Удалить сертификат: RSA (демо)' })

  expect(tab.status).toBe(200)
  expect(cards(tab)).toEqual([])
  const { id } = await test.db('applications').orderBy('id', 'desc').first('id')
  const events = await test
    .db('audit_log')
    .where({ subject_kind: 'application', subject_id: id })
    .orderBy('id')
    .pluck('event')
  expect(events).toEqual(['application.created', 'application.certificate_added', 'application.certificate_removed'])
})

it('asks again before it removes anything on a token that ran out', async () => {
  await load(fixture('rsa.cer'))
  await browser.submit({}, { press: 'Удалить сертификат: RSA (демо)', forge: { _csrf: 'stale' } })
  expect(browser.status).toBe(403)
  expect(browser.heading).toBe('Подтвердите действие')
  await browser.submit({}, { press: 'Выполнить' })
  expect(browser.text).toContain('Сертификат удалён из заявки.')
})

it('refuses an upload whose token ran out, keeps nothing of it, and takes the next one', async () => {
  await browser.open('/registration/certificates')
  const file = { certificate: { name: 'a.cer', bytes: fixture('ecdsa.cer') } }
  await browser.submit({}, { files: file, forge: { _csrf: 'stale' } })
  expect(browser.status).toBe(403)
  expect(browser.text).toContain('кроме паролей и файлов')
  expect(cards()).toEqual([])
  await browser.submit({}, { files: file })
  expect(cards()).toHaveLength(1)
})

describe('A form made by hand', () => {
  const sent = async (make: (post: request.Test, token: string) => request.Test) => {
    const page = await request(test.app).get('/registration/certificates').set('Cookie', browser.cookies)
    const post = request(test.app)
      .post('/registration/certificates')
      .set('Cookie', `${browser.cookies}; ${cookieOf(page)}`)
    return make(post, tokenOf(page))
  }

  it.each<[string, (post: request.Test, token: string) => request.Test]>([
    [
      'with two files',
      (post, token) =>
        post
          .field('_csrf', token)
          .attach('certificate', fixture('rsa.cer'), 'a')
          .attach('certificate', fixture('ecdsa.cer'), 'b'),
    ],
    [
      'with a file under another name',
      (post, token) => post.field('_csrf', token).attach('other', fixture('rsa.cer'), 'a'),
    ],
    [
      'with a hundred fields',
      (post, token) =>
        Array.from({ length: 100 }, (_, index) => String(index)).reduce(
          (form, name) => form.field(name, 'x'),
          post.field('_csrf', token),
        ),
    ],
    ['without a boundary', post => post.set('Content-Type', 'multipart/form-data').send('x')],
    ['of another kind', (post, token) => post.type('form').send({ _csrf: token })],
  ])('%s is refused with 422, and nothing of it is kept', async (_what, make) => {
    const before = await test.db('certificates')
    const answer = await sent(make)

    expect(answer.status).toBe(422)
    expect(answer.text).toMatch(/Не удалось прочитать отправленную форму|отправлена в неверном формате/)
    expect(await test.db('certificates')).toEqual(before)
    await browser.open('/registration/certificates')
    expect(cards()).toEqual([])
  })
})

it('logged nothing of any file and no error', () => {
  expect(test.logged.filter(line => /"level":(50|60)/.test(line))).toEqual([])
  expect(test.logged.join('')).not.toMatch(/Примеров|1234567890|BEGIN|MII/)
})
