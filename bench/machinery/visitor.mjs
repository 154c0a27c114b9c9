import { load } from 'cheerio'

/** A person before the load begins: opens pages and sends their forms, with cookies and the hidden inputs served. */
export class Visitor {
  cookies = new Map()
  url = '/'
  $ = load('')

  constructor(address) {
    this.address = address
  }

  get cookieHeader() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async open(path) {
    return this.follow(path, await this.send(path))
  }

  /** Fills the first form of the main part and sends it, as its first button does. */
  async submit(values) {
    const path = this.$('main form').first().attr('action') ?? this.url
    return this.follow(path, await this.send(path, { method: 'POST', body: this.body(values) }))
  }

  /** What the form would send: its hidden inputs and what is filled in already, with these values. */
  body(values) {
    const served = this.$('main form')
      .first()
      .serializeArray()
      .map(({ name, value }) => [name, value])
    return new URLSearchParams({ ...Object.fromEntries(served), ...values })
  }

  async follow(path, answer) {
    const location = answer.headers.get('location')
    if (location !== null) return this.open(location)
    this.url = path
    this.status = answer.status
    this.$ = load(await answer.text())
    return this
  }

  async send(path, init = {}) {
    const headers = { ...init.headers, Cookie: this.cookieHeader }
    const answer = await fetch(this.address + path, { ...init, headers, redirect: 'manual' })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)
      this.cookies.set(name, value)
    }
    return answer
  }
}
