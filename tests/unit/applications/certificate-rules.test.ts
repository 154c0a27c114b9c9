import * as rules from '../../../src/features/applications/control/certificate-rules'
import { type Case, saidBy } from './facts'

describe('The validity of a certificate', () => {
  it.each<Case>([
    ['is given', {}, []],
    [
      'has ended',
      { certificates: [{}, { validTo: '2026-11-22T20:59:59.000Z' }] },
      ['error certificate-2: Срок действия сертификата закончился 22.11.2026: загрузите действующий сертификат'],
    ],
    [
      'has ended on the day that the page shows, by Moscow time',
      { certificates: [{ validTo: '2026-11-20T21:00:00.000Z' }] },
      ['error certificate-1: Срок действия сертификата закончился 21.11.2026: загрузите действующий сертификат'],
    ],
    [
      'has not begun',
      { certificates: [{ validFrom: '2026-12-01T00:00:00.000Z' }] },
      ['error certificate-1: Сертификат ещё не действует (начало 01.12.2026): загрузите действующий сертификат'],
    ],
    [
      'begins and ends at this very moment',
      { certificates: [{ validFrom: '2026-11-23T06:00:00.000Z', validTo: '2026-11-23T06:00:00.000Z' }] },
      [],
    ],
    ['is not asked for without a certificate', { certificates: [] }, []],
  ])('%s', (_title, given, said) => {
    expect(saidBy(rules.certificatesAreInForce, given)).toEqual(said)
  })
})

describe('A certificate', () => {
  it.each<Case>([
    ['will serve', {}, []],
    [
      'ends within 30 days',
      { certificates: [{ validTo: '2026-12-22T06:00:00.000Z' }] },
      ['warning certificate-1: Сертификат действует до 22.12.2026: подготовьте новый'],
    ],
    ['ends in exactly 30 days', { certificates: [{ validTo: '2026-12-23T06:00:00.000Z' }] }, []],
    ['that has ended already is told of elsewhere', { certificates: [{ validTo: '2026-11-01T00:00:00.000Z' }] }, []],
    [
      'has a key that signs no documents',
      { certificates: [{ digitalSignature: false }] },
      [
        'warning certificate-1: Ключ этого сертификата не предназначен для подписи документов: проверьте, тот ли сертификат загружен',
      ],
    ],
  ])('%s', (_title, given, said) => {
    expect(saidBy(rules.certificatesWillServe, given)).toEqual(said)
  })
})

describe('The organisation in a certificate', () => {
  it.each<Case>([
    ['is the one that applies', {}, []],
    [
      'is another one',
      { certificates: [{ innle: '7708503727', ogrn: '1047796788819' }] },
      [
        'warning certificate-1: ИНН в сертификате (7708503727) отличается от ИНН организации (7736050003): проверьте, тот ли сертификат загружен',
        'warning certificate-1: ОГРН в сертификате (1047796788819) отличается от ОГРН организации (1027700132195): проверьте, тот ли сертификат загружен',
      ],
    ],
    [
      'is not named: an employee’s certificate',
      { certificates: [{ innle: null, inn: '123456789047', ogrn: null, organisation: null }] },
      [],
    ],
    [
      'is not compared while the application’s numbers are wrong',
      { general: { inn: '1', ogrn: '1' }, certificates: [{ innle: '7708503727', ogrn: '1' }] },
      [],
    ],
    [
      'is not compared while the application has no ОГРН',
      { general: { ogrn: '' }, certificates: [{ ogrn: '1047796788819' }] },
      [],
    ],
  ])('%s', (_title, given, said) => {
    expect(saidBy(rules.certificatesFitOrganisation, given)).toEqual(said)
  })
})

it.each<Case>([
  ['is there', {}, []],
  [
    'is missing, which is worth a word',
    { certificates: [] },
    ['warning certificate: Сертификат не загружен: подписывать отчёты можно будет после того, как вы добавите его'],
  ],
])('A certificate %s', (_title, given, said) => {
  expect(saidBy(rules.aCertificateIsLoaded, given)).toEqual(said)
})
