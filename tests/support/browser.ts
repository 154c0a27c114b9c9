import { type CheerioAPI, load } from 'cheerio'
import type { Element } from 'domhandler'
import type { Express } from 'express'
import request from 'supertest'

type File = { name: string; bytes: Uint8Array | string }
type Submission = {
  /** Text or label of the button that is pressed; the first button of the form otherwise, as Enter does. */
  press?: string
  files?: Record<string, File>
  /** Sends fields that are not on the page, as an attacker would. */
  forge?: Record<string, string>
  headers?: Record<string, string>
}

const MAX_REDIRECTS = 5

/**
 * A browser without JavaScript: opens links and sends forms exactly as the served HTML says, with the hidden inputs it
 * was served (so the real token), and follows redirects. It refuses to fill a field that is not on the page.
 */
export class Browser {
  url = '/'
  status = 0
  html = ''
  headers: Record<string, string> = {}
  private agent: ReturnType<typeof request.agent>
  private parsed: CheerioAPI | undefined

  constructor(readonly app: Express | string) {
    // Compression has tests of its own; here it would only cost time, on both sides.
    this.agent = request.agent(app).set('Accept-Encoding', 'identity')
  }

  /** The page, parsed when somebody looks at it. */
  get $(): CheerioAPI {
    this.parsed ??= load(this.html)
    return this.parsed
  }

  /** Shows a page that was served before, as a tab does that stayed open. */
  set $(page: CheerioAPI) {
    this.parsed = page
  }

  /** Another tab of the same browser: the same cookies, a page of its own. */
  tab(): Browser {
    const tab = new Browser(this.app)
    tab.agent = this.agent
    return tab
  }

  /** What the browser would send as its `Cookie` header. */
  get cookies(): string {
    const everywhere = { domain: '127.0.0.1', path: '/', secure: false, script: false }
    const { jar } = this.agent as unknown as { jar: { getCookies(access: object): { toValueString(): string }[] } }
    return jar
      .getCookies(everywhere)
      .map(cookie => cookie.toValueString())
      .join('; ')
  }

  async open(url: string): Promise<this> {
    return this.show(
      url,
      await this.agent
        .get(url)
        .redirects(0)
        .ok(() => true),
    )
  }

  /** Follows the link with this text. */
  async follow(text: string): Promise<this> {
    const href = this.all('a').find(link => this.textOf(link) === text)?.attribs.href
    if (href === undefined)
      throw new Error(
        `No link «${text}» on ${this.url}. There are: ${this.all('a')
          .map(a => this.textOf(a))
          .join(' | ')}`,
      )
    return this.open(new URL(href, `http://x${this.url}`).pathname + new URL(href, `http://x${this.url}`).search)
  }

  /** Fills the form that has the pressed button (the first form of the main part otherwise) and sends it. */
  async submit(values: Record<string, string | string[]> = {}, options: Submission = {}): Promise<this> {
    const { form, button } = this.formWith(options.press)
    const fields = { ...this.served(form), ...this.known(form, values, options.files), ...options.forge }
    if (button?.attribs.name) fields[button.attribs.name] = button.attribs.value ?? ''
    const url = button?.attribs.formaction ?? form.attribs.action ?? this.url
    if ((form.attribs.method ?? 'get').toLowerCase() === 'get')
      return this.open(`${url.split('?')[0]}?${query(fields)}`)
    return this.send(url, fields, form.attribs.enctype === 'multipart/form-data', options)
  }

