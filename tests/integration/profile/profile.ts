import { readCertificate } from '../../../src/crypto/certificate'
import { RevocationList } from '../../../src/crypto/revocation/list'
import { addOwnCertificate } from '../../../src/features/certificates/organisation-certificates.repository'
import { type Authority, makeAuthority } from '../../../src/features/demo-authority/authority'
import { addRevocationList } from '../../../src/features/trust/revocation-lists.repository'
import { addTrustCertificate } from '../../../src/features/trust/trust.repository'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import type { Browser } from '../../support/browser'
import { buildAccount, buildStaff } from '../../support/builders'
import { signForTest } from '../../support/demo-signature'
import { ORGANISATION } from '../../support/organisation'
import { signIn } from '../../support/sign-in'

const SYSTEM = { kind: 'system' } as const
const { inn, ogrn } = ORGANISATION
export type Respondent = { browser: Browser; organisationId: number; okpo: string }

/** The application with an authority that it trusts; tests of the profile start from here. */
export type Profile = TestApp & {
  authority: Authority
  respondent(row?: Record<string, unknown>): Promise<Respondent>
  /** Signs the change that the browser's page is about, and leaves the browser there. */
  sign(browser: Browser, options?: SignOptions): Promise<Uint8Array>
  /** A certificate of the trusted authority in the cabinet of an organisation, made out to it unless told otherwise. */
  certificate(organisationId: number, options?: SignOptions): Promise<SignWith>
  organisation(id: number): Promise<Record<string, unknown>>
  changes(): Promise<Record<string, unknown>[]>
  application(): Promise<Record<string, unknown> & { id: number }>
}

type SignOptions = Omit<Parameters<typeof signForTest>[0], 'document' | 'authority'>
type SignWith = SignOptions

export const openProfile = async (): Promise<Profile> => {
  const site = await createTestApp()
  const authority = makeAuthority(new Date(NOW))
  await addTrustCertificate(site.db, {
    der: authority.root.certificate,
    role: 'root',
    addedBy: null,
    actor: SYSTEM,
    at: NOW,
  })
  const list = new RevocationList(authority.revocationList)
  await addRevocationList(site.db, { list, issuer: 'УЦ (демо)', source: 'upload', actor: SYSTEM, at: NOW })
  return {
    ...site,
    authority,
    respondent: async row => {
      const { okpo, organisationId } = await buildAccount(site.db, { organisation: { ...ORGANISATION, ...row } })
      return { browser: await signIn(site.app, okpo), organisationId, okpo }
    },
    sign: async (browser, options = {}) => {
      const signed = signForTest({ document: await download(browser), inn, ogrn, authority, ...options })
      const { organisation_id } = await site.db('applications').where({ kind: 'change' }).first('organisation_id')
      await keep(site, organisation_id, signed.certificate)
      return signed.cms
    },
    certificate: async (organisationId, options = {}) => {
      const { certificate } = signForTest({ document: Buffer.from('x'), inn, ogrn, authority, ...options })
      await keep(site, organisationId, certificate)
      return options
    },
    organisation: id => site.db('organisations').where({ id }).first(),
    changes: () => site.db('organisation_changes').orderBy('id'),
    application: () => site.db('applications').where({ kind: 'change' }).orderBy('id', 'desc').first(),
  }
}

const keep = async (site: TestApp, organisationId: number, der: Uint8Array): Promise<void> => {
  await addOwnCertificate(site.db, organisationId, { der, details: readCertificate(der) }, NOW)
}

/** Downloads the change as the link on the page says; the browser comes back to the page. */
export const download = async (browser: Browser): Promise<Uint8Array> => {
  const page = browser.url
  await browser.open('/cabinet/profile/change/change.xml')
  const bytes = Uint8Array.from(Buffer.from(browser.html, 'utf8'))
  await browser.open(page)
  return bytes
}

/** Types a change and comes to the page that confirms it. */
export const change = async (browser: Browser, values: Record<string, string>): Promise<Browser> => {
  await browser.open('/cabinet/profile/edit')
  return browser.submit(values, { press: 'Сохранить и продолжить' })
}

const ticks = (browser: Browser): Record<string, string> =>
  browser.$('[name=confirmWarnings]').length > 0 ? { confirmWarnings: 'yes' } : {}

export const upload = (browser: Browser, bytes: Uint8Array | string): Promise<Browser> =>
  browser.submit(ticks(browser), {
    press: 'Загрузить подпись',
    files: { signature: { name: 'change.xml.sig', bytes } },
  })

export const sendToOffice = (browser: Browser): Promise<Browser> =>
  browser.submit(ticks(browser), { press: 'Отправить на рассмотрение' })

/** A specialist of the organisation's office who has taken the change. */
export const specialistWith = async (site: Profile): Promise<Browser> => {
  const { login } = await buildStaff(site.db)
  const browser = await signIn(site.app, login, '/office/sign-in')
  const { id } = await site.application()
  await browser.open(`/office/applications/${id}`)
  return browser.submit({}, { press: 'Взять в работу' })
}

/** The cells of the table of changes, a line a row. */
export const table = (browser: Browser): string[][] =>
  browser
    .$('table')
    .first()
    .find('tbody tr')
    .toArray()
    .map(row =>
      browser
        .$(row)
        .find('th,td')
        .toArray()
        .map(cell => browser.$(cell).text().replace(/\s+/g, ' ').trim()),
    )
