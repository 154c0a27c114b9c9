const plural = new Intl.PluralRules('ru')
const MINUTES: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'минуту', few: 'минуты' }

/** «через 15 минут»: whole minutes, rounded up, so that nobody comes back too early. */
export const inMinutes = (seconds: number): string => {
  const minutes = Math.max(1, Math.ceil(seconds / 60))
  return `через ${minutes} ${MINUTES[plural.select(minutes)] ?? 'минут'}`
}
