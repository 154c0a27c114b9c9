import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadMailTemplates, renderLetter } from '../../../src/mail/templates'

const SAMPLE = `Тема: Заявка № {{ number }} принята

Здравствуйте!

Организация: {{ name }}.
{% if note %}
Примечание: {{ note }}
{% endif %}


{% include "signature.njk" %}
`

let directory: string

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'websbor-letters-'))
  writeFileSync(join(directory, 'sample.njk'), SAMPLE)
  writeFileSync(join(directory, 'signature.njk'), 'Система сбора отчётности\n')
  writeFileSync(join(directory, 'bare.njk'), 'Здравствуйте!\n')
  writeFileSync(join(directory, 'subject_only.njk'), 'Тема: Пусто\n')
})

afterAll(() => rmSync(directory, { recursive: true }))

test('the first line is the subject and the rest is the text', () => {
  const letter = renderLetter(loadMailTemplates(directory), 'sample', { number: 5, name: 'ООО «Ромашка (демо)»' })
  expect(letter).toEqual({
    subject: 'Заявка № 5 принята',
    text: 'Здравствуйте!\n\nОрганизация: ООО «Ромашка (демо)».\n\nСистема сбора отчётности\n',
  })
})

test('nothing is escaped, because a letter is no HTML', () => {
  const letter = renderLetter(loadMailTemplates(directory), 'sample', {
    number: 5,
    name: `"A" & <B> 'C'`,
    note: '1 < 2',
  })
  expect(letter.text).toContain(`Организация: "A" & <B> 'C'.\nПримечание: 1 < 2\n`)
})

test('a long paragraph stays one line', () => {
  const name = 'слово '.repeat(100).trim()
  expect(renderLetter(loadMailTemplates(directory), 'sample', { number: 5, name }).text).toContain(
    `Организация: ${name}.\n`,
  )
})

test('control characters and runs of spaces in the subject become one space', () => {
  const letter = renderLetter(loadMailTemplates(directory), 'sample', { number: '5\t \u00076', name: 'x' })
  expect(letter.subject).toBe('Заявка № 5 6 принята')
})

test('a value that is missing is an error, not a hole in the letter', () => {
  expect(() => renderLetter(loadMailTemplates(directory), 'sample', { number: 5 })).toThrow('undefined')
})

test('a template without a subject or without a text is an error', () => {
  const templates = loadMailTemplates(directory)
  expect(() => renderLetter(templates, 'bare', {})).toThrow('mail/bare')
  expect(() => renderLetter(templates, 'subject_only', {})).toThrow('mail/subject_only')
  expect(() => renderLetter(templates, 'nothing', {})).toThrow('no template mail/nothing')
})

test('a template that does not compile stops the start', () => {
  const broken = mkdtempSync(join(tmpdir(), 'websbor-letters-'))
  writeFileSync(join(broken, 'broken.njk'), '{% if %}')
  expect(() => loadMailTemplates(broken)).toThrow('broken.njk')
  rmSync(broken, { recursive: true })
})
