import { paths } from '../../http/paths'

/** A page of the help: where it is, the template that holds its text, and one line about it. */
export type Topic = { href: string; view: string; title: string; about: string }

/** What everybody may need, in the order of the index. */
export const TOPICS: readonly Topic[] = [
  {
    href: paths.help.okpo,
    view: 'help/okpo',
    title: 'Как узнать свой ОКПО / Идентификационный номер ТОСП',
    about: 'С этого номера начинается заявка на регистрацию',
  },
  {
    href: paths.help.fields,
    view: 'help/topics/fields',
    title: 'Поля заявки: что в них писать',
    about: 'Тип предприятия, коды классификаторов, территория, ТОГС, пароль',
  },
  {
    href: paths.help.keys,
    view: 'help/topics/keys',
    title: 'Открытый и закрытый ключ электронной подписи',
    about: 'Чем они отличаются и какой из них можно загружать',
  },
  {
    href: paths.help.certificate,
    view: 'help/topics/certificate',
    title: 'Как выгрузить сертификат в файл',
    about: 'По шагам: через «Свойства обозревателя» и через КриптоПро CSP',
  },
  {
    href: paths.help.signature,
    view: 'help/topics/signature',
    title: 'Как подписать файл без плагина',
    about: 'Скачать, подписать своей программой, загрузить подпись',
  },
  {
    href: paths.help.messages,
    view: 'help/topics/messages',
    title: 'Сообщения о сертификатах и подписи',
    about: 'Что значит каждое сообщение и что делать',
  },
  {
    href: paths.help.contacts,
    view: 'help/topics/contacts',
    title: 'Контакты: уполномоченные лица и их права',
    about: 'Кого добавить, на каком основании, как человек получит доступ',
  },
  {
    href: paths.help.recovery,
    view: 'help/topics/recovery',
    title: 'Если не получается войти',
    about: 'Вход, восстановление пароля, второй фактор, блокировка',
  },
  {
    href: paths.help.reports,
    view: 'help/topics/reports',
    title: 'Как сдать отчёт',
    about: 'Заполнить, проверить, подписать, отправить; состояния и корректировка',
  },
  {
    href: paths.help.letter,
    view: 'help/topics/letter',
    title: 'Если зарегистрироваться не получается',
    about: 'Письмо в территориальный орган статистики: что в нём указать и приложить',
  },
  {
    href: paths.help.faq,
    view: 'faq/faq',
    title: 'Часто задаваемые вопросы',
    about: 'Регистрация, вход, сертификаты, отчёты',
  },
  {
    href: paths.help.mobile,
    view: 'help/topics/mobile',
    title: 'Мобильное приложение',
    about: 'Как добавить сайт на экран телефона',
  },
  {
    href: paths.help.oksm,
    view: 'help/oksm',
    title: 'Коды стран (ОКСМ)',
    about: 'Список для поля «Код страны»',
  },
]

/** For those who work at an office. */
export const OFFICE_TOPICS: readonly Topic[] = [
  {
    href: paths.office.helpTopic('queue'),
    view: 'help/office/queue',
    title: 'Очередь заявок',
    about: 'Сроки, отбор и поиск, взять в работу, передать',
  },
  {
    href: paths.office.helpTopic('decisions'),
    view: 'help/office/decisions',
    title: 'Решения по заявке',
    about: 'Что проверить; одобрить, вернуть, отклонить',
  },
  {
    href: paths.office.helpTopic('letters'),
    view: 'help/office/letters',
    title: 'Письма и регистрация по письму',
    about: 'Что и кому система пишет; как завести заявку за организацию',
  },
  {
    href: paths.office.helpTopic('reports'),
    view: 'help/office/reports',
    title: 'Отчёты',
    about: 'Приём, ответ респонденту, кто не отчитался, выгрузки',
  },
  {
    href: paths.office.helpTopic('questions'),
    view: 'help/office/questions',
    title: 'Вопросы и ответы',
    about: 'Ответить на вопрос, закрыть, опубликовать ответ для всех',
  },
  {
    href: paths.office.helpTopic('trust'),
    view: 'help/office/trust',
    title: 'Доверенные центры и списки отзыва',
    about: 'Что значат предупреждения и почему подпись не удалось проверить',
  },
  {
    href: paths.office.helpTopic('import'),
    view: 'help/office/import',
    title: 'Загрузка регистра',
    about: 'Выгрузка АС ГС ОФСН: проверка, отчёт об отказах, запись',
  },
]
