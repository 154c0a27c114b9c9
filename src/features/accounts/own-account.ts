import type { Request } from 'express'
import type { Deps } from '../../deps'
import { notFound } from '../../http/errors'
import { userOf } from '../../http/identity'
import { findOwner, type Owner } from './owners.repository'

/** The account of whoever is signed in: the organisation's, or the authorised person's own. */
export const ownerOf = async ({ db, config }: Deps, req: Request): Promise<Owner> => {
  const { kind, id } = userOf(req)
  const owner = await findOwner(db, { kind, id }, { demoMode: config.demo })
  if (owner === undefined) throw notFound()
  return owner
}
