import type { Deps } from '../../deps'
import { openText, sealText } from '../../http/sealed-text'
import type { Entrant } from '../accounts/sign-in.service'
import { codeOf, newKey, stepAt } from './one-time-code'
import { useOfKey } from './proof'
import { deleteFactor, findFactor, insertFactor } from './second-factors.repository'

type Means = Pick<Deps, 'db' | 'clock' | 'config'>

/** In demo mode only: what the page of the second step shows to a newcomer, who has no app for a demo account. */
export type DemoCode = { code: string } | { waitSeconds: number }

/** Gives a demo account a second factor, so that a newcomer sees both steps; one that does not open any more goes. */
export const ensureDemoFactor = async ({ db, clock, config }: Means, { user, demo }: Entrant): Promise<void> => {
  if (!config.demo || !demo) return
  const { secrets } = config.session
  const factor = await findFactor(db, user.id)
  if (factor !== undefined && openText(secrets, useOfKey(user.id), factor.sealedKey) !== undefined) return
  const sealedKey = sealText(secrets, useOfKey(user.id), newKey())
  await db.transaction(async trx => {
    if (factor !== undefined) await deleteFactor(trx, user.id)
    await insertFactor(trx, {
      userId: user.id,
      sealedKey,
      lastStep: null,
      enabledAt: clock().toISOString(),
      demo: true,
    })
  })
}

/** The code that will be taken next: the current one, or the one after it when that was used already. */
export const demoCodeOf = async ({ db, clock, config }: Means, userId: string): Promise<DemoCode | undefined> => {
  if (!config.demo) return undefined
  const factor = await findFactor(db, userId)
  const key = factor?.demo ? openText(config.session.secrets, useOfKey(userId), factor.sealedKey) : undefined
  if (factor === undefined || key === undefined) return undefined
  const now = stepAt(clock())
  const free = Math.max(now, (factor.lastStep ?? 0) + 1)
  if (free <= now + 1) return { code: codeOf(key, free) }
  return { waitSeconds: (free - 1) * STEP_SECONDS - Math.floor(clock().getTime() / 1000) }
}

const STEP_SECONDS = 30
