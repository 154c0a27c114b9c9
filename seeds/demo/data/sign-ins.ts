/** Everybody knows this password: it opens only accounts that are marked `demo`, and only in demo mode. */
export const PASSWORD = 'Demo-Vhod-2026'

/** ОКПО of the organisations of the demo register that are registered already. */
export const REGISTERED = ['99900051', '9990000026']

export const STAFF = [
  { login: 'kemerovo1', full_name: 'Специалист Первый (демо)', role: 'specialist', office_id: 42 },
  { login: 'kemerovo2', full_name: 'Специалист Второй (демо)', role: 'specialist', office_id: 42 },
  { login: 'kemerovo-admin', full_name: 'Администратор КЕМЕРОВОСТАТа (демо)', role: 'office_admin', office_id: 42 },
  { login: 'kamchatka1', full_name: 'Специалист Третий (демо)', role: 'specialist', office_id: 41 },
  { login: 'kamchatka-admin', full_name: 'Администратор КАМЧАТСТАТа (демо)', role: 'office_admin', office_id: 41 },
  { login: 'admin', full_name: 'Администратор системы (демо)', role: 'system_admin', office_id: null },
]

type Power = {
  basis: 'attorney' | 'mchd'
  basis_number: string
  basis_date: string
  basis_valid_until: string
  may_fill: boolean
  may_send: boolean
  may_view: boolean
}

const POWER: Power = {
  basis: 'attorney',
  basis_number: '1/2026',
  basis_date: '2026-01-12',
  basis_valid_until: '2035-12-31',
  may_fill: true,
  may_send: true,
  may_view: true,
}

/** An authorised person, and what each organisation lets them do. */
export const PERSON: {
  email: string
  name: { last_name: string; first_name: string; middle_name: null }
  powers: Record<string, Power>
} = {
  email: 'buhgalter@demo.example',
  name: { last_name: 'Демонстрационный', first_name: 'Бухгалтер', middle_name: null },
  powers: {
    '99900051': POWER,
    '9990000026': { ...POWER, basis: 'mchd', basis_number: 'DEMO-0001', may_send: false },
  },
}
