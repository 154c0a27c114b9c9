import type { Subject } from '../../audit/events'

/** `staff:5` as the audit log names it. */
export const subjectOf = (userId: string): { kind: Subject; id: number } => {
  const [kind, id] = userId.split(':')
  return { kind: kind as Subject, id: Number(id) }
}
