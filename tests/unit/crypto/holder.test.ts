import type { Subject } from '../../../src/crypto/certificate/subject'
import { checkHolder } from '../../../src/crypto/holder'

const nobody: Subject = {
  commonName: 'x',
  surname: null,
  givenName: null,
  organisation: null,
  position: null,
  email: null,
  inn: null,
  innle: null,
  ogrn: null,
  ogrnip: null,
  snils: null,
}
const INN = '1234567894'
const OGRN = '1234567890123'
const PERSON = '123456789047'
const OGRNIP = '123456789012343'

const codeOf = (subject: Partial<Subject>, organisation: { inn: string; ogrn: string | null }): string =>
  checkHolder({ ...nobody, ...subject }, 'Владелец', organisation).code

describe('the holder of a certificate', () => {
  it.each([
    ['the same ИНН and ОГРН', { innle: INN, ogrn: OGRN }, 'holder_matches'],
    ['the same ИНН and no ОГРН', { innle: INN }, 'holder_matches'],
    ['the same ОГРН and no ИНН', { ogrn: OGRN }, 'holder_matches'],
    ['the same ИНН of the organisation and any of the employee', { inn: PERSON, innle: INN }, 'holder_matches'],
    ['another ИНН', { innle: '7777777777', ogrn: OGRN }, 'holder_other'],
    ['another ОГРН', { innle: INN, ogrn: '1027700000000' }, 'holder_ogrn_differs'],
    ['neither: a natural person', { inn: PERSON }, 'holder_person'],
  ])('of an organisation with %s', (_, subject, code) => {
    expect(codeOf(subject, { inn: INN, ogrn: OGRN })).toBe(code)
  })

  it.each([
    ['the same ИНН and ОГРНИП', { inn: PERSON, ogrnip: OGRNIP }, 'holder_matches'],
    ['the same ИНН of the person', { inn: PERSON }, 'holder_matches'],
    ['another ИНН', { inn: '500100732259', ogrnip: OGRNIP }, 'holder_other'],
    ['no ИНН', {}, 'holder_other'],
    ['an organisation of somebody else', { innle: INN }, 'holder_other'],
  ])('of an entrepreneur with %s', (_, subject, code) => {
    expect(codeOf(subject, { inn: PERSON, ogrn: OGRNIP })).toBe(code)
  })

  it('with an ОГРН alone proves nothing when the organisation has none on record', () => {
    expect(codeOf({ ogrn: OGRN }, { inn: INN, ogrn: null })).toBe('holder_other')
  })

  it('is never a reason to refuse', () => {
    for (const subject of [{}, { inn: PERSON }, { innle: '7777777777' }]) {
      const { value } = checkHolder({ ...nobody, ...subject }, 'Владелец', { inn: INN, ogrn: OGRN })
      expect(value).toBe('warning')
    }
  })
})
