import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { serverOf } from '../../../src/http/app-server'

describe('The server of an app', () => {
  it('makes requests and responses with the prototypes of the app, so that Express changes none', async () => {
    const app = express()
    app.get('/', (req, res) => res.json({ app: req.app === app && res.app === app, ip: typeof req.ip }))
    const server = serverOf(app)
    const atBirth: boolean[] = []
    server.prependListener('request', (req, res) => {
      atBirth.push(Object.getPrototypeOf(req) === app.request, Object.getPrototypeOf(res) === app.response)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    expect(await answer.json()).toEqual({ app: true, ip: 'string' })
    expect(atBirth).toEqual([true, true])
    server.close()
  })

  it('keeps what was given to all responses of the app before', async () => {
    const app = express()
    ;(app.response as unknown as { greet: () => void }).greet = function greet(this: express.Response) {
      this.send('hello')
    }
    app.get('/', (_req, res) => (res as unknown as { greet: () => void }).greet())
    const server = serverOf(app).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    expect(await answer.text()).toBe('hello')
    server.close()
  })
})
