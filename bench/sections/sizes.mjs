import { filledIn } from '../applicant.mjs'
import { openSqlite } from '../machinery/databases.mjs'
import { fillDemo, startSystem } from '../machinery/system.mjs'
import { Visitor } from '../machinery/visitor.mjs'

const LIMIT = 14 * 1024

const PUBLIC = [
  '/',
  '/registration',
  '/registration/status',
  '/help/okpo',
  '/sign-in',
  '/office/sign-in',
  '/demo/mail',
  '/no-such-page',
]
const APPLICATION = ['general', 'certificates', 'contacts', 'contacts/new', 'check'].map(tab => `/registration/${tab}`)

/** What goes over the wire as the body of each page and of the stylesheet: the longer of what gzip and Brotli give. */
export const measureSizes = async () => {
  const database = openSqlite()
  const url = database.create('sizes')
  fillDemo(url)
  const system = await startSystem(url)
  try {
    const stranger = new Visitor(system.address)
    const applicant = await filledIn(system.address, 0)
    await stranger.open('/')
    const stylesheet = stranger.$('link[rel=stylesheet]').attr('href')
    const measured = []
    for (const path of [stylesheet, ...PUBLIC]) measured.push(await sizeOf(stranger, path))
    for (const path of APPLICATION) measured.push(await sizeOf(applicant, path))
    return measured.map(size => ({ ...size, limit: LIMIT, met: size.compressed <= LIMIT }))
  } finally {
    await system.stop()
    database.stop()
  }
}

const sizeOf = async (visitor, path) => {
  const answer = await visitor.send(path)
  const location = answer.headers.get('location')
  if (location !== null) return sizeOf(visitor, location)
  const plain = Buffer.byteLength(await answer.text())
  const sent = []
  for (const coding of ['gzip', 'br']) {
    const { headers } = await visitor.send(path, { headers: { 'Accept-Encoding': coding } })
    sent.push(Number(headers.get('content-length') ?? plain))
  }
  return { path: path.replace(/[0-9a-f]{8,}/, '…'), plain, compressed: Math.max(...sent) }
}
