type Known = readonly [name: string, pattern: RegExp]

/** In this order: nearly every browser also calls itself by the names of those it descends from. */
const BROWSERS: readonly Known[] = [
  ['Яндекс Браузер', /YaBrowser\//],
  ['Opera', /OPR\/|Opera/],
  ['Microsoft Edge', /Edg(e|A|iOS)?\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Спутник', /Sputnik\//],
  ['Vivaldi', /Vivaldi\//],
  ['Firefox', /Firefox\/|FxiOS\//],
  ['Chrome', /Chrome\/|CriOS\//],
  ['Chromium', /Chromium\//],
  ['Safari', /Version\/.* Safari\//],
  ['Internet Explorer', /MSIE |Trident\//],
  ['Lynx', /^Lynx\//],
  ['Links', /^E?Links/],
  ['w3m', /^w3m\//],
  ['NetSurf', /NetSurf\//],
  ['Dillo', /^Dillo\//],
  ['curl', /^curl\//],
]

const SYSTEMS: readonly Known[] = [
  ['Windows Phone', /Windows Phone/],
  ['Windows', /Windows/],
  ['Аврора', /Aurora|Sailfish/],
  ['Android', /Android/],
  ['iPhone', /iPhone|iPod/],
  ['iPad', /iPad/],
  ['macOS', /Mac OS X|Macintosh/],
  ['Chrome OS', /CrOS/],
  ['Linux', /Linux|X11/],
  ['FreeBSD', /BSD/],
]

const UNKNOWN = 'Неизвестная программа'

/** Headers are as long as a client likes; names stand in the first part. */
const LOOKED_AT = 400

/** The browser and the system behind a User-Agent, in words: «Firefox, Windows». Only names of this list come out. */
export const browserWords = (userAgent: string | undefined): string => {
  const text = (userAgent ?? '').slice(0, LOOKED_AT)
  const named = (list: readonly Known[]) => list.find(([, pattern]) => pattern.test(text))?.[0]
  return [named(BROWSERS) ?? UNKNOWN, named(SYSTEMS)].filter(Boolean).join(', ')
}
