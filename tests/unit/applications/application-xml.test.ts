import { load } from 'cheerio'
import { applicationXml, type CompleteApplication } from '../../../src/features/applications/application-xml'
import { generalForm } from '../../../src/features/applications/general.form'
import { CONTACT } from '../../support/application-builder'
import { NAUGHTY } from '../../support/naughty-strings'
import { factsOf, type Given } from './facts'

const OFFICE = { code: '02347699', siteNo: '42', name: 'КЕМЕРОВОСТАТ' }

const complete = (given: Given = {}): CompleteApplication => {
  const { okpo, general, contacts, certificates } = factsOf(given)
  if (general.value === undefined) throw new Error(JSON.stringify(general.errors))
  return {
    okpo,
    general: general.value,
    contacts: contacts.flatMap(({ parsed }) => parsed.value ?? []),
    certificates: certificates.map(({ details }) => details.sha256),
    office: OFFICE,
  }
}

const xmlOf = (given: Given = {}): string => applicationXml(complete(given)).toString('utf8')

/** The text of an element, as a reader of XML sees it. */
const read = (xml: string, path: string): string => load(xml, { xml: true })(path).text()

/** What XML 1.0 allows in a document (section 2.2), of which we never write a carriage return. */
const ALLOWED = /^[\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u

/** Every `<` begins a tag of ours, tags are closed in their order, every `&` begins an entity: so it is well-formed. */
const expectWellFormed = (xml: string): void => {
  const open: string[] = []
  const rest = xml
    .replace('<?xml version="1.0" encoding="UTF-8"?>\n', '')
    .replace(/<(\/?)([A-Za-z0-9]+)( xmlns="urn:websbor:application:1")?>/g, (_tag, slash: string, name: string) => {
      if (slash === '') open.push(name)
      else expect(open.pop()).toBe(name)
      return ''
    })
  expect(open).toEqual([])
  expect(rest.replace(/&(amp|lt|gt|#xD);/g, '')).not.toMatch(/[<>&]/)
  expect(xml).toMatch(ALLOWED)
}

it('is these very bytes', () => {
  const given = {
    general: { note: 'Рога & копыта <тест> "кавычки" \'апостроф\'\nвторая строка', okato: '' },
    contacts: [CONTACT],
  }
  const expected = [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<application xmlns="urn:websbor:application:1"><okpo>48724475</okpo>',
    '<general><shortName>ООО «Пример»</shortName>',
    '<fullName>Общество с ограниченной ответственностью «Пример»</fullName>',
    '<enterpriseType>legal</enterpriseType><inn>7736050003</inn><ogrn>1027700132195</ogrn><okved2>01.11</okved2>',
    '<okopf>12300</okopf><okfs>16</okfs><oksm>643</oksm><oktmo>32701000</oktmo><subsidiary>no</subsidiary>',
    '<email>office@primer.example</email><postalAddress>650000, Кемерово, Советский проспект, 1</postalAddress>',
    '<phone>+7 384 212-34-56</phone><headName>Иванов Иван Иванович</headName>',
    '<officeCode>02347699 – КЕМЕРОВОСТАТ</officeCode>',
    '<note>Рога &amp; копыта &lt;тест&gt; "кавычки" \'апостроф\'\nвторая строка</note></general>',
    '<office><code>02347699</code><number>42</number><name>КЕМЕРОВОСТАТ</name></office>',
    '<contacts><contact><lastName>Петров</lastName><firstName>Пётр</firstName><middleName>Петрович</middleName>',
    '<position>Главный бухгалтер</position><phone>+7 384 212-34-57</phone><email>Petrov@primer.example</email>',
    '<basis>attorney</basis><basisName>Доверенность</basisName><basisNumber>15/2026</basisNumber>',
    '<basisDate>2026-01-12</basisDate><basisValidUntil>2027-12-31</basisValidUntil>',
    '<mayFill>true</mayFill><maySend>true</maySend><mayView>false</mayView></contact></contacts>',
    `<certificates><sha256>${'ab'.repeat(32)}</sha256></certificates></application>\n`,
  ].join('')

  expect(applicationXml(complete(given)).equals(Buffer.from(expected, 'utf8'))).toBe(true)
  expectWellFormed(expected)
})

it('is the same each time, whatever the order in which the values were put together', () => {
  const one = complete({ contacts: [CONTACT] })
  const general = Object.fromEntries(Object.entries(one.general).toReversed()) as CompleteApplication['general']

  expect(applicationXml({ ...one, general }).equals(applicationXml(one))).toBe(true)
})

it('leaves out what is empty and keeps the frames of empty lists', () => {
  const application = { ...complete({ certificates: [] }), office: { ...OFFICE, code: null } }
  const xml = applicationXml(application).toString('utf8')

  expect(xml).toContain(
    '<office><number>42</number><name>КЕМЕРОВОСТАТ</name></office><contacts></contacts><certificates></certificates>',
  )
  expect(xml).not.toContain('<okato>')
})

const FREE_TEXT = ['shortName', 'fullName', 'postalAddress', 'note', 'respondentComment', 'additionalContacts'] as const

it.each(FREE_TEXT)('keeps every hostile text that %s takes, and stays well-formed', field => {
  for (const text of [
    ...NAUGHTY,
    ']]>',
    '<!--',
    '<![CDATA[',
    '&#0;',
    '&amp;',
    '</note></general>',
    'а\nб\tв',
    '\u0085\u2028',
    '😀',
  ]) {
    const facts = factsOf({ general: { [field]: text } })
    if (facts.general.value === undefined) continue
    const xml = xmlOf({ general: { [field]: text } })
    expectWellFormed(xml)
    expect(read(xml, `general > ${field}`)).toBe(facts.general.value[field] ?? '')
  }
})

const FORBIDDEN = [
  ...Array.from({ length: 32 }, (_, code) => code).filter(code => code !== 9 && code !== 10),
  0x7f,
  0xfffe,
  0xffff,
  0xd800,
  0xdfff,
].map(code => [code.toString(16), `а${String.fromCharCode(code)}б`])

it.each(FORBIDDEN)('has no way in for the character %s', (_code, text) => {
  const ways: Given[] = [
    ...generalForm.fields.map(field => ({ general: { [field]: text } })),
    ...Object.keys(CONTACT).map(field => ({ contacts: [{ [field]: text }] })),
  ]
  for (const way of ways) {
    const { general, contacts } = factsOf(way)
    if (general.value === undefined || contacts.some(({ parsed }) => parsed.value === undefined)) continue
    expect(xmlOf(way)).toMatch(ALLOWED)
  }
  expect(factsOf({ general: { note: text } }).general.errors).toHaveLength(1)
})
