import { Algorithm, hash, type Options, verify } from '@node-rs/argon2'
import { tooManyRequests } from '../../http/errors'
import { canonicalPassword } from '../../validation/rules/password'
import { createLane } from './lane'

/** Argon2id, 19 MiB, two passes, one thread. Source: OWASP Password Storage Cheat Sheet, the recommended minimum. */
const PARAMETERS: Options = { algorithm: Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/**
 * One hash keeps a core busy for some 15 ms. Two at a time leave the other pages room; whoever would wait for more
 * than some four seconds is asked to come back.
 */
const lane = createLane(2, 500, () =>
  tooManyRequests('Сейчас на сайт входит очень много людей. Подождите минуту и попробуйте ещё раз.', 60),
)

/** The hash to store, in the PHC string format (up to 120 characters). Throws AppError 429 when too many wait. */
export const hashPassword = (password: string): Promise<string> =>
  lane(() => hash(canonicalPassword(password), PARAMETERS))

/** Whether this is the password that was hashed. Throws AppError 429 when too many wait. */
export const verifyPassword = (passwordHash: string, password: string): Promise<boolean> =>
  lane(() => verify(passwordHash, canonicalPassword(password)))

/** Takes as long as verifying does and always says no: an unknown account cannot be told from a wrong password. */
export const verifyNothing = async (password: string): Promise<false> => {
  await verifyPassword(NOBODY, password)
  return false
}

/** A hash with the parameters above; what it was made of is not kept anywhere. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$W9Uk1OuzgrIUScExa2sOwg$vVd4BipWANvV4SbMi8E8fYGi+yzOKYd+z6pypNwKOQE'
