export type DemoSignIn = { login: string; password: string; purpose: string }

/** The same as in the seeds, which the build keeps apart; a test holds the two together. */
const PASSWORD = 'Demo-Vhod-2026'

const signIn = (login: string, purpose: string): DemoSignIn => ({ login, password: PASSWORD, purpose })

/** Organisations, and an authorised person of both, that can sign in to the cabinet in demo mode. */
export const DEMO_RESPONDENTS: readonly DemoSignIn[] = [
  signIn('99900051', 'юридическое лицо, КЕМЕРОВОСТАТ'),
  signIn('9990000026', 'индивидуальный предприниматель, КАМЧАТСТАТ'),
  signIn('buhgalter@demo.example', 'уполномоченное лицо обеих организаций'),
]

/** Members of staff that can sign in to the office in demo mode. */
export const DEMO_STAFF: readonly DemoSignIn[] = [
  signIn('kemerovo1', 'специалист, КЕМЕРОВОСТАТ'),
  signIn('kemerovo2', 'второй специалист, КЕМЕРОВОСТАТ'),
  signIn('kemerovo-admin', 'администратор, КЕМЕРОВОСТАТ'),
  signIn('kamchatka1', 'специалист, КАМЧАТСТАТ'),
  signIn('kamchatka-admin', 'администратор, КАМЧАТСТАТ'),
  signIn('admin', 'администратор системы'),
]

/** Organisations of the demo register to try the registration with. */
export const DEMO_UNREGISTERED: readonly { okpo: string; purpose: string }[] = [
  { okpo: '99900016', purpose: 'юридическое лицо' },
  { okpo: '9990000018', purpose: 'индивидуальный предприниматель' },
  { okpo: '99900016000001', purpose: 'территориально обособленное подразделение' },
  { okpo: '99900068', purpose: 'орган власти' },
]
