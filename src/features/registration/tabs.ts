import { paths } from '../../http/paths'
import type { Finding } from '../../validation/finding'
import type { Application, Tab } from '../applications/application'

const TABS: readonly { tab: Tab; text: string; href: string }[] = [
  { tab: 'general', text: 'Общая информация', href: paths.registration.general },
  { tab: 'certificates', text: 'Сертификаты', href: paths.registration.certificates },
  { tab: 'contacts', text: 'Контакты', href: paths.registration.contacts },
  { tab: 'check', text: 'Проверка и отправка', href: paths.registration.check },
]

type Status = { text: string; tone?: 'success' | 'danger' }

export type TabItem = { text: string; current: boolean; status: Status | undefined } & (
  | { href: string }
  | { name: 'go'; value: Tab }
)

/** What is known of the tabs when a page is drawn: findings of «Общая информация», number of certificates. */
type Known = { general?: readonly Finding[]; certificates?: number }

/** The tabs as links, for pages where nothing is typed that would be lost. */
export const tabLinks = (application: Application, current: Tab, known: Known = {}): TabItem[] =>
  TABS.map(({ tab, text, href }) => ({
    text,
    href,
    current: tab === current,
    status: statusOf(application, tab, known),
  }))

/** The tabs as buttons of the form: whoever moves on saves what was typed. */
export const tabButtons = (application: Application, current: Tab, known: Known = {}): TabItem[] =>
  TABS.map(({ tab, text }) => ({
    text,
    name: 'go',
    value: tab,
    current: tab === current,
    status: statusOf(application, tab, known),
  }))

const statusOf = ({ form }: Application, tab: Tab, { general, certificates = 0 }: Known): Status | undefined => {
  if (tab === 'general' && general !== undefined && form.saved.includes('general'))
    return general.some(({ severity }) => severity === 'error')
      ? { text: 'Есть ошибки', tone: 'danger' }
      : { text: 'Заполнено', tone: 'success' }
  if (tab === 'certificates' && certificates > 0) return { text: `Загружено: ${certificates}`, tone: 'success' }
  if (tab === 'contacts' && form.contacts.length > 0)
    return { text: `Добавлено: ${form.contacts.length}`, tone: 'success' }
  return undefined
}

/** Where a press on a tab or on «продолжить позже» leads; the next tab when it was neither. */
export const tabAddress = (value: string, otherwise: string): string =>
  value === 'link' ? paths.registration.link : (TABS.find(({ tab }) => tab === value)?.href ?? otherwise)
