import type { Page } from '../db/keyset'

/** The links to the pages before and after, for the pagination macro; undefined when everything is on this one. */
export const neighbours = <Row>(
  { previous, next }: Pick<Page<Row>, 'previous' | 'next'>,
  address: (cursor: string) => string,
) =>
  previous === undefined && next === undefined
    ? undefined
    : {
        ...(previous === undefined ? {} : { previous: { href: address(previous) } }),
        ...(next === undefined ? {} : { next: { href: address(next) } }),
      }
