import { deliveryOf } from '../../../src/mail/smtp-error'

const failure = (fields: object): Error => Object.assign(new Error('the server wrote ivanov@example.com'), fields)

test('a 5yz reply about the recipient or the text is final', () => {
  const recipient = failure({
    command: 'RCPT TO',
    responseCode: 550,
    permanent: true,
    response: '550 5.1.1 <ivanov@example.com>: unknown',
  })
  expect(deliveryOf(recipient)).toEqual({ outcome: 'refused', error: 'RCPT TO 550 5.1.1' })
  const text = failure({ command: 'DATA', responseCode: 552, permanent: true, response: '552 too large' })
  expect(deliveryOf(text)).toEqual({ outcome: 'refused', error: 'DATA 552' })
})

test.each(['CONN', 'AUTH PLAIN', 'MAIL FROM', 'EHLO'])('a 5yz reply to %s is about us and is tried again', command => {
  const error = failure({ command, responseCode: 535, permanent: true, response: '535 5.7.8 no' })
  expect(deliveryOf(error)).toEqual({ outcome: 'postponed', error: `${command} 535 5.7.8` })
})

test('a 4yz reply is tried again', () => {
  const error = failure({ command: 'RCPT TO', responseCode: 451, permanent: false, response: '451 4.7.1 greylisted' })
  expect(deliveryOf(error)).toEqual({ outcome: 'postponed', error: 'RCPT TO 451 4.7.1' })
})

test('a failure without a reply is named by what the system said', () => {
  expect(deliveryOf(failure({ command: 'CONN', code: 'ESOCKET', originalCode: 'ECONNREFUSED' }))).toEqual({
    outcome: 'postponed',
    error: 'CONN ECONNREFUSED',
  })
  expect(deliveryOf(failure({ command: 'CONN', code: 'ETIMEDOUT', timeoutType: 'GREETING_TIMEOUT' }))).toEqual({
    outcome: 'postponed',
    error: 'CONN GREETING_TIMEOUT',
  })
  expect(deliveryOf(new TypeError('x'))).toEqual({ outcome: 'postponed', error: 'TypeError' })
})

test('the code never holds what the server wrote, however long it is', () => {
  const error = failure({ command: 'X'.repeat(300), response: 'ivanov@example.com', responseCode: 500 })
  const delivery = deliveryOf(error)
  expect(delivery).toMatchObject({ error: 'X'.repeat(100) })
})
