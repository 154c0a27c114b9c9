import { ConfigError } from '../config'

/** Runs a command; what goes wrong is told on stderr and in the exit code. */
export const runCommand = (main: () => Promise<void>): void => {
  main().catch((error: unknown) => {
    const told = error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error)
    process.stderr.write(`${told}\n`)
    process.exitCode = 1
  })
}
