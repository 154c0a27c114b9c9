import { fill, passCheck } from '../support/applicant'
import type { Browser } from '../support/browser'
import { signForTest } from '../support/demo-signature'

/** A draft whose signature has been taken, from an authority that nobody knows. */
export const signedDraft = async (browser: Browser): Promise<Browser> => {
  await passCheck(await fill(browser, {}, '00083262'))
  const page = browser.url
  await browser.open('/registration/signing/application.xml')
  const { cms } = signForTest({ document: Buffer.from(browser.html) })
  await browser.open(page)
  return browser.submit({}, { press: 'Загрузить подпись', files: { signature: { name: 'a.sig', bytes: cms } } })
}
