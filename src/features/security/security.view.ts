import type { Instant } from '../../db/db'
import { formatDateTime } from '../../http/dates'
import type { SessionEntry } from '../../http/sessions.repository'
import type { SignInEntry } from './sign-ins.repository'

const UNKNOWN = 'неизвестно'

const ENTERED: Record<string, string> = {
  password: 'Вход по паролю',
  code: 'Вход по паролю и коду',
  recovery_code: 'Вход по паролю и резервному коду',
  set_up: 'Вход с настройкой одноразовых кодов',
  certificate: 'Вход по сертификату',
}

const REFUSED: Record<string, string> = {
  password: 'Отказ: неверный пароль',
  code: 'Отказ: неверный код',
  code_used: 'Отказ: код уже использован',
  certificate: 'Отказ: подпись не принята',
}

const resultOf = ({ succeeded, how = '' }: SignInEntry): string =>
  succeeded ? (ENTERED[how] ?? 'Вход') : (REFUSED[how] ?? 'Отказ: вход закрыт')

/** Addresses of the old kind are shown as people know them, also where the system sees them as new ones. */
const addressWords = (address: string | null): string => address?.replace(/^::ffff:/i, '') ?? UNKNOWN

export const SIGN_IN_HEAD = [{ text: 'Когда' }, { text: 'Что было' }, { text: 'Адрес' }, { text: 'Браузер' }]

export const signInRow = (entry: SignInEntry, timeZone: string | undefined) => ({
  cells: [
    { text: formatDateTime(entry.at, timeZone) },
    entry.succeeded ? { text: resultOf(entry) } : { tag: { text: resultOf(entry), tone: 'attention' } },
    { text: addressWords(entry.address) },
    { text: entry.browser ?? UNKNOWN },
  ],
})

export const sessionView = (entry: SessionEntry, ownKey: string, timeZone: string | undefined) => ({
  key: entry.key,
  isThis: entry.key === ownKey,
  since: formatDateTime(entry.createdAt, timeZone),
  lastSeen: formatDateTime(entry.touchedAt, timeZone),
  address: addressWords(entry.address),
  browser: entry.browser ?? UNKNOWN,
})

/** What the page says of the second factor. */
export const factorView = (
  enabledAt: Instant | undefined,
  codesLeft: number,
  obligatory: boolean,
  timeZone: string | undefined,
) => ({
  enabledAt: enabledAt === undefined ? undefined : formatDateTime(enabledAt, timeZone),
  codesLeft,
  fewCodes: enabledAt !== undefined && codesLeft < FEW_CODES,
  mayTurnOff: !obligatory,
})

const FEW_CODES = 3
