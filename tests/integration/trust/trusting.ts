import type { RevocationList } from '../../../src/crypto/revocation/list'
import { createTestApp, type TestApp } from '../../support/app'
import type { Browser } from '../../support/browser'
import { buildStaff } from '../../support/builders'
import { signIn } from '../../support/sign-in'
import { fixture } from '../../unit/crypto/support/files'

export type { RevocationList }

/** The application with its administrator signed in; tests of the trust store start from here. */
export type TrustOffice = TestApp & {
  admin: Browser
  adminId: number
  /** Sends a file on the trust page. */
  upload(name: string, bytes?: Uint8Array | string, asRoot?: boolean): Promise<Browser>
}

export const openTrustOffice = async (env: Record<string, string> = {}): Promise<TrustOffice> => {
  const site = await createTestApp(env)
  const member = await buildStaff(site.db, { role: 'system_admin', office_id: null })
  const admin = await signIn(site.app, member.login, '/office/sign-in')
  return {
    ...site,
    admin,
    adminId: member.id,
    upload: async (name, bytes = fixture(name), asRoot = false) => {
      await admin.open('/office/trust')
      return admin.submit(asRoot ? { asRoot: 'yes' } : {}, { files: { file: { name, bytes } } })
    },
  }
}

/** Everything that the fixtures' signatures need to be valid. */
export const loadFixtures = async (office: TrustOffice): Promise<void> => {
  await office.upload('root.cer', undefined, true)
  for (const name of ['authority.cer', 'root.crl', 'authority.crl']) await office.upload(name)
}
