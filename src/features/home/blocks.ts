import { paths } from '../../http/paths'

/** A link of the home page; `hidden` completes it for those who hear it without the heading of its block. */
type Link = { text: string; href: string; hidden?: string }

export type Block = { title: string; links: readonly Link[] }

/** Who comes here and where they go (system description, section 2). Only pages that there are. */
export const BLOCKS: readonly Block[] = [
  {
    title: 'Респонденты',
    links: [
      { text: 'Войти в личный кабинет', href: paths.signIn },
      { text: 'Подать заявку на регистрацию', href: paths.registration.start },
      { text: 'Узнать состояние заявки', href: paths.registration.status },
      { text: 'Получить данные о кодах и формах', href: paths.codes },
      { text: 'Скачать offline-модуль', href: paths.offline },
      { text: 'Форум техподдержки', href: paths.support.ask },
      { text: 'Часто задаваемые вопросы', href: paths.help.faq },
      { text: 'Помощь', href: paths.help.home },
      { text: 'Мобильное приложение', href: paths.help.mobile },
    ],
  },
  {
    title: 'Специалисты Росстата',
    links: [
      { text: 'Войти в личный кабинет', href: paths.office.signIn, hidden: 'специалиста' },
      { text: 'Скачать модуль для РОГС', href: paths.office.reportsExport },
      { text: 'Форум техподдержки', href: paths.office.support, hidden: 'для специалистов' },
    ],
  },
  {
    title: 'Спецоператоры',
    links: [{ text: 'Форум техподдержки', href: paths.support.ask, hidden: 'для спецоператоров' }],
  },
]
