import type { Door } from './sign-in.service'

/** A door with its pages: the password, the second step, and where they lead. */
export type Entrance = {
  door: Door
  paths: {
    signIn: string
    /** The second step: a code, or setting one up. */
    code: string
    setUp: string
    /** The recovery codes, shown after the setting-up. */
    codes: string
    home: string
  }
  layout: 'layouts/base.njk' | 'layouts/office.njk'
  /** Whether nobody comes in without a second factor. */
  secondFactor: 'obligatory' | 'optional'
}