  /** The sentences of the error summary, in order. */
  get errors(): { field: string; text: string }[] {
    return this.all('.govuk-error-summary__list a').map(a => ({
      field: (a.attribs.href ?? '').replace(/^.*#/, ''),
      text: this.textOf(a),
    }))
  }

  get title(): string {
    return clean(this.$('head > title').text())
  }

  get heading(): string {
    return clean(this.$('h1').text())
  }

  /** The text of the main part of the page. */
  get text(): string {
    return clean(this.$('main').text())
  }

  value(name: string): string {
    const field = this.$(`[name="${name}"]`).first()
    if (field.length === 0) throw new Error(`No field ${name} on ${this.url}`)
    if (field.is('select')) return field.find('option[selected]').attr('value') ?? ''
    if (field.is('[type=radio],[type=checkbox]')) return this.$(`[name="${name}"]:checked`).attr('value') ?? ''
    return field.is('textarea') ? field.text() : (field.attr('value') ?? '')
  }

  private async send(
    url: string,
    fields: Record<string, string | string[]>,
    multipart: boolean,
    options: Submission,
  ): Promise<this> {
    let sending = this.agent
      .post(url)
      .redirects(0)
      .ok(() => true)
    for (const [name, value] of Object.entries(options.headers ?? {})) sending = sending.set(name, value)
    if (!multipart) return this.show(url, await sending.type('form').send(query(fields)))
    for (const [name, value] of Object.entries(fields))
      for (const one of [value].flat()) sending = sending.field(name, one)
    for (const [name, file] of Object.entries(options.files ?? {}))
      sending = sending.attach(name, Buffer.from(file.bytes), file.name)
    return this.show(url, await sending)
  }

  private async show(url: string, res: request.Response, redirects = 0): Promise<this> {
    const location = res.headers.location
    if (location !== undefined && res.status >= 300 && res.status < 400) {
      if (redirects === MAX_REDIRECTS) throw new Error(`Too many redirects at ${location}`)
      return this.show(
        location,
        await this.agent
          .get(location)
          .redirects(0)
          .ok(() => true),
        redirects + 1,
      )
    }
    this.url = url
    this.status = res.status
    this.html = res.text ?? ''
    this.headers = res.headers
    this.parsed = undefined
    return this
  }

  private formWith(press: string | undefined): { form: Element; button: Element | undefined } {
    const submits = 'button:not([type=button]), input[type=submit]'
    if (press !== undefined) {
      const button = this.all(submits).find(
        candidate => this.textOf(candidate) === clean(press) || candidate.attribs['aria-label'] === press,
      )
      if (button === undefined) throw new Error(`No button «${press}» on ${this.url}`)
      const form =
        button.attribs.form === undefined ? this.$(button).closest('form') : this.$(`#${button.attribs.form}`)
      return { form: this.one(form.get(0), 'form around the button'), button }
    }
    const form = this.one(this.$('main form').get(0), 'form')
    return { form, button: this.$(form).find(submits).get(0) }
  }

  /** What the page itself puts into the form: hidden inputs and what is filled, ticked or chosen already. */
  private served(form: Element): Record<string, string | string[]> {
    const fields: Record<string, string | string[]> = {}
    for (const { name, value } of this.$(form).serializeArray()) {
      const before = fields[name]
      fields[name] = before === undefined ? value : [before, value].flat()
    }
    return fields
  }

  private known(
    form: Element,
    values: Record<string, string | string[]>,
    files: Record<string, File> = {},
  ): Record<string, string | string[]> {
    const unknown = [...Object.keys(values), ...Object.keys(files)].filter(
      name => this.$(form).find(`[name="${name}"]`).length === 0,
    )
    if (unknown.length > 0) throw new Error(`No such field on ${this.url}: ${unknown.join(', ')}`)
    return values
  }

  private all(selector: string): Element[] {
    return this.$(selector).toArray() as Element[]
  }

  private textOf(element: Element): string {
    return clean(this.$(element).text())
  }

  private one(element: unknown, what: string): Element {
    if (element === undefined) throw new Error(`No ${what} on ${this.url} (${this.status})`)
    return element as Element
  }
}

const clean = (text: string): string => text.replace(/\s+/g, ' ').trim()

const query = (fields: Record<string, string | string[]>): string =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
  ).toString()
