import type { Db } from '../../db/db'
import { inn } from '../../validation/rules/inn'
import { findByOkpo, listByInn, type Organisation } from '../organisations/organisations.repository'
import { type Holder, UNKNOWN_NAME } from './names'

/** An organisation of the register by its ОКПО; undefined when there is none, or its ИНН is not known. */
export const holderOfOkpo = async (db: Db, okpo: string): Promise<Holder | undefined> =>
  holderOf(await findByOkpo(db, okpo))

/**
 * By ОКПО or ИНН, whichever it is: ten digits may be either, and the ОКПО of an entrepreneur comes first. A right ИНН
 * that the register does not know gets an invented name.
 */
export const holderOfNumber = async (db: Db, number: string): Promise<Holder | undefined> => {
  const known = await holderOfOkpo(db, number)
  if (known !== undefined) return known
  const [sharing] = await listByInn(db, number, '')
  return (
    holderOf(sharing) ?? (inn.safeParse(number).success ? { name: UNKNOWN_NAME, inn: number, ogrn: null } : undefined)
  )
}

const holderOf = (organisation: Organisation | undefined): Holder | undefined =>
  organisation === undefined || organisation.inn === null
    ? undefined
    : { name: organisation.shortName, inn: organisation.inn, ogrn: organisation.ogrn }
