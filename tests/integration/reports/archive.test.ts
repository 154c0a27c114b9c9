import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import { MAX_UNPACKED } from '../../../src/features/reports/read-archive'
import { sweepUploads } from '../../../src/features/reports/uploads.repository'
import { openReporting, type Reporter, type Reporting } from './reporting'

/* Several reports in a zip: a protocol a file, and everything that such a file can do to a server. */

let site: Reporting
let own: Reporter
beforeAll(async () => {
  site = await openReporting()
})
beforeEach(async () => {
  own = await site.respondent()
})
afterAll(() => site.destroy())

const report = (period: string): string => `<?xml version="1.0"?>
<report code="999003001002" form="1" year="2026" period="${period}" version="01-01-2026">
<title><item name="okpo" value="${own.okpo}"/><item name="name" value="ООО"/><item name="leader_fio" value="А"/>
<item name="responsible_post" value="А"/><item name="responsible_fio" value="А"/><item name="phone" value="1"/><item name="email" value="a@b"/></title>
<sections><section code="1"><row code="1"><col code="1">10</col></row><row code="02"><col code="1">10</col></row></section>
<section code="2"><row code="10" s1="10.1" s2="168"><col code="1">10</col><col code="3">1</col></row></section></sections></report>`

const zipOf = (files: Record<string, string | Buffer>): Promise<Buffer> => {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return buffer(zip.outputStream)
}

const load = async (bytes: Uint8Array): Promise<void> => {
  await own.browser.open('/cabinet/reports/upload')
  await own.browser.submit({}, { files: { report: { name: 'отчёты.zip', bytes } } })
}

const rows = (): string[][] =>
  own.browser
    .$('tbody tr')
    .toArray()
    .map(row =>
      own.browser
        .$(row)
        .children()
        .toArray()
        .map(cell => own.browser.$(cell).text()),
    )

const drafts = () => site.db('reports').where({ organisation_id: own.organisationId })

it('takes each file by itself and says what became of it', async () => {
  await load(
    await zipOf({
      'первый.xml': report('0201'),
      'папка/второй.xml': report('0202').replace('>10<', '>много<'),
      'чужой.xml': report('0202').replace(own.okpo, '00083262'),
      'ещё раз.xml': report('0201'),
      'письмо.txt': 'Здравствуйте',
      'внутри.zip': await zipOf({ 'a.xml': report('0202') }),
      'переодетый.xml': await zipOf({ 'a.xml': report('0202') }),
    }),
  )
  expect(rows()).toEqual([
    ['первый.xml', 'Черновик', expect.stringContaining('Контроль пройден')],
    ['папка/второй.xml', 'Черновик', expect.stringContaining('ошибок 1')],
    ['чужой.xml', 'Не загружен', expect.stringContaining('00083262')],
    ['ещё раз.xml', 'Не загружен', expect.stringContaining('Заменить черновик')],
    ['письмо.txt', 'Не загружен', expect.stringContaining('.xml')],
    ['внутри.zip', 'Не загружен', expect.stringContaining('Архивы внутри архива')],
    ['переодетый.xml', 'Не загружен', expect.stringContaining('Архивы внутри архива')],
  ])
  expect(await drafts()).toHaveLength(2)
  const { url } = own.browser
  await own.browser.follow('Контроль пройден файла первый.xml')
  expect(own.browser.text).toContain('Контроль пройден')
  const other = await site.respondent()
  expect((await other.browser.open(url)).status).toBe(404)
  site.pass(31 * 86_400_000)
  await sweepUploads(site.db, site.deps.clock())
  expect(await site.db('report_uploads')).toEqual([])
})

it('reads names that a program of Windows wrote in CP866', async () => {
  const zip = await zipOf({ 'AAAAAA.xml': 'x' })
  const name = Buffer.from([0x8e, 0xe2, 0xe7, 0xf1, 0xe2, 0x21])
  for (let at = zip.indexOf('AAAAAA'); at !== -1; at = zip.indexOf('AAAAAA')) name.copy(zip, at)
  // The flag that says UTF-8 stands six bytes behind the signatures of both headers, eight in the second.
  for (const [signature, offset] of [
    ['PK\u0003\u0004', 6],
    ['PK\u0001\u0002', 8],
  ] as const)
    zip.writeUInt16LE(zip.readUInt16LE(zip.indexOf(signature) + offset) & ~0x800, zip.indexOf(signature) + offset)
  await load(zip)
  expect(rows()[0]?.[0]).toBe('Отчёт!.xml')
})

it('refuses what is made to fill a memory, and what is no archive after all', async () => {
  const many = await zipOf(Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`${index}.xml`, 'x'])))
  const bomb = await zipOf({ 'бомба.xml': Buffer.alloc(20_000_000) })
  const large = Buffer.from(await zipOf({ 'a.xml': 'x', 'b.xml': 'y' }))
  for (let at = large.indexOf('PK\u0001\u0002'); at !== -1; at = large.indexOf('PK\u0001\u0002', at + 1))
    large.writeUInt32LE(MAX_UNPACKED, at + 24)
  const whole = await zipOf({ 'a.xml': report('0201') })
  for (const [bytes, words] of [
    [many, 'больше 200 файлов'],
    [await zipOf({}), 'нет файлов'],
    [whole.subarray(0, whole.length - 30), 'повреждён'],
  ] as const) {
    await load(bytes)
    expect([own.browser.status, own.browser.errors[0]?.text]).toEqual([422, expect.stringContaining(words)])
  }
  await load(bomb)
  expect(rows()).toEqual([['бомба.xml', 'Не загружен', expect.stringContaining('подозрительно')]])
  await load(large)
  expect(rows().at(-1)).toEqual(['отчёты.zip', 'Не загружен', expect.stringContaining('128 МБ')])
  expect(await drafts()).toEqual([])
})
