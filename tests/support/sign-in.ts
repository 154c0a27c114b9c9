import type { Express } from 'express'
import request from 'supertest'
import { Browser } from './browser'
import { PASSWORD } from './builders'

export type Door = '/sign-in' | '/office/sign-in'

/** A browser that has sent the form of a sign-in page; it stands on the page that came. */
export const signIn = async (
  app: Express,
  login: string,
  door: Door = '/sign-in',
  password = PASSWORD,
): Promise<Browser> => {
  const browser = await new Browser(app).open(door)
  return browser.submit({ login, password })
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
  const answer = await request(app)
    .post(door)
    .set('Cookie', before)
    .type('form')
    .send({ _csrf: tokenOf(page), login, password })
    .expect(303)
  return { before, after: cookieOf(answer) }
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
