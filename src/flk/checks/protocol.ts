import type { SpecificName } from '../template/model'

/** 1: attributes of the report, 2: title, 3: format, 4: controls. */
export type Block = 1 | 2 | 3 | 4

/** An error stops a report, a warning asks for an explanation. */
export type Severity = 'error' | 'warning'

/** One sentence of the protocol. What does not apply is null. */
export interface Finding {
  readonly block: Block
  /** «3.9» by the public vocabulary of codes; «4.30» for the control with the id 30. */
  readonly code: string
  /** Id of the control. */
  readonly control: string | null
  readonly severity: Severity
  /** Field of the title. */
  readonly field: string | null
  /** Codes as they stand in the template, or in the report where the template does not know them. */
  readonly section: string | null
  readonly row: string | null
  readonly column: string | null
  /** Specifics of the physical row; empty for a row that is not in the report. */
  readonly specifics: { readonly [name in SpecificName]?: string }
  /** Place of the physical row among the rows of its section in the report, from zero. */
  readonly rowIndex: number | null
  /** Sides of a comparison, rounded to the precision of the control; null for an empty one. */
  readonly left: string | null
  readonly operator: string | null
  readonly right: string | null
  readonly difference: string | null
  readonly message: string
}

/** A control that was not applied, with the reason: for the log and for staff. */
export interface SkippedControl {
  readonly control: string
  readonly reason: string
}

/** What the control of a report found. */
export interface Protocol {
  /** Ordered by block; all errors of a block, nothing of the blocks after the first one with errors. */
  readonly findings: readonly Finding[]
  readonly skipped: readonly SkippedControl[]
  /** How many controls were applied and held for every element. */
  readonly held: number
  /** The block after which the control stopped, if it did. */
  readonly stoppedAfter: Block | null
  /** How many findings there are beyond those listed: a list is cut at 5,000 a block. */
  readonly more: number
  /** The report has no data and its form permits that: format and controls were not looked at. */
  readonly empty: boolean
}

/** Whether a report may be sent: nothing obligatory failed. */
export const mayBeSent = ({ findings }: Protocol): boolean => findings.every(({ severity }) => severity !== 'error')

/** More findings of one block than anybody reads. */
const LONGEST_LIST = 5000

/** Takes the findings of one block. */
export class FindingList {
  readonly found: Finding[] = []
  more = 0
  errors = 0

  add(...findings: readonly Finding[]): void {
    for (const found of findings) {
      if (found.severity === 'error') this.errors += 1
      if (this.found.length < LONGEST_LIST) this.found.push(found)
      else this.more += 1
    }
  }
}

const NOWHERE = {
  control: null,
  severity: 'error',
  field: null,
  section: null,
  row: null,
  column: null,
  specifics: {},
  rowIndex: null,
  left: null,
  operator: null,
  right: null,
  difference: null,
} as const

/** A finding with what is known of it; the rest is null. */
export const finding = (
  block: Block,
  code: string,
  message: string,
  known: Partial<Omit<Finding, 'block' | 'code' | 'message'>> = {},
): Finding => ({ block, code, ...NOWHERE, ...known, message })
