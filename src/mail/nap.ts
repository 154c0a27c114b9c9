export type Nap = {
  /** Resolves after `ms` or at the first `wake`. A wake that came before the sleep ends it at once. */
  sleep(ms: number): Promise<void>
  wake(): void
}

/** A pause that can be cut short. Its timer does not keep the process alive. */
export const createNap = (): Nap => {
  let woken = false
  let rise: () => void = () => {
    woken = true
  }
  const awake = rise
  return {
    sleep: async ms => {
      if (!woken) {
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, ms).unref()
          rise = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      rise = awake
      woken = false
    },
    wake: () => rise(),
  }
}
