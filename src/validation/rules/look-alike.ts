/*
 * Domains that look like another one: a Cyrillic «а» among Latin letters sends the letters to a stranger.
 */

/** Letters of scripts that are read together; digits and hyphens belong to all. */
const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u]

/** Cyrillic letters with a Latin twin. Source: Unicode UTS 39, confusables.txt, as browsers use it for addresses. */
const TWINS = /^[асԁеһіјӏорԛѕԝху0-9-]+$/u

/** Whether one label of the domain mixes scripts. No registry gives such a name out (UTS 39, 5.2 «Single Script»). */
export const mixesScripts = (domain: string): boolean =>
  domain.split('.').some(label => SCRIPTS.filter(script => script.test(label)).length > 1)

/**
 * Whether a label is written with nothing but Cyrillic letters that look Latin, below a top-level domain in Latin
 * letters: «росо.com». Below .рф nobody expects Latin letters, so «сор.рф» is what it seems.
 */
export const looksLatin = (domain: string): boolean => {
  const labels = domain.split('.')
  return (
    /^[a-z0-9-]+$/.test(labels.at(-1) ?? '') &&
    labels.some(label => /\p{Script=Cyrillic}/u.test(label) && TWINS.test(label))
  )
}
