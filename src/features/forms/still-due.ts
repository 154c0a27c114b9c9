import type { Day } from '../../db/db'
import type { Deps } from '../../deps'
import type { AssignedVersion } from './forms.repository'
import { isOver } from './periods'

/** The assigned forms without those whose periods are all over and past. */
export const stillDue = async (
  { forms }: Pick<Deps, 'forms'>,
  assigned: readonly AssignedVersion[],
  today: Day,
): Promise<AssignedVersion[]> => {
  const kept = await Promise.all(
    assigned.map(async version => !isOver((await forms.get(version.id)).form.template, today, version.covers)),
  )
  return assigned.filter((_, index) => kept[index])
}
