import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type CheerioAPI, load } from 'cheerio'
import type { Element } from 'domhandler'
import { applicationXml, type CompleteApplication } from '../../../src/features/applications/application-xml'
import { contactForm } from '../../../src/features/applications/contact.form'
import { generalForm } from '../../../src/features/applications/general.form'
import { ENTERPRISE_TYPES } from '../../../src/validation/rules/enterprise-type'
import { GENERAL } from '../../support/applicant'
import { CONTACT } from '../../support/application-builder'
import { NAUGHTY } from '../../support/naughty-strings'
import { download, openSigning } from './signing'

const file = resolve(__dirname, '../../../docs/application.xsd')
const schema = load(readFileSync(file, 'utf8'), { xml: true })

const childrenOf = ($: CheerioAPI, element: Element): Element[] => $(element).children().toArray()
const typeNamed = (name: string): Element => {
  const found = schema(`xs\\:complexType[name="${name}"], xs\\:simpleType[name="${name}"]`).get(0)
  if (found === undefined) throw new Error(`the schema has no type ${name}`)
  return found
}
const declared = (type: Element): Element[] => schema(type).children('xs\\:sequence').children('xs\\:element').toArray()
const names = (type: string): string[] => declared(typeNamed(type)).map(({ attribs }) => attribs.name ?? '')
const required = (type: string): string[] =>
  declared(typeNamed(type)).flatMap(({ attribs }) => (attribs.minOccurs === undefined ? [attribs.name ?? ''] : []))

/** What a document has against the schema: the part of XML Schema that our schema uses. */
const faults = (xml: Buffer): string[] => {
  const document = load(xml.toString('utf8'), { xml: true })
  const root = schema('xs\\:schema > xs\\:element').get(0) as Element
  return faultsOf(document, document(':root').get(0) as Element, root)
}

const faultsOf = ($: CheerioAPI, element: Element, declaration: Element): string[] => {
  const { name, type } = declaration.attribs
  if (element.name !== name) return [`${element.name} instead of ${name}`]
  if (type === 'xs:date') return /^\d{4}-\d\d-\d\d$/.test($(element).text()) ? [] : [`${name} is no date`]
  const definition = type === undefined ? (schema(declaration).children().get(0) as Element) : typeNamed(type)
  return definition.name === 'xs:simpleType'
    ? valueFaults($(element).text(), definition, name ?? '')
    : sequenceFaults($, element, definition)
}

const sequenceFaults = ($: CheerioAPI, element: Element, type: Element): string[] => {
  const children = childrenOf($, element)
  const found = declared(type).flatMap(declaration => {
    const { name, minOccurs = '1', maxOccurs = '1' } = declaration.attribs
    const most = maxOccurs === 'unbounded' ? Number.POSITIVE_INFINITY : Number(maxOccurs)
    const own: Element[] = []
    while (children[0]?.name === name && own.length < most) own.push(children.shift() as Element)
    const few = own.length < Number(minOccurs) ? [`${name} is missing`] : []
    return [...few, ...own.flatMap(child => faultsOf($, child, declaration))]
  })
  return [...found, ...children.map(({ name }) => `${name} is out of place`)]
}

const valueFaults = (value: string, type: Element, name: string): string[] => {
  const facets = childrenOf(schema, schema(type).children().get(0) as Element)
  const of = (facet: string) => facets.flatMap(one => (one.name === `xs:${facet}` ? [one.attribs.value ?? ''] : []))
  const patterns = of('pattern')
  const choices = of('enumeration')
  const [least = '0'] = of('minLength')
  const right =
    patterns.every(pattern => new RegExp(`^(?:${pattern})$`).test(value)) &&
    (choices.length === 0 || choices.includes(value)) &&
    value.length >= Number(least)
  return right ? [] : [`${name} is «${value}»`]
}

const complete = (
  general: Record<string, string>,
  contacts: Record<string, string>[],
  certificates: string[],
): Buffer => {
  const value = generalForm.parse({ ...GENERAL, ...general }).value
  const people = contacts.map(contact => contactForm.parse(contact).value)
  if (value === undefined || people.includes(undefined)) throw new Error('the example is not right')
  return applicationXml({
    okpo: '48724475',
    general: value,
    contacts: people as CompleteApplication['contacts'],
    certificates,
    office: { code: '02347699', siteNo: '42', name: 'КЕМЕРОВОСТАТ' },
  })
}

const EVERYTHING = {
  okved: '01.11',
  okogu: '4210014',
  okato: '32401000000',
  customerKind: 'state',
  investmentKind: 'fixed_assets',
  farNorth: 'equated',
  subsidiary: 'yes',
  parentOkpo: '00083262',
  note: 'Примечание <&>',
  respondentComment: 'Комментарий',
  additionalContacts: 'Ещё контакты',
}

