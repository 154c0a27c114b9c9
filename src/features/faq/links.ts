import { paths } from '../../http/paths'

/** Pages that an answer may lead to: answers are plain text, and an address typed by hand would not outlive the page. */
export const FAQ_LINKS = {
  okpo: { text: 'Как узнать свой ОКПО / Идентификационный номер ТОСП', href: paths.help.okpo },
  keys: { text: 'Открытый и закрытый ключ электронной подписи', href: paths.help.keys },
  certificate: { text: 'Как выгрузить сертификат в файл', href: paths.help.certificate },
  signature: { text: 'Как подписать файл без плагина', href: paths.help.signature },
  letter: { text: 'Если зарегистрироваться не получается', href: paths.help.letter },
  mobile: { text: 'Мобильное приложение', href: paths.help.mobile },
  registration: { text: 'Подать заявку на регистрацию', href: paths.registration.start },
  status: { text: 'Состояние заявки', href: paths.registration.status },
  recovery: { text: 'Восстановление пароля', href: paths.recovery.start },
  codes: { text: 'Коды и формы', href: paths.codes },
  support: { text: 'Задать вопрос техподдержке', href: paths.support.ask },
} as const

export type LinkCode = keyof typeof FAQ_LINKS

export const faqLink = (code: string | null): { text: string; href: string } | undefined =>
  code === null ? undefined : FAQ_LINKS[code as LinkCode]
