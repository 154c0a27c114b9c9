import { parseArgs } from 'node:util'
import { readConfig } from '../config'
import { createDeps } from '../deps'
import { recheckReport } from '../features/report-review/recheck-report'
import { recheckSignatures } from '../features/signatures/recheck-applications'
import { runCommand } from './run-command'

/**
 * `node dist/cli/recheck-signatures.js [--application NUMBER | --report NUMBER]`: checks the signature of one application or
 * report again, or of all that could not be checked so far, as of the moment they were received. Prints a line for each. Safe to repeat.
 */
runCommand(async () => {
  const { values } = parseArgs({ options: { application: { type: 'string' }, report: { type: 'string' } } })
  const deps = createDeps(readConfig(process.env))
  try {
    const { application, report } = values
    const told = report === undefined ? await recheckSignatures(deps, application) : await recheckReport(deps, report)
    if (told === undefined) {
      process.stderr.write(`Nothing that was signed has the number ${report ?? application}.\n`)
      process.exitCode = 1
      return
    }
    process.stdout.write(`${[...told, `checked: ${told.length}`].join('\n')}\n`)
  } finally {
    await deps.signatures.close()
    await deps.db.destroy()
  }
})
