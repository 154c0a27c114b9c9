/** Words that half of all names have: legal forms and what stands between words. */
const EVERYWHERE: ReadonlySet<string> = new Set(
  [
    'ооо оао зао пао нао ао ип тосп тсж снт гуп муп фгуп мбу гбу',
    'общество с ограниченной ответственностью акционерное публичное непубличное открытое закрытое',
    'индивидуальный предприниматель обособленное подразделение муниципальное государственное бюджетное учреждение',
    'и в на по г',
  ].flatMap(words => words.split(' ')),
)

/** The beginnings of the long ones: whoever typed so far means the form, and a beginning finds as much as the whole. */
const BEGINNING_FROM = 3
const BEGINNINGS: ReadonlySet<string> = new Set(
  [...EVERYWHERE].flatMap(word =>
    Array.from({ length: Math.max(0, word.length - BEGINNING_FROM) }, (_, cut) => word.slice(0, BEGINNING_FROM + cut)),
  ),
)

/** Whether a word, as `wordsOf` gives it, tells names apart: neither a legal form nor a single letter. */
export const isTelling = (word: string): boolean =>
  [...word].length > 1 && !EVERYWHERE.has(word) && !BEGINNINGS.has(word)
