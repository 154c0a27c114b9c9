import type { SentApplication } from '../../../src/features/applications/application'
import { createTestApp, type TestApp } from '../../support/app'
import { buildApplication, type Given } from '../../support/application-builder'
import type { Browser } from '../../support/browser'
import { buildStaff, type StaffRow } from '../../support/builders'
import { signIn } from '../../support/sign-in'

type Member = StaffRow & { id: number }

/** The office in Kemerovo with somebody at work; tests of the review start from here. */
export type Office = TestApp & {
  /** A specialist who is signed in, with a browser each. */
  specialist(row?: Partial<StaffRow>): Promise<{ member: Member; browser: Browser }>
  application(given?: Given): Promise<SentApplication>
  /** An application that this browser's specialist has taken. */
  taken(browser: Browser, given?: Given): Promise<SentApplication>
  /** The row as it is now. */
  row(id: number): Promise<Record<string, unknown>>
}

export const openOffice = async (): Promise<Office> => {
  const site = await createTestApp()
  const application = (given?: Given) => buildApplication(site.deps, given)
  return {
    ...site,
    application,
    specialist: async row => {
      const member = await buildStaff(site.db, row)
      return { member, browser: await signIn(site.app, member.login, '/office/sign-in') }
    },
    taken: async (browser, given) => {
      const sent = await application(given)
      await browser.open(`/office/applications/${sent.id}`)
      await browser.submit({}, { press: 'Взять в работу' })
      return sent
    },
    row: id => site.db('applications').where({ id }).first(),
  }
}
