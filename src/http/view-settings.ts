import type { Request, Response } from 'express'

/** How a person wants to see the site: the accessibility mode. The order of the values is that of the panel. */
export const VIEW_CHOICES = {
  size: ['100', '150', '200'],
  scheme: ['normal', 'black-on-white', 'white-on-black', 'blue-on-blue', 'brown-on-beige'],
  images: ['on', 'off'],
  spacing: ['normal', 'wide'],
} as const

type Choices = typeof VIEW_CHOICES
export type ViewSetting = keyof Choices
export type ViewSettings = { [S in ViewSetting]: Choices[S][number] }

export type StylesheetName = `${ViewSettings['scheme']}-${ViewSettings['size']}`
/** What the build made: the file of each stylesheet, its name carries a hash of the content. */
export type StylesheetManifest = { files: Record<StylesheetName, string> }

/** One stylesheet a scheme and size: old browsers know neither custom properties nor breakpoints that follow letters. */
export const STYLESHEETS: readonly StylesheetName[] = VIEW_CHOICES.scheme.flatMap(scheme =>
  VIEW_CHOICES.size.map((size): StylesheetName => `${scheme}-${size}`),
)

export const NORMAL_STYLESHEET: StylesheetName = 'normal-100'

/** What the mode begins with: larger letters, everything else as it was. */
const AT_FIRST: ViewSettings = { size: '150', scheme: 'normal', images: 'on', spacing: 'normal' }

const COOKIE = 'view'
const YEAR_MS = 365 * 24 * 60 * 60 * 1000
const SETTINGS = Object.keys(VIEW_CHOICES) as ViewSetting[]

/** The settings out of the cookie `view=150.normal.on.wide`; undefined when the mode is off or the cookie is not ours. */
export const viewOf = (req: Request): ViewSettings | undefined => {
  const header = req.headers.cookie
  const at = header === undefined ? -1 : header.search(/(^|;\s*)view=/)
  if (header === undefined || at < 0) return undefined
  const values =
    header
      .slice(header.indexOf('=', at) + 1)
      .split(';', 1)[0]
      ?.split('.') ?? []
  if (values.length !== SETTINGS.length) return undefined
  const told = SETTINGS.map((setting, position) => [setting, values[position] ?? ''] as const)
  return told.every(([setting, value]) => isChoice(setting, value))
    ? (Object.fromEntries(told) as ViewSettings)
    : undefined
}

/**
 * Does what a button of the panel says: `on`, `off`, or one setting such as `size-200`. Anything else changes nothing.
 *
 * @returns the settings from now on, for a page that is drawn in this very answer
 */
export const chooseView = (req: Request, res: Response, choice: string): ViewSettings | undefined => {
  const before = viewOf(req)
  const after = choice === 'off' ? undefined : { ...AT_FIRST, ...before, ...choiceOf(choice) }
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: req.secure } as const
  if (after === undefined) res.clearCookie(COOKIE, options)
  else res.cookie(COOKIE, SETTINGS.map(setting => after[setting]).join('.'), { ...options, maxAge: YEAR_MS })
  return after
}

const choiceOf = (choice: string): Partial<ViewSettings> => {
  const dash = choice.indexOf('-')
  const [setting, value] = [choice.slice(0, dash), choice.slice(dash + 1)]
  return setting in VIEW_CHOICES && isChoice(setting as ViewSetting, value) ? { [setting]: value } : {}
}

const isChoice = (setting: ViewSetting, value: string): boolean =>
  (VIEW_CHOICES[setting] as readonly string[]).includes(value)
