/** Whether a signature counts: yes, no, or nobody could find out. */
export type Verdict = 'valid' | 'invalid' | 'unknown'

/** A warning leaves the verdict as it is; a person should know of it. */
export type LineValue = Verdict | 'warning'

/** What is looked at, in the order in which a specialist reads it. */
export const parts = ['mathematics', 'path', 'dates', 'revocation', 'key_usage', 'holder'] as const

export type Part = (typeof parts)[number]
