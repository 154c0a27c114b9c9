/** How much of a foreign document is read before it is refused. */
export interface XmlLimits {
  readonly bytes: number
  readonly depth: number
  readonly elements: number
  /** Characters of one attribute or of the text of one element. */
  readonly text: number
  /** Attributes of one element. */
  readonly attributes: number
}

/** A template with dictionaries of 100,000 terms has about 10 MB and 300,000 elements. */
export const TEMPLATE_LIMITS: XmlLimits = {
  bytes: 64 * 1024 * 1024,
  depth: 32,
  elements: 1_000_000,
  text: 100_000,
  attributes: 100,
}

/** A report of 100,000 cells has about 4 MB. */
export const REPORT_LIMITS: XmlLimits = {
  bytes: 32 * 1024 * 1024,
  depth: 32,
  elements: 500_000,
  text: 20_000,
  attributes: 100,
}
