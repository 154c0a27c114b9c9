import type { Request } from 'express'
import { signedInRespondent, signedInStaff } from '../../http/identity'
import { paths } from '../../http/paths'
import type { SignedIn } from '../../http/session'

/** The same pages stand in two corners of the system: in the cabinet and in the office. */
export type Corner = {
  paths: (typeof paths.security)['cabinet' | 'office']
  layout: 'layouts/base.njk' | 'layouts/office.njk'
  /** Staff cannot do without a second factor. */
  obligatory: boolean
  /** Who is signed in; sends everybody else to the sign-in. */
  userOf: (req: Request) => SignedIn
  /** In which times are shown; undefined: Moscow. */
  timeZoneOf: (req: Request) => string | undefined
}

export const CORNERS: readonly Corner[] = [
  {
    paths: paths.security.cabinet,
    layout: 'layouts/base.njk',
    obligatory: false,
    userOf: signedInRespondent,
    timeZoneOf: () => undefined,
  },
  {
    paths: paths.security.office,
    layout: 'layouts/office.njk',
    obligatory: true,
    userOf: signedInStaff,
    timeZoneOf: ({ identity }) => (identity?.kind === 'staff' ? identity.timeZone : undefined),
  },
]
