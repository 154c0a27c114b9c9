import type { Express } from 'express'
import request from 'supertest'
import { codeOf, stepAt } from '../../src/features/second-factor/one-time-code'
import { siteOf } from './app'
import { Browser } from './browser'
import { PASSWORD, TOTP_KEY } from './builders'

export type Door = '/sign-in' | '/office/sign-in'

/** A browser that has signed in at a door, the second step too; it stands on the page that came. */
export const signIn = (app: Express, login: string, door: Door = '/sign-in', password = PASSWORD): Promise<Browser> =>
  signInWith(new Browser(app), login, door, password)

/** The same in a browser that is open already. */
export const signInWith = async (
  browser: Browser,
  login: string,
  door: Door = '/sign-in',
  password = PASSWORD,
): Promise<Browser> => {
  await browser.open(door)
  await browser.submit({ login, password })
  return browser.url.startsWith(`${door}/code`) ? giveCode(browser) : browser
}

/** Takes the second step: with the code that the page shows in demo mode, or with that of `TOTP_KEY`. */
export const giveCode = async (browser: Browser): Promise<Browser> => {
  const shown = browser.$('#demo-code').text()
  return browser.submit({ code: shown === '' ? await unusedCode(browser.app as Express) : shown })
}

/** The clock of tests stands still, so the codes that were used in this moment are good again. */
const unusedCode = async (app: Express): Promise<string> => {
  const { db, deps } = siteOf(app)
  await db('second_factors').update({ last_step: null })
  return codeOf(TOTP_KEY, stepAt(deps.clock()))
}

/** The cookie of an answer, as a browser would send it back. */
export const cookieOf = (answer: request.Response): string =>
  answer
    .get('Set-Cookie')
    ?.map(cookie => cookie.split(';')[0])
    .join('; ') ?? ''

export const tokenOf = (page: { text: string }): string => /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? ''

/** Signs in by hand, for tests that are about the cookies themselves: the one before and the one after. */
export const signInByHand = async (
  app: Express,
  login: string,
  door: Door = '/sign-in',
  password = PASSWORD,
): Promise<{ before: string; after: string }> => {
  const page = await request(app).get(door)
  const before = cookieOf(page)
  const send = (url: string, cookie: string, fields: object) =>
    request(app).post(url).set('Cookie', cookie).type('form').send(fields).expect(303)
  const answer = await send(door, before, { _csrf: tokenOf(page), login, password })
  const after = cookieOf(answer)
  if (answer.headers.location !== `${door}/code`) return { before, after }
  const second = await request(app).get(`${door}/code`).set('Cookie', after)
  const code = await unusedCode(app)
  return { before, after: cookieOf(await send(`${door}/code`, after, { _csrf: tokenOf(second), code })) }
}

/** The bytes of a file, asked for with a cookie. */
export const download = (app: Express, url: string, cookie = ''): Promise<request.Response> =>
  request(app)
    .get(url)
    .set('Cookie', cookie)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('end', () => done(null, Buffer.concat(chunks)))
    })
    .then(answer => answer)
