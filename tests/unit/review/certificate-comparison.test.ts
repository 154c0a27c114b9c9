import type { CertificateDetails } from '../../../src/crypto/certificate'
import { compareWithCertificate } from '../../../src/features/review/certificate-comparison'
import type { ComparedLine } from '../../../src/features/review/comparison'
import type { HandedIn } from '../../../src/features/review/handed-in'

const LINES: ComparedLine[] = Object.entries({
  shortName: 'ООО «Ёлка»',
  inn: '7736050003',
  ogrn: '1027700132195',
  email: 'Office@primer.example',
  headName: 'Иванов Иван Иванович',
  okved2: '01.11',
}).map(([name, ours]) => ({ name, field: name, ours, differs: false }))

const OWNER = {
  organisation: 'ООО "ЕЛКА"',
  commonName: 'ООО "ЕЛКА"',
  innle: '7736050003',
  inn: null,
  ogrn: '1027700132195',
  ogrnip: null,
  email: 'office@primer.example',
  surname: 'Иванов',
  givenName: 'Иван Иванович',
}

const compared = (...owners: object[]): Record<string, boolean | undefined> => {
  const handedIn = {
    certificates: owners.map((owner, id) => ({ id, details: { ...OWNER, ...owner } as unknown as CertificateDetails })),
    submission: { form: { general: { inn: '7736050003', fullName: 'Общество «Ёлка»' } } },
  } as unknown as HandedIn
  return Object.fromEntries(
    compareWithCertificate(LINES, handedIn).map(({ name, certificateDiffers }) => [name, certificateDiffers]),
  )
}

const AGREES = { shortName: false, inn: false, ogrn: false, email: false, headName: false, okved2: undefined }

it('passes over capitals, quotation marks and ё', () => {
  expect(compared({})).toEqual(AGREES)
})

it('takes the full name for the short one, and the ИНН of a person where there is no other', () => {
  expect(compared({ organisation: 'ОБЩЕСТВО ЕЛКА', innle: null, inn: '7736050003' })).toEqual(AGREES)
})

it.each([
  ['shortName', { organisation: 'ООО «Сосна»' }],
  ['inn', { innle: '7708503727' }],
  ['ogrn', { ogrn: '1' }],
  ['email', { email: 'other@primer.example' }],
  ['headName', { surname: 'Петров' }],
])('marks %s when the certificate says something else', (field, owner) => {
  expect(compared(owner)).toEqual({ ...AGREES, [field]: true })
})

it('says nothing of what the certificate does not have', () => {
  expect(compared({ email: null, surname: null, givenName: null })).toEqual({
    ...AGREES,
    email: undefined,
    headName: undefined,
  })
})

it('takes of several certificates the one of the organisation', () => {
  expect(compared({ innle: '7708503727', organisation: 'Чужая' }, {})).toEqual(AGREES)
  expect(compared()).toEqual(Object.fromEntries(Object.keys(AGREES).map(name => [name, undefined])))
})
