import type { Request } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { moveApplication } from '../applications/move-application'
import { type Moved, makeMove } from './move'
import type { OfficeStaff } from './queue.lists'

/** Takes one application into work. Throws 404 for an application of another office. */
export const takeApplication = (deps: Deps, req: Request, staff: OfficeStaff, id: number): Promise<Moved> =>
  makeMove(deps, staff, { id, move: 'take' }, (trx, locked, at) =>
    moveApplication(trx, locked, { move: 'take', actor: actorOf(req), at, set: { assigned_to: staff.staffId } }),
  )
