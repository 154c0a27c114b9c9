import { RevocationList } from '../../../src/crypto/revocation/list'
import { type Authority, makeAuthority } from '../../../src/features/demo-authority/authority'
import { addRevocationList } from '../../../src/features/trust/revocation-lists.repository'
import { addTrustCertificate, removeTrustCertificate } from '../../../src/features/trust/trust.repository'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { FREE_OKPO, fill, GENERAL, passCheck } from '../../support/applicant'
import { Browser } from '../../support/browser'
import { signForTest } from '../../support/demo-signature'

const SYSTEM = { kind: 'system' } as const

/** Whose application it is: the organisation of `GENERAL`. */
const ORGANISATION = { inn: GENERAL.inn ?? '', ogrn: GENERAL.ogrn ?? null }

type SignOptions = Omit<Parameters<typeof signForTest>[0], 'document'>

/** The real application that trusts one authority; tests of signing start from here. */
export type Signing = TestApp & {
  authority: Authority
  /** A browser on «Подписание заявки» with a complete application. */
  applicant(okpo?: string, values?: Record<string, string>): Promise<Browser>
  /** The rows of signatures, oldest first. */
  signatures(): Promise<Record<string, unknown>[]>
  row(okpo?: string): Promise<Record<string, unknown>>
  addList(crl: Uint8Array): Promise<void>
  removeRoot(): Promise<void>
}

export const openSigning = async (env: Record<string, string> = {}): Promise<Signing> => {
  const site = await createTestApp(env)
  const authority = makeAuthority(new Date(NOW))
  const addList = async (crl: Uint8Array): Promise<void> => {
    const list = new RevocationList(crl)
    await addRevocationList(site.db, { list, issuer: 'УЦ (демо)', source: 'upload', actor: SYSTEM, at: NOW })
  }
  await addTrustCertificate(site.db, {
    der: authority.root.certificate,
    role: 'root',
    addedBy: null,
    actor: SYSTEM,
    at: NOW,
  })
  await addList(authority.revocationList)
  return {
    ...site,
    authority,
    addList,
    applicant: async (okpo = FREE_OKPO, values = {}) => passCheck(await fill(new Browser(site.app), values, okpo)),
    signatures: () => site.db('signatures').orderBy('id'),
    row: (okpo = FREE_OKPO) => site.db('applications').where({ okpo }).first(),
    removeRoot: async () => {
      const { id } = await site.db('trust_certificates').where({ role: 'root' }).first('id')
      await removeTrustCertificate(site.db, id, { actor: SYSTEM, at: NOW })
    },
  }
}

const ADDRESS = '/registration/signing'

/** Downloads the application as the link on the page says; the browser comes back to the page. */
export const download = async (browser: Browser): Promise<Uint8Array> => {
  const page = browser.url
  await browser.open(`${ADDRESS}/application.xml`)
  const bytes = Uint8Array.from(Buffer.from(browser.html, 'utf8'))
  await browser.open(page)
  return bytes
}

/** A signature of the application that this browser works on, of its own organisation unless told otherwise. */
export const sign = async (site: Signing, browser: Browser, options: SignOptions = {}) =>
  signForTest({ document: await download(browser), ...ORGANISATION, authority: site.authority, ...options })

export const upload = (browser: Browser, bytes: Uint8Array | string, name = 'application.xml.sig'): Promise<Browser> =>
  browser.submit({}, { press: 'Загрузить подпись', files: { signature: { name, bytes } } })

/** Signs in good order and uploads. */
export const signAndUpload = async (site: Signing, browser: Browser, options: SignOptions = {}): Promise<Browser> =>
  upload(browser, (await sign(site, browser, options)).cms)

export const sendSigned = (browser: Browser, values: Record<string, string> = {}): Promise<Browser> =>
  browser.submit(values, { press: 'Отправить заявку на регистрацию' })

export const sendUnsigned = (browser: Browser): Promise<Browser> =>
  browser.submit({}, { press: 'Отправить без подписи' })
