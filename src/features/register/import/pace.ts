/** How fast the work goes, since this process began it, and how long the rest will take at that. */
export const pace = (from = 0) => {
  const started = performance.now()
  let firstShare: number | undefined
  return (done: number, share: number): { perSecond?: number; leftMs?: number } => {
    firstShare ??= share
    const elapsed = performance.now() - started
    const gained = share - firstShare
    if (elapsed <= 0 || gained <= 0) return {}
    return {
      perSecond: Math.round(((done - from) * 1000) / elapsed),
      leftMs: Math.round(((1 - share) * elapsed) / gained),
    }
  }
}
