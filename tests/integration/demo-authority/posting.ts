import type { Express } from 'express'
import request from 'supertest'
import { cookieOf, tokenOf } from '../../support/sign-in'

/** Sends a form of the demo as a browser does, with the real token, and keeps the bytes that come back. */
export const postForFile = async (
  app: Express,
  url: string,
  fields: Record<string, string>,
  file?: { name: string; bytes: Uint8Array },
): Promise<request.Response> => {
  const page = await request(app).get(url).expect(200)
  const all = { _csrf: tokenOf(page), ...fields }
  let sending = request(app).post(url).set('Cookie', cookieOf(page))
  if (file === undefined) sending = sending.type('form').send(all)
  else {
    for (const [name, value] of Object.entries(all)) sending = sending.field(name, value)
    sending = sending.attach('document', Buffer.from(file.bytes), file.name)
  }
  return sending.buffer(true).parse((res, done) => {
    const chunks: Buffer[] = []
    res.on('data', (chunk: Buffer) => chunks.push(chunk))
    res.on('end', () => done(null, Buffer.concat(chunks)))
  })
}
