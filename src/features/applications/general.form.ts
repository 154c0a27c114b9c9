import { choice, choiceOf, optional, text } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { email } from '../../validation/rules/email'
import { enterpriseType } from '../../validation/rules/enterprise-type'
import { inn } from '../../validation/rules/inn'
import { ogrn } from '../../validation/rules/ogrn'
import { okato } from '../../validation/rules/okato'
import { okfs } from '../../validation/rules/okfs'
import { okogu } from '../../validation/rules/okogu'
import { okopf } from '../../validation/rules/okopf'
import { parentOkpo } from '../../validation/rules/okpo'
import { oksm } from '../../validation/rules/oksm'
import { oktmo } from '../../validation/rules/oktmo'
import { okved } from '../../validation/rules/okved'
import { okved2 } from '../../validation/rules/okved2'
import { personName } from '../../validation/rules/person-name'
import { phone } from '../../validation/rules/phone'
import { postalAddress } from '../../validation/rules/postal-address'

/** The choices of the tab that come from no classifier. */
export const CUSTOMER_KINDS = {
  none: 'Не является заказчиком',
  state: 'Государственный заказчик (44-ФЗ)',
  municipal: 'Муниципальный заказчик (44-ФЗ)',
  other: 'Заказчик по 223-ФЗ',
} as const
export const INVESTMENT_KINDS = {
  none: 'Инвестиций нет',
  fixed_assets: 'Инвестиции в основной капитал',
  non_financial: 'Инвестиции в другие нефинансовые активы',
  financial: 'Финансовые вложения',
} as const
export const FAR_NORTH = {
  none: 'Не относится',
  far_north: 'Район Крайнего Севера',
  equated: 'Местность, приравненная к районам Крайнего Севера',
} as const

const choose = 'Выберите одно из значений списка'

/** Free remarks of the applicant: up to 1000 characters each. */
const remark = optional(text({ max: 1000, tooLong: 'Текст не длиннее 1000 знаков: сократите его' }))

/** «Общая информация»: the fields in the order of the page (system description, section 3.2). */
export const generalForm = defineForm({
  shortName: text({
    required: 'Введите краткое наименование',
    max: 255,
    tooLong: 'Краткое наименование не длиннее 255 знаков: сократите его',
  }),
  fullName: text({
    required: 'Введите полное наименование',
    max: 1000,
    tooLong: 'Полное наименование не длиннее 1000 знаков: сократите его',
  }),
  enterpriseType,
  inn,
  ogrn: optional(ogrn),
  okved2,
  okved: optional(okved),
  okopf,
  okfs,
  okogu: optional(okogu),
  oksm,
  oktmo,
  okato: optional(okato),
  customerKind: optional(choiceOf(CUSTOMER_KINDS, choose)),
  investmentKind: optional(choiceOf(INVESTMENT_KINDS, choose)),
  farNorth: optional(choiceOf(FAR_NORTH, choose)),
  subsidiary: choice(['no', 'yes'], 'Укажите, является ли организация дочерней: «Да» или «Нет»'),
  parentOkpo: optional(parentOkpo),
  email,
  postalAddress,
  phone,
  headName: personName,
  officeCode: text({
    required: 'Выберите ТОГС: введите его код, название или регион',
    max: 255,
    tooLong: 'Выберите ТОГС из списка',
  }),
  note: remark,
  respondentComment: remark,
  additionalContacts: remark,
})

export type General = NonNullable<ReturnType<typeof generalForm.parse>['value']>
export type GeneralField = keyof General

/** How the fields are called on every page, in letters and in the XML's readable twin. */
export const GENERAL_LABELS: Record<GeneralField, string> = {
  shortName: 'Краткое наименование',
  fullName: 'Полное наименование',
  enterpriseType: 'Тип предприятия',
  inn: 'ИНН',
  ogrn: 'ОГРН / ОГРНИП',
  okved2: 'Основной ОКВЭД2',
  okved: 'Основной ОКВЭД',
  okopf: 'ОКОПФ',
  okfs: 'ОКФС',
  okogu: 'Код уровня управления (ОКОГУ)',
  oksm: 'Код страны (ОКСМ)',
  oktmo: 'ОКТМО',
  okato: 'ОКАТО',
  customerKind: 'Признак заказчика',
  investmentKind: 'Виды инвестирования',
  farNorth: 'Принадлежность к Крайнему Северу',
  subsidiary: 'Дочерняя организация',
  parentOkpo: 'ОКПО головной организации',
  email: 'Адрес электронной почты',
  postalAddress: 'Почтовый адрес',
  phone: 'Контактный телефон',
  headName: 'Руководитель организации (ФИО)',
  officeCode: 'ТОГС (РОГС)',
  note: 'Примечание',
  respondentComment: 'Комментарий пользователя',
  additionalContacts: 'Дополнительные контакты',
}
