import type { CertificateDetails } from '../../../src/crypto/certificate'
import { contactForm } from '../../../src/features/applications/contact.form'
import type { Facts, Rule } from '../../../src/features/applications/control/facts'
import { generalForm } from '../../../src/features/applications/general.form'
import { workingCalendar } from '../../../src/features/calendar/working-days'
import type { ClassifierCode } from '../../../src/features/classifiers/classifier'
import type { Office } from '../../../src/features/offices/office'
import type { Organisation } from '../../../src/features/organisations/organisations.repository'
import { Reference } from '../../../src/features/reference/reference'
import type { RawValues } from '../../../src/validation/form'
import { FREE_OKPO, GENERAL } from '../../support/applicant'
import { CONTACT } from '../../support/application-builder'

/*
 * What the control of an application looks at, put together without a database; a test names what it is about.
 */

export const NOW = new Date('2026-11-23T06:00:00.000Z')

const code = (of: string, name: string, validTo: string | null = null): ClassifierCode => ({
  code: of,
  name,
  parent: null,
  selectable: true,
  validFrom: null,
  validTo,
})

const codes = (...list: ClassifierCode[]) => new Map(list.map(one => [one.code, one]))

const office = (id: number, given: Partial<Office>): Office => ({
  id,
  siteNo: String(id),
  shortName: `СТАТ ${id}`,
  fullName: `Орган статистики ${id}`,
  code: null,
  exchangeCode: null,
  mailbox: null,
  phone: null,
  website: null,
  timeZone: 'Europe/Moscow',
  closedAt: null,
  mergedInto: null,
  subjects: [],
  ...given,
})

const subject = (of: string, territory: string, name: string) => ({ code: of, territory, name })

export const REFERENCE = new Reference(
  [
    office(42, {
      shortName: 'КЕМЕРОВОСТАТ',
      code: '02347699',
      timeZone: 'Asia/Novokuznetsk',
      subjects: [subject('42', '32', 'Кемеровская область — Кузбасс')],
    }),
    office(77, {
      shortName: 'МОССТАТ',
      subjects: [subject('77', '45', 'Москва'), subject('50', '46', 'Московская область')],
    }),
    office(54, { shortName: 'НОВОСИБИРСКСТАТ', subjects: [subject('54', '50', 'Новосибирская область')] }),
    office(53, { shortName: 'НОВГОРОДСТАТ', subjects: [subject('53', '49', 'Новгородская область')] }),
    office(99, { shortName: 'ЗАКРЫТСТАТ', closedAt: '2020-01-01T00:00:00.000Z' }),
  ],
  {
    okved2: codes(code('01', 'Растениеводство'), code('62', 'Разработка'), code('62.01', 'Разработка программ')),
    okopf: codes(
      code('12300', 'Общества'),
      code('50102', 'Предприниматели'),
      code('30002', 'Филиалы'),
      code('12165', 'ОДО', '2014-09-01'),
    ),
    okfs: codes(code('16', 'Частная собственность'), code('18', 'Смешанная')),
    oksm: codes(code('643', 'Россия'), code('810', 'СССР', '1991-12-26')),
  },
  [
    { code: 'legal', name: 'Юридическое лицо', offeredForSigning: true },
    { code: 'entrepreneur', name: 'Индивидуальный предприниматель', offeredForSigning: true },
  ],
  workingCalendar([{ year: 2026, status: 'official' }], []),
)

export const CERTIFICATE: CertificateDetails = {
  commonName: 'ООО «Пример»',
  surname: 'Примерова',
  givenName: 'Анна Демоновна',
  organisation: 'ООО «Пример»',
  position: 'Директор',
  email: null,
  inn: null,
  innle: GENERAL.inn as string,
  ogrn: GENERAL.ogrn as string,
  ogrnip: null,
  snils: '11223344595',
  owner: 'Примерова Анна Демоновна',
  issuer: { commonName: 'Демонстрационный УЦ', name: 'CN=Демонстрационный УЦ' },
  serialNumber: '0a1b',
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: '2027-06-01T00:00:00.000Z',
  algorithm: 'ГОСТ Р 34.10-2012, 256 бит',
  sha256: 'ab'.repeat(32),
  sha1: 'cd'.repeat(20),
  keyUsage: ['digitalSignature'],
  digitalSignature: true,
  extendedKeyUsage: null,
  isCa: false,
  crlUrls: [],
  authorityKeyId: null,
  subjectKeyId: null,
}

/** The register's record of an organisation, knowing nothing but what it must. */
export const anOrganisation = (given: Partial<Organisation> = {}): Organisation => ({
  id: 1,
  okpo: FREE_OKPO,
  enterpriseType: 'legal',
  shortName: 'ООО «Пример»',
  fullName: null,
  inn: null,
  ogrn: null,
  okved2: null,
  okved: null,
  okopf: null,
  okfs: null,
  okogu: null,
  oksm: null,
  oktmo: null,
  okato: null,
  customerKind: null,
  investmentKind: null,
  farNorth: null,
  parentOkpo: null,
  email: null,
  postalAddress: null,
  phone: null,
  headName: null,
  note: null,
  respondentComment: null,
  additionalContacts: null,
  officeId: 42,
  synchronisedAt: null,
  archivedAt: null,
  blockedAt: null,
  hasAccount: false,
  ...given,
})

export type Given = Partial<Omit<Facts, 'general' | 'contacts' | 'certificates'>> & {
  /** Fields of «Общая информация» that differ from the usual right ones. */
  general?: RawValues
  /** Contacts as they differ from the usual right one; their keys are c1, c2, … */
  contacts?: RawValues[]
  /** Certificates as they differ from the usual one; their numbers are 1, 2, … */
  certificates?: Partial<CertificateDetails>[]
}

/** Facts of an application that is all right, but for what is given. */
export const factsOf = ({ general = {}, contacts = [], certificates = [{}], ...given }: Given = {}): Facts => ({
  okpo: FREE_OKPO,
  general: generalForm.parse({ ...GENERAL, ...general }),
  contacts: contacts.map((values, index) => ({
    key: `c${index + 1}`,
    parsed: contactForm.parse({ ...CONTACT, ...values }),
  })),
  certificates: certificates.map((details, index) => ({ id: index + 1, details: { ...CERTIFICATE, ...details } })),
  passwordSet: true,
  registerState: 'absent',
  organisation: undefined,
  reference: REFERENCE,
  now: NOW,
  ...given,
})

/** What a rule says, a line a finding: severity, field, sentence. */
export const saidBy = (rule: Rule, given: Given): string[] =>
  rule(factsOf(given)).map(({ severity, field, message }) => `${severity} ${field}: ${message}`)

/** One case: what is given, and what the rule says of it. */
export type Case = [title: string, given: Given, said: string[]]
