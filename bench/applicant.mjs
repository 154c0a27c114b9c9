import { Visitor } from './machinery/visitor.mjs'

const GENERAL = '/registration/general'

/** An organisation that nobody is, with numbers that pass their check. */
const RIGHT = {
  shortName: 'ООО «Замер (синтетическая)»',
  fullName: 'Общество с ограниченной ответственностью «Замер (синтетическая)»',
  enterpriseType: 'legal',
  inn: '4299000019',
  ogrn: '1994200000012',
  okved2: '62.01',
  okopf: '12300',
  okfs: '16',
  oksm: '643',
  oktmo: '32701000',
  subsidiary: 'no',
  email: 'zamer@example.invalid',
  postalAddress: '650000, Кемеровская область, г. Кемерово, ул. Синтетическая, д. 1',
  phone: '+7 (3842) 00-00-01',
  headName: 'Синтетический Пример',
  officeCode: '02347699 – КЕМЕРОВОСТАТ',
}

/** Nine wrong fields; the missing password is the tenth error. No password is typed, so none is hashed. */
const WRONG = {
  ...RIGHT,
  shortName: '',
  fullName: '',
  inn: '4299000018',
  ogrn: '1994200000013',
  okved2: 'шестьдесят два',
  oktmo: '3270',
  email: 'zamer',
  phone: '12',
  headName: '',
}
const ERRORS = 10

/** An ОКПО that the demo register does not know; its check digit is not looked at before the draft begins. */
const okpoOf = index => String(90_000_000 + index)

/** A browser that has a session and an application with everything filled in right, saved and standing on its first tab. */
export const filledIn = async (address, index) => {
  const visitor = await begin(address, index)
  await visitor.submit({ ...RIGHT, password: 'Tyoplyj-Vecher-2026', passwordRepeat: 'Tyoplyj-Vecher-2026' })
  await visitor.open(GENERAL)
  expectErrors(visitor, 0)
  return visitor
}

/** The same with ten errors, and the body that sends them again with this page's token. */
export const withTenErrors = async (address, index) => {
  const visitor = await begin(address, index)
  await visitor.submit(WRONG)
  expectErrors(visitor, ERRORS)
  return { visitor, body: visitor.body(WRONG).toString() }
}

const begin = async (address, index) => {
  const visitor = new Visitor(address)
  await visitor.open('/registration')
  await visitor.submit({ okpo: okpoOf(index) })
  if (visitor.url !== GENERAL) throw new Error(`no draft was begun: ${visitor.$('main').text().trim()}`)
  return visitor
}

const expectErrors = (visitor, wanted) => {
  const errors = visitor
    .$('.govuk-error-summary__list a')
    .toArray()
    .map(link => visitor.$(link).text())
  if (visitor.url !== GENERAL || errors.length !== wanted) {
    throw new Error(`${visitor.url} shows ${errors.length} errors instead of ${wanted}:\n${errors.join('\n')}`)
  }
}
