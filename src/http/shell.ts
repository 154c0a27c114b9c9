import type { Request, Response } from 'express'
import type { Config } from '../config'
import type { Stylesheets } from './assets'
import { formatDate, formatDateTime } from './dates'
import type { Identity, Respondent } from './identity'
import type { Shell } from './page'
import { paths } from './paths'
import { viewClasses, viewPanel } from './view-panel'
import { NORMAL_STYLESHEET, viewOf } from './view-settings'

type Link = { text: string; href: string; current: boolean }

/** What templates may use besides what a page gives them. */
export const templateGlobals = (): Record<string, unknown> => ({
  paths,
  formatDate,
  formatDateTime,
})

/** The frame of every page: who is signed in, where one can go, what was just done. */
export const shell =
  (config: Config, stylesheets: Stylesheets): Shell =>
  (req, res) => ({
    ...look(req, res, stylesheets),
    demo: config.demo,
    navigation: navigationFor(req),
    footerLinks: footerLinks(config, req.identity),
    user: req.identity === undefined ? undefined : whoIs(req.identity),
    signOutHref: req.identity?.kind === 'staff' ? paths.office.signOut : paths.signOut,
    flash: takeFlash(req),
  })

/** How the page looks to this person; a page that has just changed it knows better than the cookie that came. */
const look = (req: Request, res: Response, stylesheets: Stylesheets): object => {
  const settings = res.locals.view === undefined ? viewOf(req) : res.locals.view.settings
  const name = settings === undefined ? NORMAL_STYLESHEET : (`${settings.scheme}-${settings.size}` as const)
  return {
    assets: { css: stylesheets[name].address },
    htmlClasses: settings && viewClasses(settings),
    panel: viewPanel(req, settings),
  }
}

/** Whoever acts for somebody else always sees for whom, and can change it. */
const whoIs = (identity: Identity): { name: string; note?: string; change?: string } => {
  if (identity.kind === 'person') return { name: identity.user.name }
  if (identity.kind === 'staff' || identity.user.kind === 'account') return { name: identity.name }
  return { name: identity.user.name, note: `за ${identity.name}`, change: paths.cabinet.choose }
}

const navigationFor = (req: Request): Link[] => {
  const here = req.path
  return linksFor(req.identity).map(([text, href]) => ({ text, href, current: isBelow(here, href) }))
}

/** The parts of the cabinet, as far as the rights go. */
const cabinetLinks = ({ rights }: Respondent): [string, string][] => [
  ['Личный кабинет', paths.cabinet.home],
  ['Отчёты', paths.cabinet.reports],
  ['Профиль', paths.cabinet.profile],
  ...(rights.manage
    ? ([
        ['Сертификаты', paths.cabinet.certificates],
        ['Контакты', paths.cabinet.contacts],
      ] as [string, string][])
    : []),
  ['Вопросы', paths.cabinet.support],
  ['Безопасность', paths.cabinet.security],
]

const linksFor = (identity: Identity | undefined): [string, string][] => {
  if (identity?.kind === 'staff')
    return [
      ['Заявки на регистрацию', paths.office.applications],
      ...(identity.officeId === null ? [] : [['Отчёты', paths.office.reports] as [string, string]]),
      ['Регистр организаций', paths.office.register],
      ['Вопросы', paths.office.support],
      ['Нагрузка и сроки', paths.office.workload],
      ...(identity.role === 'specialist' ? [] : [['Управление', paths.office.administration] as [string, string]]),
      ['Безопасность', paths.office.security],
    ]
  if (identity?.kind === 'respondent') return cabinetLinks(identity)
  if (identity?.kind === 'person')
    return [
      ['Выбор организации', paths.cabinet.choose],
      ['Безопасность', paths.cabinet.security],
    ]
  return [
    ['Регистрация', paths.registration.start],
    ['Состояние заявки', paths.registration.status],
    ['Вход', paths.signIn],
  ]
}

/** The longest address that fits wins: «Состояние заявки» lies below «Регистрация», everything of the cabinet below its home. */
const isBelow = (here: string, href: string): boolean => {
  const covers = (prefix: string) => here === prefix || here.startsWith(`${prefix}/`)
  if (href === paths.cabinet.home) return here === href
  if (href === paths.registration.start && covers(paths.registration.status)) return false
  return covers(href)
}

const footerLinks = (config: Config, identity: Identity | undefined): { text: string; href: string }[] => [
  ...(identity?.kind === 'staff' ? [{ text: 'Помощь специалистам', href: paths.office.help }] : []),
  { text: 'Помощь', href: paths.help.home },
  { text: 'Форум техподдержки', href: paths.support.ask },
  { text: 'Доступность', href: paths.accessibility },
  { text: 'Коды и формы', href: paths.codes },
  { text: 'Объявления', href: paths.announcements },
  ...(identity === undefined ? [{ text: 'Вход для специалистов', href: paths.office.signIn }] : []),
  ...(config.demo
    ? [
        { text: 'Письма (демонстрация)', href: paths.demoMail },
        { text: 'Подписать файл (демонстрация)', href: paths.demoSign },
      ]
    : []),
]

const takeFlash = (req: Request): { text: string } | undefined => {
  const text = req.session?.flash
  if (text === undefined) return undefined
  delete req.session.flash
  return { text }
}
