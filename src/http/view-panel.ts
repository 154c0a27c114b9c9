import type { Request } from 'express'
import { VIEW_CHOICES, type ViewSetting, type ViewSettings } from './view-settings'

export type ViewPanel = {
  on: boolean
  /** The page to come back to, for browsers that send the panel alone. */
  back: string
  groups: { name: string; choices: { value: string; text: string; pressed: boolean }[] }[]
}

const WORDS: { [S in ViewSetting]: { name: string; values: Record<ViewSettings[S], string> } } = {
  size: { name: 'Размер шрифта', values: { '100': '100 %', '150': '150 %', '200': '200 %' } },
  scheme: {
    name: 'Цвет сайта',
    values: {
      normal: 'обычный',
      'black-on-white': 'чёрным по белому',
      'white-on-black': 'белым по чёрному',
      'blue-on-blue': 'тёмно-синим по голубому',
      'brown-on-beige': 'коричневым по бежевому',
    },
  },
  images: { name: 'Изображения', values: { on: 'вкл', off: 'выкл' } },
  spacing: { name: 'Интервал между буквами', values: { normal: 'обычный', wide: 'увеличенный' } },
}

/** What the panel of the accessibility mode offers; outside of the mode only the way in. */
export const viewPanel = (req: Request, settings: ViewSettings | undefined): ViewPanel => ({
  on: settings !== undefined,
  back: req.originalUrl,
  groups: settings === undefined ? [] : groupsOf(settings),
})

const groupsOf = (settings: ViewSettings): ViewPanel['groups'] =>
  (Object.keys(VIEW_CHOICES) as ViewSetting[]).map(setting => ({
    name: WORDS[setting].name,
    choices: Object.entries(WORDS[setting].values).map(([value, text]) => ({
      value: `${setting}-${value}`,
      text,
      pressed: settings[setting] === value,
    })),
  }))

/** Classes for `<html>`: what no stylesheet of its own stands for. */
export const viewClasses = ({ images, spacing }: ViewSettings): string =>
  [images === 'off' ? 'app-no-images' : '', spacing === 'wide' ? 'app-spaced' : ''].filter(Boolean).join(' ')
