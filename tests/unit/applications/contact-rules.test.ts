import * as rules from '../../../src/features/applications/control/contact-rules'
import { type Case, type Given, saidBy } from './facts'

it.each<Case>([
  ['is complete', { contacts: [{}] }, []],
  ['is not there', {}, []],
  [
    'has errors under the names of its own page',
    { contacts: [{}, { lastName: '', email: 'a' }] },
    [
      'error contact-c2-lastName: Введите фамилию',
      'error contact-c2-email: Введите один адрес электронной почты, в нём один знак @, например otchet@example.ru',
    ],
  ],
])('A contact %s', (_title, given, said) => {
  expect(saidBy(rules.contactsAreComplete, given)).toEqual(said)
})

const one = (values: Record<string, string>): Given => ({ contacts: [values] })

it.each<Case>([
  ['agree', one({}), []],
  ['agree without any basis', one({ basis: '', basisNumber: '', basisDate: '', basisValidUntil: '' }), []],
  [
    'ask for number and date of the document',
    one({ basisNumber: '', basisDate: '' }),
    [
      'error contact-c1-basisNumber: Введите номер доверенности',
      'error contact-c1-basisDate: Введите дату доверенности',
    ],
  ],
  [
    'refuse a document of tomorrow',
    one({ basisDate: '24.11.2026' }),
    ['error contact-c1-basisDate: Дата доверенности ещё не наступила: проверьте её'],
  ],
  ['take a document of today', one({ basisDate: '23.11.2026' }), []],
  [
    'take a document of today where the day begins first',
    { ...one({ basisDate: '24.11.2026' }), now: new Date('2026-11-23T12:00:00Z') },
    [],
  ],
  [
    'refuse a document that has ended',
    one({ basisDate: '01.01.2026', basisValidUntil: '22.11.2026' }),
    ['error contact-c1-basisValidUntil: Срок действия доверенности закончился: укажите действующую доверенность'],
  ],
  ['take a document that ends today', one({ basisValidUntil: '23.11.2026' }), []],
  [
    'take it until the day has ended everywhere',
    { ...one({ basisValidUntil: '23.11.2026' }), now: new Date('2026-11-23T21:59:59Z') },
    [],
  ],
  [
    'refuse it a second later',
    { ...one({ basisValidUntil: '23.11.2026' }), now: new Date('2026-11-23T22:00:00Z') },
    ['error contact-c1-basisValidUntil: Срок действия доверенности закончился: укажите действующую доверенность'],
  ],
  [
    'refuse an end before the beginning',
    one({ basisDate: '20.11.2026', basisValidUntil: '19.11.2026' }),
    [
      'error contact-c1-basisValidUntil: Срок действия доверенности закончился: укажите действующую доверенность',
      'error contact-c1-basisValidUntil: Доверенность заканчивается раньше, чем выдана: проверьте обе даты',
    ],
  ],
  ['take a certificate of the application', one({ certificate: '1' }), []],
  [
    'notice a certificate that was removed',
    one({ certificate: '2' }),
    ['error contact-c1-certificate: Этот сертификат удалён из заявки: выберите другой'],
  ],
  [
    'ask for a right',
    one({ mayFill: '', maySend: '', mayView: '' }),
    ['error contact-c1-mayFill: Отметьте хотя бы одно право: заполнение, подписание и отправка или просмотр'],
  ],
  ['are content with one right', one({ mayFill: '', maySend: '', mayView: 'yes' }), []],
  ['say nothing of dates that cannot be read', one({ basisDate: 'x', basisValidUntil: '31.02.2027' }), []],
])('The parts of a contact %s', (_title, given, said) => {
  expect(saidBy(rules.contactsAgree, given)).toEqual(said)
})

const REPEATED = 'Этот адрес уже указан у другого контакта: введите другой, он станет учётной записью'

it.each<Case>([
  ['differ', { contacts: [{ email: 'a@primer.example' }, { email: 'b@primer.example' }] }, []],
  [
    'are the same but for capitals',
    { contacts: [{ email: 'a@primer.example' }, { email: 'b@primer.example' }, { email: 'A@PRIMER.example' }] },
    [`error contact-c3-email: ${REPEATED}`],
  ],
  [
    'are the same in the two writings of a domain',
    { contacts: [{ email: 'a@пример.рф' }, { email: 'a@xn--e1afmkfd.xn--p1ai' }] },
    [`error contact-c2-email: ${REPEATED}`],
  ],
  ['are not compared while they are wrong', { contacts: [{ email: 'a' }, { email: 'a' }] }, []],
])('The e-mail addresses of two contacts %s', (_title, given, said) => {
  expect(saidBy(rules.contactsDoNotShareEmail, given)).toEqual(said)
})
