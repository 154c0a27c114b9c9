/**
 * What the sources of the format leave open, each by a name. The defaults are those that `docs/reports-engine.md`
 * gives reasons for; an office that learns better from a real template changes one of them and nothing else.
 */
export interface FlkOptions {
  /** Whether AND binds tighter than OR, as in SQL, or both bind alike, from left to right. */
  readonly logic: 'and-first' | 'equal'
  /** How a half is rounded by ROUND, and on both sides before a comparison. */
  readonly rounding: 'half-away' | 'half-even'
  /** What a third argument of ROUND other than 0 does: cuts off, as in SQL, or nothing. */
  readonly roundMode: 'truncate' | 'ignore'
  /** Whether ∅ <> ∅ holds. Everywhere else in comparisons ∅ counts as 0. */
  readonly emptyDiffersFromEmpty: boolean
  /** What ∅ / 0 gives. */
  readonly emptyOverZero: 'zero' | 'empty'
  /** What i of N(i,f) counts: digits before the point, or all digits. */
  readonly numberLength: 'integer-digits' | 'all-digits'
  /** Whether the minus counts as a character of i. */
  readonly signCounts: boolean
  /** What &NP is for a short period code (3, 6, 9, 12): the code itself, or its number in the dictionary's steps. */
  readonly shortPeriod: 'raw' | 'gcd'
  /** Which report {{…}} reads: that of the period before, or that of the same period of the year before. */
  readonly previousPeriod: 'period-before' | 'year-before'
  /** Where SUM looks for lists to compare with, when its sibling has no cell: further up, or nowhere. */
  readonly sumContext: 'climb' | 'nearest'
  /** What a filter on a specific does in a section without such a column: looks at the cells, or nothing. */
  readonly filterWithoutSpecific: 'cell-values' | 'ignore'
  /** What a specific that is not a key of its row (`grv`) does to a control. */
  readonly foreignSpecific: 'skip' | 'ignore'
  /** By which order of the dictionary a range of specifics is read. */
  readonly specificOrder: 'document' | 'sorted'
  /** What is left of a reference whose specifics no row has: nulls, or a control that is skipped. */
  readonly noSuchSpecific: 'empty' | 'skip'
  /** Whether a fixed row may stand in a report once only, whatever its specifics. */
  readonly fixedRowOnce: boolean
  /** What data in a cell that is not for input (`inputType` 0) are: an error 3.6, or nothing to speak of. */
  readonly closedCells: 'refuse' | 'accept'
  /** Lengths of a respondent's code. */
  readonly okpoLengths: readonly number[]
  /** Whether a control that needs the previous report is named in the protocol where there is none. */
  readonly missingPrevious: 'silent' | 'notice'
}

export const DEFAULT_OPTIONS: FlkOptions = {
  logic: 'and-first',
  rounding: 'half-away',
  roundMode: 'truncate',
  emptyDiffersFromEmpty: true,
  emptyOverZero: 'zero',
  numberLength: 'integer-digits',
  signCounts: false,
  shortPeriod: 'raw',
  previousPeriod: 'period-before',
  sumContext: 'climb',
  filterWithoutSpecific: 'cell-values',
  foreignSpecific: 'skip',
  specificOrder: 'document',
  noSuchSpecific: 'empty',
  fixedRowOnce: true,
  closedCells: 'refuse',
  okpoLengths: [8, 10, 12, 14],
  missingPrevious: 'silent',
}

/** The defaults with what is told otherwise. */
export const optionsWith = (changed: Partial<FlkOptions> = {}): FlkOptions => ({ ...DEFAULT_OPTIONS, ...changed })
