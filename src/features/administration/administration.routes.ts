import { Router } from 'express'
import type { Deps } from '../../deps'
import { type StaffRole, staffWith } from '../../http/identity'
import { paths } from '../../http/paths'

type Section = { text: string; href: string; about: string; roles: readonly StaffRole[] }

/** What administrators look after. An entry names who may open it; the page itself checks it once more. */
const SECTIONS: readonly Section[] = [
  {
    text: 'Объявления',
    href: paths.office.announcements,
    about: 'Новости на главной странице: для всех или для респондентов ТОГС',
    roles: ['office_admin', 'system_admin'],
  },
  {
    text: 'Вопросы и ответы',
    href: paths.office.faq,
    about: 'Часто задаваемые вопросы: черновики, публикация, порядок',
    roles: ['office_admin', 'system_admin'],
  },
  {
    text: 'Второй фактор сотрудников',
    href: paths.office.staffFactors,
    about: 'Сброс одноразовых кодов для тех, кто потерял телефон и резервные коды',
    roles: ['office_admin', 'system_admin'],
  },
  {
    text: 'Формы отчётности',
    href: paths.office.forms,
    about: 'Шаблоны форм: загрузка, замечания, сроки действия и сдачи, архив',
    roles: ['system_admin'],
  },
  {
    text: 'Назначение форм',
    href: paths.office.assignments,
    about: 'Кто какие формы сдаёт: по правилу или по списку, с подсчётом и отменой',
    roles: ['system_admin'],
  },
  {
    text: 'Загрузка регистра',
    href: paths.office.registerImport,
    about: 'Выгрузка АС ГС ОФСН: проверка, отчёт, запись в регистр организаций',
    roles: ['system_admin'],
  },
  {
    text: 'Доверенные центры',
    href: paths.office.trust,
    about: 'Сертификаты удостоверяющих центров и списки отзыва, по которым проверяются подписи',
    roles: ['system_admin'],
  },
  {
    text: 'Сотрудники',
    href: paths.office.staff,
    about: 'Кто работает в системе и в какой роли; ссылка для пароля',
    roles: ['office_admin', 'system_admin'],
  },
  {
    text: 'Территориальные органы',
    href: paths.office.offices,
    about: 'Наименования, коды, почта, часовые пояса',
    roles: ['system_admin'],
  },
  {
    text: 'Типы предприятий',
    href: paths.office.enterpriseTypes,
    about: 'Кому предлагается подписать заявку на регистрацию',
    roles: ['system_admin'],
  },
  {
    text: 'Причины отказа',
    href: paths.office.reasons,
    about: 'Список, из которого выбирают причину, и заготовки объяснений',
    roles: ['system_admin'],
  },
  {
    text: 'Производственный календарь',
    href: paths.office.calendar,
    about: 'Выходные, сокращённые и рабочие дни, по которым считаются сроки',
    roles: ['system_admin'],
  },
  {
    text: 'Классификаторы',
    href: paths.office.classifiers,
    about: 'Коды ОКВЭД2, ОКТМО, ОКАТО и других, обновление из файлов открытых данных',
    roles: ['system_admin'],
  },
  {
    text: 'Письма',
    href: paths.office.letters,
    about: 'Что система отправляет по электронной почте и что не дошло до почтового сервера',
    roles: ['system_admin'],
  },
  {
    text: 'Журнал аудита',
    href: paths.office.audit,
    about: 'Кто, когда, откуда и что сделал; записи нельзя изменить',
    roles: ['system_admin'],
  },
]

/** «Управление»: the way to everything that an administrator looks after. */
export const administrationRoutes = (_deps: Deps): Router => {
  const router = Router()
  router.get(paths.office.administration, (req, res) => {
    const { role } = staffWith(req, 'office_admin', 'system_admin')
    res.page('administration/administration', { sections: SECTIONS.filter(({ roles }) => roles.includes(role)) })
  })
  return router
}
