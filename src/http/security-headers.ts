import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestHandler, Response } from 'express'
import helmet from 'helmet'
import type { Config } from '../config'

/** No scripts at all, nothing from other addresses, nobody may frame the pages. HSTS only where TLS is. */
export const securityHeaders = (config: Config): RequestHandler => {
  const headers = headersOf(policy(config))
  return (_req, res, next) => {
    for (const [name, value] of headers) res.setHeader(name, value)
    next()
  }
}

const policy = (config: Config) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // «no-referrer» would make browsers send `Origin: null` with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: config.tls ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
    // For plug-ins and browsers of twenty years ago, or about things that the policy above forbids anyway.
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
    originAgentCluster: false,
  })

/** Nothing in the policy depends on the request, so helmet is asked once. Errors: it did not answer at once. */
const headersOf = (middleware: ReturnType<typeof policy>): [string, string][] => {
  const headers: [string, string][] = []
  let answered = false
  const response = {
    setHeader: (name: string, value: string) => headers.push([name, value]),
    removeHeader: () => {},
  }
  middleware({} as IncomingMessage, response as unknown as ServerResponse, error => {
    if (error !== undefined) throw error as Error
    answered = true
  })
  if (!answered) throw new Error('the security headers depend on the request')
  return headers
}

/**
 * The one exception: a page that offers a script of ours on top of what works without it. It may load scripts from our
 * own address and nowhere else, ask our own address for files, and run nothing that stands in the page.
 */
export const allowOwnScripts = (res: Response): void => {
  res.set('Content-Security-Policy', `${res.get('Content-Security-Policy')};script-src 'self';connect-src 'self'`)
}
