import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type GeneralField, generalForm } from '../../../src/features/applications/general.form'
import { changeXml } from '../../../src/features/profile/change-xml'

/*
 * docs/organisation-change.xsd is what other people build on: an independent tool holds it against the documents.
 */

const hasXmllint = spawnSync('xmllint', ['--version']).status === 0
const judged = hasXmllint ? it : it.skip
const schema = resolve(__dirname, '../../../docs/organisation-change.xsd')

const documentWith = (fields: { field: GeneralField; before: string; after: string }[]): Buffer =>
  changeXml({
    number: '2026-000123',
    preparedAt: '2026-11-23T06:00:00.000Z',
    organisation: { okpo: '99900016', inn: '4299000019', ogrn: null, shortName: 'ООО «А» & <Б>' },
    fields,
  })

let directory: string
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'websbor-change-'))
})
afterAll(() => rmSync(directory, { recursive: true }))

const check = (bytes: Buffer) => {
  const file = join(directory, 'change.xml')
  writeFileSync(file, bytes)
  return spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, file], { encoding: 'utf8' })
}

judged('every field of the page fits the schema, filled, emptied and typed by mischief', () => {
  for (const field of generalForm.fields as GeneralField[])
    for (const [before, after] of [
      ['1', '2'],
      ['', ']]>&<x/>\n"'],
      ['было', ''],
    ] as const)
      expect([field, check(documentWith([{ field, before, after }])).status]).toEqual([field, 0])
})

judged('a document that is none does not', () => {
  const { status } = check(Buffer.from('<organisationChange xmlns="urn:websbor:organisation-change:1"/>'))
  expect(status).not.toBe(0)
})

judged('the bytes are their own canonical form', () => {
  const bytes = documentWith([{ field: 'note', before: '', after: 'a & b < c > d\nлиния' }])
  const file = join(directory, 'canonical.xml')
  writeFileSync(file, bytes)
  const canonical = spawnSync('xmllint', ['--exc-c14n', file], { encoding: 'utf8' }).stdout
  const [declaration = '', ...rest] = bytes.toString('utf8').split('\n')
  expect(declaration).toBe('<?xml version="1.0" encoding="UTF-8"?>')
  expect(rest.join('\n').trimEnd()).toBe(canonical.trimEnd())
})
