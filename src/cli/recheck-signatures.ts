import { parseArgs } from 'node:util'
import { readConfig } from '../config'
import { createDeps } from '../deps'
import { recheckSignatures } from '../features/signing/recheck-applications'
import { runCommand } from './run-command'

/**
 * `node dist/cli/recheck-signatures.js [--application NUMBER]`: checks the signature of one application again, or of
 * all that could not be checked so far, as of the moment they were received. Prints a line for each. Safe to repeat.
 */
runCommand(async () => {
  const { values } = parseArgs({ options: { application: { type: 'string' } } })
  const deps = createDeps(readConfig(process.env))
  try {
    const told = await recheckSignatures(deps, values.application)
    if (told === undefined) {
      process.stderr.write(`No signed application has the number ${values.application}.\n`)
      process.exitCode = 1
      return
    }
    process.stdout.write(`${[...told, `checked: ${told.length}`].join('\n')}\n`)
  } finally {
    await deps.signatures.close()
    await deps.db.destroy()
  }
})
