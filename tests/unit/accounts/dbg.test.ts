import { createTestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildStaff, PASSWORD } from '../../support/builders'
it('dbg', async () => {
  const site = await createTestApp()
  const { login } = await buildStaff(site.db)
  const b = await new Browser(site.app).open('/office/sign-in')
  await b.submit({ login, password: PASSWORD })
  console.log(b.status, b.url, b.text, site.logged)
})
