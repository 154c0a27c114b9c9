import { field, optional, text } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { email } from '../../validation/rules/email'

/** Zones of the Russian Federation, west to east. */
export const TIME_ZONES = {
  'Europe/Kaliningrad': 'Калининград (МСК−1)',
  'Europe/Moscow': 'Москва (МСК)',
  'Europe/Kirov': 'Киров (МСК)',
  'Europe/Simferopol': 'Симферополь (МСК)',
  'Europe/Volgograd': 'Волгоград (МСК)',
  'Europe/Astrakhan': 'Астрахань (МСК+1)',
  'Europe/Samara': 'Самара (МСК+1)',
  'Europe/Saratov': 'Саратов (МСК+1)',
  'Europe/Ulyanovsk': 'Ульяновск (МСК+1)',
  'Asia/Yekaterinburg': 'Екатеринбург (МСК+2)',
  'Asia/Omsk': 'Омск (МСК+3)',
  'Asia/Barnaul': 'Барнаул (МСК+4)',
  'Asia/Krasnoyarsk': 'Красноярск (МСК+4)',
  'Asia/Novokuznetsk': 'Новокузнецк (МСК+4)',
  'Asia/Novosibirsk': 'Новосибирск (МСК+4)',
  'Asia/Tomsk': 'Томск (МСК+4)',
  'Asia/Irkutsk': 'Иркутск (МСК+5)',
  'Asia/Chita': 'Чита (МСК+6)',
  'Asia/Yakutsk': 'Якутск (МСК+6)',
  'Asia/Vladivostok': 'Владивосток (МСК+7)',
  'Asia/Magadan': 'Магадан (МСК+8)',
  'Asia/Sakhalin': 'Южно-Сахалинск (МСК+8)',
  'Asia/Anadyr': 'Анадырь (МСК+9)',
  'Asia/Kamchatka': 'Камчатка (МСК+9)',
} as const

/** What the administrator of the system may change of an office. */
export const officeForm = defineForm({
  shortName: text({
    required: 'Введите краткое наименование',
    max: 60,
    tooLong: 'Краткое наименование не длиннее 60 знаков: сократите его',
  }),
  fullName: text({
    required: 'Введите полное наименование',
    max: 255,
    tooLong: 'Полное наименование не длиннее 255 знаков: сократите его',
  }),
  code: optional(
    field((typed, fail) =>
      /^\d{8}$/.test(typed) ? typed : fail('office.code', 'Код ТОГС: введите 8 цифр, например 02347699'),
    ),
  ),
  exchangeCode: optional(
    field((typed, fail) =>
      /^\d\d-\d\d$/.test(typed)
        ? typed
        : fail(
            'office.exchange_code',
            'Код для обмена с операторами: введите две пары цифр через дефис, например 50-00',
          ),
    ),
  ),
  mailbox: optional(email),
  phone: optional(text({ max: 100, tooLong: 'Телефон не длиннее 100 знаков: сократите его' })),
  website: optional(
    field((typed, fail) =>
      /^https?:\/\/\S+$/.test(typed) && typed.length <= 255 && URL.canParse(typed)
        ? typed
        : fail('office.website', 'Адрес сайта: введите его вместе с https://, например https://42.rosstat.gov.ru/'),
    ),
  ),
  // An office that is there already may stand in any zone that the platform knows.
  timeZone: field((typed, fail) =>
    isTimeZone(typed) ? typed : fail('office.time_zone', 'Выберите часовой пояс из списка'),
  ),
  closed: field(typed => typed === 'yes'),
})

const isTimeZone = (name: string): boolean => {
  try {
    return name !== '' && new Intl.DateTimeFormat('ru', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
