import { paths } from '../../http/paths'

/** What a telephone needs to put the site on its home screen. The address of the manifest is in every page's head. */
export const MANIFEST = {
  name: 'Система сбора отчётности',
  short_name: 'Отчётность',
  lang: 'ru',
  dir: 'ltr',
  id: paths.home,
  start_url: paths.home,
  scope: paths.home,
  display: 'minimal-ui',
  theme_color: '#1d3f72',
  background_color: '#ffffff',
  icons: [
    { src: '/assets/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any maskable' },
    { src: '/assets/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
    { src: '/assets/emblem.svg', sizes: 'any', type: 'image/svg+xml' },
  ],
} as const
