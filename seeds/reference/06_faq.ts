import type { Knex } from 'knex'
import { insertMissing } from './writing/insert-missing'

const WRITTEN = '2026-01-12T06:00:00.000Z'

/** The frequent questions that the project ships; administrators change, hide and add to them. */
export const seed = async (trx: Knex.Transaction): Promise<void> => {
  const entries = [
    {
      code: 'okpo',
      section: 1,
      question: 'Какой номер вводить: ОКПО или номер ТОСП?',
      answer:
        'Юридическое лицо вводит ОКПО из 8 цифр, предприниматель – из 8 или 10. Обособленное подразделение вводит свой идентификационный номер ТОСП из 14 цифр. Нули в начале не пропускайте.',
      link: 'okpo',
    },
    {
      code: 'registered',
      section: 1,
      question: 'Сайт говорит, что организация уже зарегистрирована. Что делать?',
      answer:
        'Пароль для этого ОКПО уже задан. Восстановите его: понадобится адрес электронной почты организации. Если адрес изменился, напишите в свой ТОГС, как описано в теме «Если зарегистрироваться не получается».',
      link: 'recovery',
    },
    {
      code: 'break',
      section: 1,
      question: 'Можно ли прервать заполнение заявки?',
      answer:
        'Да. Всё введённое сохраняется на сервере 30 дней. Ссылку на продолжение можно отправить себе по почте со страницы заявки.',
      link: null,
    },
    {
      code: 'sign',
      section: 1,
      question: 'Обязательно ли подписывать заявку?',
      answer: 'Нет, но желательно: подписанную заявку проще проверить.',
      link: 'signature',
    },
    {
      code: 'term',
      section: 1,
      question: 'Сколько рассматривают заявку?',
      answer: 'До конца третьего рабочего дня. Состояние заявки видно по её номеру и адресу почты.',
      link: 'status',
    },
    {
      code: 'returned',
      section: 1,
      question: 'Заявку вернули. Нужно ли заполнять всё заново?',
      answer: 'Нет. Откройте заявку по ссылке из письма: замечания стоят у полей. Исправьте их и отправьте ещё раз.',
      link: null,
    },
    {
      code: 'no_letter',
      section: 2,
      question: 'Не приходит письмо. Что проверить?',
      answer:
        'Папку со спамом и адрес, который вы указали. Письмо может идти несколько минут. Ссылку можно запросить ещё раз.',
      link: null,
    },
    {
      code: 'certificate',
      section: 3,
      question: 'Почему не принимается файл сертификата?',
      answer: 'Чаще всего выбран закрытый ключ или истёкший сертификат.',
      link: 'certificate',
    },
    {
      code: 'who_else',
      section: 4,
      question: 'Кто ещё может сдавать отчёты за организацию?',
      answer:
        'Уполномоченное лицо. Добавьте его в личном кабинете в разделе «Контакты»: ему придёт приглашение, и он задаст собственный пароль.',
      link: null,
    },
    {
      code: 'forms',
      section: 4,
      question: 'Какие формы нужно сдать моей организации?',
      answer: 'Посмотрите в разделе «Коды и формы» или в личном кабинете.',
      link: 'codes',
    },
  ]
  await insertMissing(
    trx,
    'faq_entries',
    entries.map((entry, index) => ({
      ...entry,
      position: (index + 1) * 10,
      published_at: WRITTEN,
      created_at: WRITTEN,
      updated_at: WRITTEN,
    })),
  )
}
