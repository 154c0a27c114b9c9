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
