import { createHash } from 'node:crypto'
import { sentText } from '../validation/sent-text'

/**
 * A short name for the state of a row that has no version of its own. A form carries it along; when it is another one
 * at saving, somebody changed the row meanwhile.
 */
export const rowDigest = (row: object): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .digest('base64url')
    .slice(0, 16)

/** What the form was drawn from, as it came back. */
export const seenDigest = (body: unknown): string => sentText(body, 'seen')
