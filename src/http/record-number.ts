import { notFound } from './errors'

/** The number of a record out of an address. Throws 404 for whatever is none: PostgreSQL refuses to look for it. */
export const recordNumber = (param: unknown): number => {
  if (typeof param !== 'string' || !/^\d{1,15}$/.test(param)) throw notFound()
  return Number(param)
}
