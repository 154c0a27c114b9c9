import { type Code, codes } from '../../../../src/crypto/verdict/codes'
import { explainToRespondent, explainToSpecialist, verdictWord } from '../../../../src/crypto/verdict/explain'
import { fileCodes } from '../../../../src/crypto/verdict/file-codes'
import { parts } from '../../../../src/crypto/verdict/parts'
import { line, verdictOf } from '../../../../src/crypto/verdict/verdict'

const all = Object.keys(codes) as Code[]

describe('the verdict', () => {
  it('is as bad as its worst finding, and warnings leave it as it is', () => {
    const right = line('signature_right')
    expect(verdictOf([right, line('not_cades'), line('holder_person')])).toBe('valid')
    expect(verdictOf([right, line('list_absent'), line('holder_person')])).toBe('unknown')
    expect(verdictOf([right, line('list_absent'), line('expired')])).toBe('invalid')
    expect(verdictOf([])).toBe('valid')
  })

  it('has one of three words', () => {
    expect([verdictWord('valid'), verdictWord('invalid'), verdictWord('unknown')]).toEqual([
      'Подпись действительна',
      'Подпись недействительна',
      'Подпись не удалось проверить',
    ])
  })
})

describe('the respondent', () => {
  it('reads the verdict and what to do about the worst finding', () => {
    const lines = [line('signature_right'), line('list_absent'), line('expired', { certificate: 'x', date: '' })]
    expect(explainToRespondent('invalid', lines)).toBe(
      'Подпись недействительна. Срок действия сертификата истёк. Подпишите документ другим, действующим сертификатом',
    )
    expect(explainToRespondent('unknown', lines.slice(0, 2))).toBe(
      'Подпись не удалось проверить. Подпись принята, её проверит специалист. Ничего делать не нужно',
    )
    expect(explainToRespondent('valid', lines.slice(0, 1))).toBe('Подпись действительна')
  })

  it('is not told that a signature is invalid where there is none: only what the file is and what to do', () => {
    for (const code of Object.keys(fileCodes) as Code[]) {
      expect(explainToRespondent('invalid', [line(code)])).toBe(codes[code].respondent)
    }
    expect(explainToRespondent('invalid', [line('certificate')])).toBe(
      'Это сертификат, а не подпись. Подпишите документ и загрузите файл подписи',
    )
  })

  it('is told what to do by everything that is not in order', () => {
    for (const code of all) {
      const { value, respondent } = codes[code]
      expect(respondent === null).toBe(value === 'valid' || value === 'warning')
    }
  })

  it('reads no English word, identifier or raw date', () => {
    for (const code of all) {
      expect(codes[code].respondent ?? '').not.toMatch(/[{}]|(?<![.A-Z])\b(?!sig\b|sgn\b|p7s\b|p7m\b)[a-z]{3,}/)
    }
  })
})

describe('the specialist', () => {
  it('reads all findings, part after part, with names, numbers and dates in Moscow time', () => {
    const lines = [
      line('holder_matches', { inn: '1234567894' }),
      line('revoked', {
        certificate: 'Ромашка (демо)',
        number: '42',
        reason: 'компрометация ключа',
        date: '2030-01-01T21:30:00.000Z',
      }),
      line('signature_right', { algorithm: 'ГОСТ Р 34.10-2012, 256 бит' }),
    ]
    expect(explainToSpecialist(lines)).toEqual([
      {
        title: 'Подпись и документ',
        value: 'valid',
        word: 'верно',
        sentence: 'Подпись соответствует документу (ГОСТ Р 34.10-2012, 256 бит)',
      },
      {
        title: 'Отзыв сертификатов',
        value: 'invalid',
        word: 'неверно',
        sentence: 'Сертификат «Ромашка (демо)» отозван 02.01.2030, 00:30 (МСК): компрометация ключа (список № 42)',
      },
      {
        title: 'Владелец и организация',
        value: 'valid',
        word: 'верно',
        sentence: 'Сертификат выдан этой организации (ИНН 1234567894)',
      },
    ])
  })

  it('finds every code in one of the parts, with a sentence of its own', () => {
    expect(all.every(code => parts.includes(codes[code].part))).toBe(true)
    expect(new Set(all.map(code => codes[code].specialist)).size).toBe(all.length)
    expect(explainToSpecialist(all.map(code => line(code)))).toHaveLength(all.length)
  })

  it('reads a dash where a detail is missing', () => {
    expect(explainToSpecialist([line('revoked')])[0]?.sentence).toBe('Сертификат «–» отозван –: – (список № –)')
  })
})
