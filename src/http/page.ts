import { createHash } from 'node:crypto'
import type { Express, Request, Response } from 'express'
import { codingFor, compress } from './compression'
import type { Render } from './templates'

declare module 'express-serve-static-core' {
  interface Response {
    /** Renders a template into the answer: with the shell (navigation, user, token), compressed, never cached wrongly. */
    page(view: string, context?: object): void
  }
}

/** What every page has around its content. */
export type Shell = (req: Request, res: Response) => object

/**
 * Gives every response the method `page`. The finished string is compressed, which costs a fraction of a
 * compressing middleware; tokens in it are masked anew each time, so compression tells nothing about them.
 */
export const installPages = (app: Express, render: Render, shell: Shell, compression: boolean): void => {
  app.response.page = function page(this: Response, view, context = {}) {
    const { req } = this
    const html = render(view, { ...shell(req, this), ...this.locals, ...context })
    this.setHeader('Content-Type', 'text/html; charset=utf-8')
    this.vary('Accept-Encoding')
    if (isPersonal(req, this)) this.setHeader('Cache-Control', 'no-store')
    else if (isUnchanged(req, this, html)) return void this.status(304).end()
    const coding = compression ? codingFor(req.headers['accept-encoding']) : undefined
    if (coding !== undefined) this.setHeader('Content-Encoding', coding)
    const body = coding === undefined ? Buffer.from(html) : compress(html, coding)
    // Told here, for otherwise the session layer, when it writes before it ends the answer, makes it a chunked one.
    this.setHeader('Content-Length', body.length)
    this.end(body)
  }
}

/** Pages with a token or for somebody who is signed in must not be kept by the browser or a proxy. */
const isPersonal = (req: Request, res: Response): boolean =>
  res.statusCode !== 200 ||
  res.locals.csrfToken !== undefined ||
  req.session?.user !== undefined ||
  res.locals.private === true

const isUnchanged = (req: Request, res: Response, html: string): boolean => {
  res.set('Cache-Control', 'no-cache')
  res.set('ETag', `W/"${createHash('sha1').update(html).digest('base64url')}"`)
  return req.fresh
}
