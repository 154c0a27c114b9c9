import type { Request, Router } from 'express'
import type { Deps } from '../../deps'
import { seeOther } from '../../http/errors'
import { action } from '../../http/form-page'
import type { SignedIn } from '../../http/session'
import { forgetFreshCodes, freshCodesOf } from './shown-codes'

type CodesPage = {
  path: string
  /** Where whoever has nothing to see here goes. */
  back: string
  layout: string
  /** Who looks; throws for whoever may not. */
  userOf: (req: Request) => SignedIn
}

/** Fresh recovery codes, to be printed or written down, until their owner says that this is done. */
export const codesPage = (router: Router, { config }: Deps, { path, back, layout, userOf }: CodesPage): void => {
  router.get(path, (req, res) => {
    const codes = freshCodesOf(req, config, userOf(req).id)
    if (codes.length === 0) throw seeOther(back)
    res.page('second-factor/codes', { layout, codes })
  })

  action(router, path, async (req, res) => {
    userOf(req)
    res.redirect(303, forgetFreshCodes(req) ?? back)
  })
}
