import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCertificate } from '../../../src/crypto/certificate'
import { checkCms } from '../../../src/crypto/cms'
import { readOrder, signFile, UsageError } from '../../../src/features/demo-authority/demo-sign'
import { NOW } from '../../support/app'
import { buildOrganisation } from '../../support/builders'
import { createDatabase, type TestDatabase } from '../../support/database'

const application =
  '<application xmlns="urn:websbor:application:1"><okpo>99900016</okpo><general><shortName>ООО «Ромашка (демо)»</shortName>' +
  '<inn>4299000019</inn><ogrn>1994200000012</ogrn></general></application>\n'

let database: TestDatabase
let directory: string
beforeAll(async () => {
  database = await createDatabase()
  directory = mkdtempSync(join(tmpdir(), 'demo-sign-'))
  writeFileSync(join(directory, 'application.xml'), application)
  writeFileSync(join(directory, 'letter.txt'), 'Письмо')
  await buildOrganisation(database.db, { okpo: '99900016', inn: '4299000019', ogrn: null, short_name: 'ООО «Образец»' })
})
afterAll(async () => {
  rmSync(directory, { recursive: true })
  await database.destroy()
})

const sign = (...args: string[]) => signFile(database.db, readOrder(args), { directory, now: new Date(NOW) })
const written = (name: string): Uint8Array => Uint8Array.from(readFileSync(join(directory, name)))
const check = (name: string) => {
  const result = checkCms(written(`${name}.sig`), written(name))
  return result.ok
    ? { detached: result.detached, codes: result.signers.map(({ code }) => code), cades: result.signers[0]?.cades }
    : result
}

describe('The command demo-sign', () => {
  it('signs an application for its organisation and writes signature and certificate beside it', async () => {
    const { holder } = await sign('application.xml')
    expect(holder).toEqual({ name: 'ООО «Ромашка (демо)»', inn: '4299000019', ogrn: '1994200000012' })
    expect(check('application.xml')).toEqual({ detached: true, codes: ['signature_right'], cades: true })
    const signed = checkCms(written('application.xml.sig'), written('application.xml'))
    expect(signed.ok && signed.signers[0]?.certificate).toEqual(written('application.xml.cer'))
  })

  it('signs again over the files of an earlier time, with the same certificate', async () => {
    await sign('application.xml')
    const before = written('application.xml.cer')
    await sign('application.xml')
    expect(written('application.xml.cer')).toEqual(before)
    expect(check('application.xml')).toMatchObject({ codes: ['signature_right'] })
  })

  it('puts the document inside when asked', async () => {
    await sign('letter.txt', '--okpo', '99900016', '--attached')
    expect(check('letter.txt')).toMatchObject({ detached: false, codes: ['signature_right'] })
  })

  it('signs for an organisation of the register, or for the numbers that are given', async () => {
    await sign('letter.txt', '--okpo', '99900016')
    expect(readCertificate(written('letter.txt.cer'))).toMatchObject({ commonName: 'ООО «Образец»', ogrn: null })
    await sign('letter.txt', '--inn', '7736050003', '--ogrn', '1027700132195', '--name', 'АО «Пример (демо)»')
    expect(readCertificate(written('letter.txt.cer'))).toMatchObject({
      commonName: 'АО «Пример (демо)»',
      innle: '7736050003',
      ogrn: '1027700132195',
    })
    await sign('letter.txt', '--inn', '7736050003')
    expect(readCertificate(written('letter.txt.cer')).commonName).toBe('Демонстрационная организация')
  })

  it.each([
    ['no file is named', []],
    ['two files are named', ['a', 'b']],
    ['an option is unknown', ['a', '--password', 'x']],
    ['an option has no value', ['a', '--okpo']],
  ])('says how it is used when %s', (_what, args: string[]) => {
    expect(() => readOrder(args)).toThrow(UsageError)
    expect(() => readOrder(args)).toThrow(/Usage: demo-sign FILE/)
  })

  it.each([
    [['absent.xml'], /absent\.xml cannot be read \(ENOENT\)/],
    [['letter.txt'], /no application: say whose signature it is/],
    [['letter.txt', '--okpo', '11111111'], /no organisation with the ОКПО 11111111/],
    [['letter.txt', '--inn', '7736050004'], /is no ИНН/],
    [['letter.txt', '--inn', '7736050003', '--ogrn', '12'], /is no ОГРН/],
  ])('refuses %j and writes nothing', async (args: string[], message) => {
    for (const name of ['letter.txt.sig', 'letter.txt.cer']) rmSync(join(directory, name), { force: true })
    await expect(sign(...args)).rejects.toThrow(UsageError)
    await expect(sign(...args)).rejects.toThrow(message)
    expect(() => written('letter.txt.sig')).toThrow('ENOENT')
  })
})
