/** A property of a row that orders a list, and what its values look like. */
export type Key = { property: string; kind: 'instant' | 'day' | 'integer' | 'digits' | 'code' }

export type Value = string | number

/** A place in a list: between the row with these keys and its neighbour on that side. */
export type Cursor = { side: 'before' | 'after'; values: Value[] }

/** For an address: nobody should read it or make one up. */
export const cursorText = ({ side, values }: Cursor): string =>
  Buffer.from(JSON.stringify([side, ...values])).toString('base64url')

/**
 * The cursor that an address carries; undefined when there is none or it is not of this list. Only values that both
 * engines take for their column pass: PostgreSQL answers a 30th of February with an error.
 */
export const readCursor = (text: unknown, keys: readonly Key[]): Cursor | undefined => {
  const [side, ...values] = decode(text)
  if ((side !== 'before' && side !== 'after') || values.length !== keys.length) return undefined
  return keys.every(({ kind }, index) => IS[kind](values[index])) ? { side, values: values as Value[] } : undefined
}

const IS: Record<Key['kind'], (value: unknown) => boolean> = {
  instant: value => typeof value === 'string' && /^[12]\d{3}-/.test(value) && isInstant(value),
  day: value =>
    typeof value === 'string' && /^[12]\d{3}-\d{2}-\d{2}$/.test(value) && isInstant(`${value}T00:00:00.000Z`),
  integer: value => typeof value === 'number' && Number.isSafeInteger(value),
  code: value => typeof value === 'string' && /^[\w.]{1,20}$/.test(value),
  digits: value => typeof value === 'string' && /^\d{1,20}$/.test(value),
}

const isInstant = (value: string): boolean => {
  const moment = new Date(value)
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === value
}

const MAX_LENGTH = 300

const decode = (text: unknown): unknown[] => {
  if (typeof text !== 'string' || text.length > MAX_LENGTH) return []
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}
