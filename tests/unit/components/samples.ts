import { FormView } from '../../../src/http/form-view'
import { OptionList } from '../../../src/http/option-list'
import type { Finding } from '../../../src/validation/finding'

/** Three pages that use every component: a form, a page of staff, a page to read. Data for tests of the look. */
const finding = (severity: Finding['severity'], field: string, message: string): Finding => ({
  field,
  severity,
  rule: `${field}.demo`,
  message,
})

const values = {
  okpo: '123',
  shortName: 'ООО «Ромашка (демо)»',
  fullName: 'Общество с ограниченной ответственностью «Ромашка (демо)»',
  okopf: '12300',
  customer: 'municipal',
}

const notices = { fullName: 'Заполнено по данным регистра' }

const okopf = new OptionList(
  [
    { value: '12300', text: '12300 – Общества с ограниченной ответственностью' },
    { value: '50102', text: '50102 – Индивидуальные предприниматели' },
  ],
  'Выберите из списка',
)

const shell = {
  assets: { css: '/assets/css/app.12345678.css' },
  navigation: [
    { text: 'Главная', href: '/' },
    { text: 'Заявки', href: '/office', current: true },
  ],
  footerLinks: [{ text: 'Помощь', href: '/help' }],
  user: { name: 'Специалист (демо)', note: 'Демостат' },
  signOutHref: '/sign-out',
  csrfToken: 'token',
  demo: true,
}

const queue = {
  caption: 'Найдено заявок: 2',
  head: [
    { text: 'Номер', href: '?sort=number' },
    { text: 'Отправлена', href: '?sort=sent', sort: 'descending' },
    { text: 'Организация' },
    { text: 'ОКПО' },
    { text: 'Состояние' },
    { text: 'Осталось дней', format: 'numeric' },
  ],
  rows: ['1', '2'].map(number => ({
    href: `/office/applications/${number}`,
    cells: [
      { text: `33-2026-00012${number}` },
      { text: '11.01.2026 18:40' },
      { text: 'ООО «Ромашка (демо)»', note: 'ИНН 7700000000' },
      { text: '00000011' },
      { tag: { text: 'Просрочена', tone: 'danger' } },
      { text: '-1' },
    ],
  })),
}

export const samples: Record<string, { view: string; context: object }> = {
  'a form': { view: 'form.njk', context: { ...shell, okopf, form: new FormView(values, [], { notices }) } },
  'a form with errors': {
    view: 'form.njk',
    context: {
      ...shell,
      okopf,
      form: new FormView(
        { ...values, okopf: '99999' },
        [
          finding('error', 'okpo', 'Длина ОКПО должна быть 8, 10, 12 или 14 символов'),
          finding('warning', 'shortName', 'Наименование отличается от регистра'),
          finding('error', 'okopf', 'Выберите код из списка'),
          finding('warning', 'okopf', 'Код не подходит к типу предприятия'),
          finding('error', 'kind', 'Выберите тип предприятия'),
          finding('error', 'password', 'Введите пароль'),
          finding('error', 'cer', 'Выберите файл'),
        ],
        { notices, notice: 'Страница была открыта слишком долго, поэтому данные ещё не отправлены.' },
      ),
    },
  },
  'a page of staff': { view: 'office.njk', context: { ...shell, queue } },
  'a page to read': { view: 'read.njk', context: { ...shell, flash: { text: 'Изменения сохранены' } } },
}
