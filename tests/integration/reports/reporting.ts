import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readCertificate } from '../../../src/crypto/certificate'
import { RevocationList } from '../../../src/crypto/revocation/list'
import { addOwnCertificate } from '../../../src/features/certificates/organisation-certificates.repository'
import { type Authority, issueTo, makeAuthority } from '../../../src/features/demo-authority/authority'
import type { Signer } from '../../../src/features/demo-authority/issue-certificate'
import { signDocument } from '../../../src/features/demo-authority/sign-document'
import { addRevocationList } from '../../../src/features/trust/revocation-lists.repository'
import { addTrustCertificate } from '../../../src/features/trust/trust.repository'
import { readTemplate } from '../../../src/flk'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import type { Browser } from '../../support/browser'
import { buildAccount } from '../../support/builders'
import { signIn } from '../../support/sign-in'

/* The real application with the demo forms and an organisation that can sign. */

const SYSTEM = { kind: 'system' } as const

export type Reporting = TestApp & {
  authority: Authority
  /** An organisation with an account, its forms, and a certificate in the cabinet. */
  respondent(row?: Record<string, unknown>): Promise<Reporter>
}

export type Reporter = {
  organisationId: number
  okpo: string
  browser: Browser
  signer: Signer
}

export const FORMS = { trade: 'demo_trade', products: 'demo_products', prices: 'demo_prices', energy: 'demo_energy' }

export const codeOfForm = (name: string): string =>
  readTemplate(readFileSync(`seeds/demo/templates/${name}.xml`)).template.code

export const openReporting = async (): Promise<Reporting> => {
  const site = await createTestApp()
  const at = new Date(NOW)
  const authority = makeAuthority(at)
  await addTrustCertificate(site.db, {
    der: authority.root.certificate,
    role: 'root',
    addedBy: null,
    actor: SYSTEM,
    at: NOW,
  })
  const list = new RevocationList(authority.revocationList)
  await addRevocationList(site.db, { list, issuer: 'УЦ (демо)', source: 'upload', actor: SYSTEM, at: NOW })
  for (const name of Object.values(FORMS)) await addForm(site, readFileSync(`seeds/demo/templates/${name}.xml`))
  return {
    ...site,
    authority,
    respondent: async (row = {}) => {
      const inn = '4299000019'
      const { organisationId, okpo } = await buildAccount(site.db, {
        organisation: {
          inn,
          ogrn: '1994200000012',
          email: 'org@primer.example',
          phone: '+7 384 212-34-56',
          head_name: 'Образцов Образец',
          ...row,
        },
      })
      const codes: string[] = await site.db('form_templates').pluck('code')
      await site
        .db('form_assignments')
        .insert(
          codes.map(form_code => ({ organisation_id: organisationId, form_code, source: 'list', created_at: NOW })),
        )
      const signer = issueTo(authority, { name: 'ООО «Образец»', inn, ogrn: '1994200000012' }, at, { set: '256-A' })
      const der = signer.certificate
      await addOwnCertificate(site.db, organisationId, { der, details: readCertificate(der) }, NOW)
      return { organisationId, okpo, signer, browser: await signIn(site.app, okpo) }
    },
  }
}

export const addForm = async (site: TestApp, xml: Buffer): Promise<void> => {
  const { template } = readTemplate(xml)
  await site.db('form_templates').insert({
    code: template.code,
    okud: template.okud,
    version: template.version,
    name: template.name,
    shifr: template.shifr,
    periodicity: template.periodicity,
    due_days: 30,
    xml,
    sha256: createHash('sha256').update(xml).digest('hex'),
    valid_from: '2026-01-01',
    created_at: NOW,
  })
}

/** «Отчитаться»: a draft for a period, with the general information complete; the browser stands on section 1. */
export const begin = async (browser: Browser, form: string, period: string): Promise<number> => {
  await browser.open(`/cabinet/reports/start/${codeOfForm(form)}`)
  await browser.submit({ period }, { press: 'Отчитаться' })
  const empty = Object.fromEntries(
    browser
      .$('main form#form input[name^=t]')
      .toArray()
      .filter(input => (input.attribs.value ?? '') === '')
      .map(input => [input.attribs.name as string, 'Бухгалтер Образцова']),
  )
  await browser.submit(empty)
  return Number(/reports\/(\d+)\//.exec(browser.url)?.[1])
}

/** Downloads the exact XML of a report; the browser comes back to where it was. */
export const documentOf = async (browser: Browser, id: number): Promise<Uint8Array> => {
  const page = browser.url
  await browser.open(`/cabinet/reports/${id}/report.xml`)
  const bytes = Uint8Array.from(Buffer.from(browser.html, 'utf8'))
  await browser.open(page)
  return bytes
}

/** Signs a report with the organisation's own certificate and sends it. */
export const signAndSend = async ({ browser, signer }: Reporter, id: number, attached = false): Promise<Browser> => {
  await browser.open(`/cabinet/reports/${id}/send`)
  const document = await documentOf(browser, id)
  const bytes = signDocument({ document, signer, at: new Date(NOW), attached })
  return browser.submit({}, { press: 'Подписать и отправить', files: { signature: { name: 'report.sig', bytes } } })
}
