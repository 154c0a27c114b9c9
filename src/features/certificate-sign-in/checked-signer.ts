import type { Request } from 'express'

declare module 'express-session' {
  interface SessionData {
    /** The certificate whose signature of this challenge was right, until its owner has said for whom they come. */
    checkedSigner: { challenge: string; thumbprint: string }
  }
}

/** Keeps what was checked while the person chooses; it lives as long as the challenge, ten minutes at most. */
export const keepSigner = (req: Request, challenge: string, thumbprint: string): void => {
  req.session.checkedSigner = { challenge, thumbprint }
}

/** The thumbprint that was checked against this challenge, in this browser. */
export const keptSigner = (req: Request, challenge: string): string | undefined => {
  const kept = req.session?.checkedSigner
  return kept?.challenge === challenge ? kept.thumbprint : undefined
}

export const forgetSigner = (req: Request): void => {
  delete (req.session as { checkedSigner?: unknown }).checkedSigner
}
