import { randomBytes } from 'node:crypto'

/**
 * The key of a form that makes a new record: whoever presses the button twice sends the same key twice, and the database
 * takes it once. A form that comes back with mistakes keeps its key.
 */
export const formKey = (typed?: string): string =>
  typed !== undefined && /^[\w-]{22}$/.test(typed) ? typed : randomBytes(16).toString('base64url')
