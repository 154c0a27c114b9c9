import type { Request } from 'express'
import type { Clock } from '../../clock'
import { seeOther } from '../../http/errors'
import type { HalfSignedIn } from '../../http/session'
import type { Entrance } from '../accounts/entrance'

const TOO_LATE = 'Время, отведённое на второй шаг входа, вышло. Введите пароль ещё раз.'

/** Who gave the right password at this door; everybody else is sent to the door, or past it when they are in already. */
export const halfSignedIn = (req: Request, { door, paths }: Entrance, clock: Clock): HalfSignedIn => {
  if (req.identity !== undefined && req.session.user?.kind === door.kind) throw seeOther(paths.home)
  const half = req.session?.half
  if (half?.user.kind !== door.kind) throw seeOther(paths.signIn)
  if (half.until > clock().toISOString()) return half
  delete (req.session as { half?: HalfSignedIn }).half
  req.session.flash = TOO_LATE
  throw seeOther(`${paths.signIn}?next=${encodeURIComponent(half.next)}`)
}
