import type { Day, Instant } from '../../db/db'
import type { Rule } from './rule'

/** What becomes of an act. `reading`, `counting`, `assigning` and `ending` are work that goes on by itself. */
export type ActState = 'reading' | 'counting' | 'checked' | 'assigning' | 'done' | 'ending' | 'ended' | 'dropped'

/** An organisation as the preview names it. */
export type Sampled = { okpo: string; shortName: string }

/** Forms assigned at once, by a rule or by a list: looked at, confirmed, and ended again as a whole. */
export type Act = {
  id: number
  kind: 'rule' | 'list'
  /** Of a rule; a list has a form and its periods in each row. */
  formCode: string | null
  coversFrom: Day | null
  coversUntil: Day | null
  rule: Rule | null
  fileName: string | null
  state: ActState
  position: number
  matched: number
  already: number
  assigned: number
  refused: number
  sample: Sampled[]
  staffId: number | null
  createdAt: Instant
  endedAt: Instant | null
}
