import { sendRecoveryLink } from '../../../src/features/recovery/send-recovery-link'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildAccount, buildOrganisation } from '../../support/builders'
import { lettersOf, linkIn } from '../../support/letters'
import { signIn } from '../../support/sign-in'

const NEW = 'Весенний-Дождь-7'

let site: TestApp
beforeEach(async () => {
  site = await createTestApp()
})
afterEach(() => site.destroy())

const send = (organisationId: number, purpose?: 'first_password') =>
  site.db.transaction(trx =>
    sendRecoveryLink(site.deps, trx, organisationId, {
      actor: { kind: 'staff', id: 7 },
      now: site.deps.clock(),
      ...(purpose && { purpose }),
    }),
  )

describe('The link that the office sends', () => {
  it('goes to the address of the organisation, sets a password and is audited', async () => {
    const { id, okpo, organisationId } = await buildAccount(site.db, { organisation: { email: 'a@primer.example' } })
    expect(await send(organisationId)).toEqual({ email: 'a@primer.example' })
    const browser = await new Browser(site.app).open(await linkIn(site.db, 'recovery_link'))
    await browser.submit({ password: NEW, passwordRepeat: NEW })
    expect((await signIn(site.app, okpo, '/sign-in', NEW)).url).toBe('/cabinet')
    expect(await site.db('audit_log').where({ event: 'account.recovery_link_sent' })).toMatchObject([
      { subject_kind: 'account', subject_id: id, actor_kind: 'staff', actor_id: 7, at: NOW },
    ])
  })

  it('for a first password works for seven days', async () => {
    const { organisationId } = await buildAccount(site.db, { organisation: { email: 'a@primer.example' } })
    await send(organisationId, 'first_password')
    const link = await linkIn(site.db, 'first_password')
    site.pass(7 * 86_400_000 - 1000)
    expect((await new Browser(site.app).open(link)).heading).toBe('Пароль для входа')
    site.pass(1000)
    expect((await new Browser(site.app).open(link)).status).toBe(404)
  })

  it.each([
    ['the organisation is blocked', { blocked_at: NOW, email: 'a@primer.example' }, /нет действующей учётной записи/],
    ['the organisation is archived', { archived_at: NOW, email: 'a@primer.example' }, /нет действующей учётной записи/],
    ['no address is known', { email: null }, /не указан адрес/],
    ['the address is none', { email: 'a@b@c' }, /не указан адрес/],
  ])('is not sent when %s', async (_why, organisation, message) => {
    const { organisationId } = await buildAccount(site.db, { organisation })
    await expect(send(organisationId)).rejects.toMatchObject({ status: 409, sentence: expect.stringMatching(message) })
    expect(await lettersOf(site.db)).toEqual([])
  })

  it('is not sent to an organisation that is not registered', async () => {
    const { id } = await buildOrganisation(site.db, { email: 'a@primer.example' })
    await expect(send(id)).rejects.toMatchObject({ status: 409 })
  })
})
