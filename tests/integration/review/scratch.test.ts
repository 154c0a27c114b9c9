import request from 'supertest'
import { buildCrowd } from '../../support/application-crowd'
import { createTestApp, NOW } from '../../support/app'
import { buildStaff } from '../../support/builders'
import { engine } from '../../support/database'
import { signInByHand } from '../../support/sign-in'

const URLS = ['', '?list=in_review', '?list=mine', '?list=overdue', '?list=returned', '?list=approved', '?list=all', '?q=2020-00000500', '?q=1000', '?q=77', '?q=%D1%87%D0%B0%D1%81%D1%82%D0%BE%D0%B5', '?q=%D1%80%D0%B5%D0%B4%D0%BA%D0%BE%D0%B5+%D0%9E%D0%B1%D1%80%D0%B0%D0%B7%D0%B5%D1%86', '?q=nobody']

test('timings', async () => {
  const out: Record<string, Record<string, string>> = {}
  for (const rows of [1000, 1_000_000]) {
    const site = await createTestApp({ COMPRESSION: 'off' })
    const { id, login } = await buildStaff(site.db)
    const other = await buildStaff(site.db)
    const t0 = Date.now()
    await buildCrowd(site.db, { rows, staff: Array.from({length: 50}, (_, i) => (i === 0 ? id : other.id)), offices: [42, 41], until: new Date(NOW) })
    console.log('built', rows, Date.now() - t0)
    if (engine === 'postgres') await site.db.raw('vacuum analyze')
    const { after } = await signInByHand(site.app, login, '/office/sign-in')
    const server = site.app.listen(0)
    const get = (url: string) => request(server).get('/office/applications' + url).set('Cookie', after)
    for (const url of URLS) {
      let text = ''
      for (let i = 0; i < 15; i++) text = (await get(url)).text
      const times: number[] = []
      for (let i = 0; i < 40; i++) {
        const s = process.hrtime.bigint()
        const answer = await get(url)
        if (answer.status !== 200) throw new Error(url + answer.status)
        times.push(Number(process.hrtime.bigint() - s) / 1e6)
      }
      times.sort((a, b) => a - b)
      const next = /href="([^"]*cursor[^"]*)"[^>]*rel="next"/.exec(text)?.[1]
      ;(out[url] ??= {})[rows] = `${times[20]?.toFixed(2)} ms (${(text.match(/<tr/g) ?? []).length - 1} rows)`
      if (next) {
        const deep = next.replaceAll('&amp;', '&').replace('/office/applications', '')
        const s = process.hrtime.bigint()
        for (let i = 0; i < 10; i++) await get(deep)
        ;(out[url] ??= {})[rows] += ` next ${(Number(process.hrtime.bigint() - s) / 1e7).toFixed(2)}`
      }
    }
    server.close()
    await site.destroy()
  }
  console.table(out)
}, 1_200_000)
