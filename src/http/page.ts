import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Express, Request, Response } from 'express'
import type { Render } from './templates'

declare module 'express-serve-static-core' {
  interface Response {
    /** Renders a template into the answer: with the shell (navigation, user, token), compressed, never cached wrongly. */
    page(view: string, context?: object): void
  }
}

/** What every page has around its content. */
export type Shell = (req: Request, res: Response) => object

/** Level 1 keeps the longest page under 14 KB; level 6 would make it a seventh smaller at more than twice the price. */
export const COMPRESSION_LEVEL = 1

/**
 * Gives every response the method `page`. The finished string is compressed, which costs a fraction of a
 * compressing middleware; tokens in it are masked anew each time, so compression tells nothing about them.
 */
export const installPages = (app: Express, render: Render, shell: Shell, compress: boolean): void => {
  app.response.page = function page(this: Response, view, context = {}) {
    const { req } = this
    const html = render(view, { ...shell(req, this), ...this.locals, ...context })
    this.type('html')
    this.vary('Accept-Encoding')
    if (isPersonal(req, this)) this.set('Cache-Control', 'no-store')
    else if (isUnchanged(req, this, html)) return void this.status(304).end()
    const body = compress && req.acceptsEncodings('gzip') ? compressed(this, html) : Buffer.from(html)
    // Told here, for otherwise the session layer, which writes before it ends the answer, makes it a chunked one.
    this.set('Content-Length', String(body.length))
    this.end(body)
  }
}

const compressed = (res: Response, html: string): Buffer => {
  res.set('Content-Encoding', 'gzip')
  return gzipSync(html, { level: COMPRESSION_LEVEL })
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
