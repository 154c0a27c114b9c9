import { built } from './machinery/paths.mjs'

const { searchName } = built('features/applications/search-name.js')
const { innWithCheckDigits } = built('validation/rules/inn.js')
const { ogrnWithCheckDigit } = built('validation/rules/ogrn.js')

/** The office that the measured specialist belongs to; it has a fifth of everything, as the largest offices do. */
const OFFICE = 42

/** Of ten applications; every office has some in each state. */
const STATUSES = [
  'submitted',
  'submitted',
  'submitted',
  'submitted',
  'in_review',
  'returned',
  'approved',
  'approved',
  'rejected',
  'withdrawn',
]

const ROOTS = [
  'Вектор',
  'Горизонт',
  'Родник',
  'Альянс',
  'Север',
  'Прогресс',
  'Кедр',
  'Маяк',
  'Орион',
  'Рассвет',
  'Сфера',
  'Темп',
]

/** The last application was sent then; each before it half a minute earlier. */
const LAST = Date.parse('2026-11-20T06:00:00.000Z')
const APART_MS = 30_000
const DAY_MS = 86_400_000

/**
 * Application `index` of a made-up country: a pure function, so every run and every engine gets the same rows. Nobody
 * is in it: the names say that they are synthetic, the addresses lie in a domain that cannot exist (RFC 2606).
 * `offices` are their numbers, `staff` those of specialists.
 */
export const syntheticApplication = (index, { offices, staff }) => {
  const status = STATUSES[Math.floor(index / 7) % STATUSES.length]
  const isDecided = status === 'approved' || status === 'rejected'
  const officeId = index % 5 === 0 ? OFFICE : offices[index % offices.length]
  const okpo = String(20_000_000 + index)
  const inn = innWithCheckDigits(String(420_000_000 + index))
  const shortName = `ООО «${ROOTS[index % ROOTS.length]}-${index} (синтетическая)»`
  const fullName = `Общество с ограниченной ответственностью «${ROOTS[index % ROOTS.length]}-${index} (синтетическая)»`
  const email = `office-${index}@example.invalid`
  const submittedAt = LAST - index * APART_MS
  const dueAt = LAST + ((index % 40) - 20) * DAY_MS
  return {
    status,
    version: 2,
    form: JSON.stringify({
      general: generalValues({ shortName, fullName, inn, email, index }),
      contacts: [],
      saved: ['general'],
    }),
    okpo,
    register_state: 'absent',
    channel: 'web',
    number: `2026-${String(10_000_000 + index)}`,
    office_id: officeId,
    enterprise_type: 'legal',
    inn,
    short_name: shortName,
    search_name: searchName(shortName, fullName),
    email,
    signed: 0,
    submissions: 1,
    submitted_at: moment(submittedAt),
    due_on: moment(dueAt).slice(0, 10),
    due_at: moment(dueAt),
    assigned_to: status === 'in_review' || isDecided ? staff[index % staff.length] : null,
    decided_at: isDecided ? moment(submittedAt + DAY_MS) : null,
    decided_by: isDecided ? staff[index % staff.length] : null,
    created_at: moment(submittedAt - 1000),
    updated_at: moment(submittedAt),
  }
}

const moment = milliseconds => new Date(milliseconds).toISOString()

/** As long as what people type: the width of a row counts. */
const generalValues = ({ shortName, fullName, inn, email, index }) => ({
  shortName,
  fullName,
  enterpriseType: 'legal',
  inn,
  ogrn: ogrnWithCheckDigit(String(102_420_000_000 + index)),
  okved2: '62.01',
  okved: '',
  okopf: '12300',
  okfs: '16',
  okogu: '4210014',
  oksm: '643',
  oktmo: '32701000',
  okato: '32401000000',
  customerKind: 'none',
  investmentKind: 'none',
  farNorth: 'none',
  subsidiary: 'no',
  parentOkpo: '',
  email,
  postalAddress: `650000, Кемеровская область, г. Кемерово, ул. Синтетическая, д. ${index}`,
  phone: '+7 (3842) 00-00-01',
  headName: 'Синтетический Руководитель',
  officeCode: '02347699 – КЕМЕРОВОСТАТ',
  note: '',
  respondentComment: '',
  additionalContacts: '',
})