const DOCUMENTS: [string, Buffer][] = [
  ['with nothing that may be left out', complete({ ogrn: '' }, [], [])],
  [
    'with everything',
    complete(EVERYTHING, [CONTACT, { ...CONTACT, middleName: '', basis: '' }], ['a'.repeat(64), '0'.repeat(64)]),
  ],
]

describe('the published schema of an application', () => {
  it('has the fields of «Общая информация» in their order, and knows which may be empty', () => {
    expect(names('general')).toEqual(generalForm.fields)
    const wanted = generalForm.parse({}).errors.map(({ field }) => field)
    expect(required('general')).toEqual(generalForm.fields.filter(field => wanted.includes(field)))
  })

  it('has the fields of a contact in their order', () => {
    const fields = contactForm.fields.filter(field => field !== 'certificate')
    expect(names('contact').filter(name => name !== 'basisName')).toEqual(fields)
    const wanted = contactForm.parse({}).errors.map(({ field }) => field)
    const ticks = ['mayFill', 'maySend', 'mayView']
    expect(required('contact')).toEqual(fields.filter(field => wanted.includes(field) || ticks.includes(field)))
  })

  it('knows the types of organisations', () => {
    const values = schema(typeNamed('enterpriseType')).find<Element>('xs\\:enumeration').toArray()
    expect(values.map(({ attribs }) => attribs.value)).toEqual([...ENTERPRISE_TYPES])
  })

  it.each(DOCUMENTS)('fits an application %s', (_what, xml) => {
    expect(faults(xml)).toEqual([])
    expect(xml.toString('utf8')).toContain('xmlns="urn:websbor:application:1"')
    expect(schema('xs\\:schema').attr('targetNamespace')).toBe('urn:websbor:application:1')
  })

  it('does not fit what is not an application', () => {
    const [, [, xml]] = DOCUMENTS as [unknown, [string, Buffer]]
    const spoil = (from: string, to: string) => faults(Buffer.from(xml.toString('utf8').replace(from, to)))
    expect(spoil('<inn>7736050003</inn>', '')).toEqual(['inn is missing'])
    expect(spoil('<inn>7736050003</inn>', '<inn>x</inn>')).toEqual(['inn is «x»'])
    expect(spoil('</office>', '<more/></office>')).toEqual(['more is out of place'])
  })
})

const hasXmllint = spawnSync('xmllint', ['--version']).status === 0
const judged = hasXmllint ? describe : describe.skip

/** Applications of every kind: each type of organisation, each text that has ever broken something, many of everything. */
const produced = (): Buffer[] => [
  ...DOCUMENTS.map(([, xml]) => xml),
  ...ENTERPRISE_TYPES.map(enterpriseType => complete({ enterpriseType }, [CONTACT], [])),
  ...NAUGHTY.map(text => ({ ...EVERYTHING, note: text, respondentComment: text, additionalContacts: text }))
    .filter(general => generalForm.parse({ ...GENERAL, ...general }).value !== undefined)
    .map(general => complete(general, [CONTACT], [])),
  complete(
    EVERYTHING,
    Array.from({ length: 20 }, () => CONTACT),
    Array.from({ length: 10 }, (_, i) => String(i).repeat(64)),
  ),
]

judged(`an independent tool (xmllint${hasXmllint ? '' : ' is not installed: skipped'})`, () => {
  let folder: string
  const validate = (documents: readonly Buffer[]) => {
    const files = documents.map((_, i) => join(folder, `${i}.xml`))
    for (const [i, path] of files.entries()) writeFileSync(path, documents[i] as Buffer)
    return spawnSync('xmllint', ['--noout', '--nonet', '--schema', file, ...files], { encoding: 'utf8' })
  }
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'xsd-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('finds every application right that the system makes', () => {
    const documents = produced()
    expect(documents.length).toBeGreaterThan(ENTERPRISE_TYPES.length + DOCUMENTS.length + 1)
    const { status, stderr } = validate(documents)
    expect(stderr.split('\n').filter(line => line !== '' && !line.endsWith(' validates'))).toEqual([])
    expect(status).toBe(0)
  })

  it('finds right what an applicant downloads to sign', async () => {
    const site = await openSigning()
    const { status, stderr } = validate([Buffer.from(await download(await site.applicant()))])
    await site.destroy()
    expect([status, stderr]).toEqual([0, expect.stringMatching(/validates\n$/)])
  })

  it.each([
    ['<inn>7736050003</inn>', ''],
    ['<inn>7736050003</inn>', '<inn>x</inn>'],
    ['</office>', '<more/></office>'],
  ])('finds it wrong once %s becomes «%s»', (from, to) => {
    const [, [, xml]] = DOCUMENTS as [unknown, [string, Buffer]]
    const { status, stderr } = validate([Buffer.from(xml.toString('utf8').replace(from, to))])
    expect([status, stderr]).toEqual([3, expect.stringContaining('fails to validate')])
  })
})
