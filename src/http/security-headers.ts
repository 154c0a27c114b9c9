import type { RequestHandler, Response } from 'express'
import helmet from 'helmet'
import type { Config } from '../config'

/** No scripts at all, nothing from other addresses, nobody may frame the pages. HSTS only where TLS is. */
export const securityHeaders = (config: Config): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // «no-referrer» would make browsers send `Origin: null` with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: config.tls ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    // For plug-ins and browsers of twenty years ago, or about things that the policy above forbids anyway.
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
    originAgentCluster: false,
  })

/**
 * The one exception: a page that offers a script of ours on top of what works without it. It may load scripts from our
 * own address and nowhere else, ask our own address for files, and run nothing that stands in the page.
 */
export const allowOwnScripts = (res: Response): void => {
  res.set('Content-Security-Policy', `${res.get('Content-Security-Policy')};script-src 'self';connect-src 'self'`)
}
