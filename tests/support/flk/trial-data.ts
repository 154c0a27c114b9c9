import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Trial data that lies beside the repository and is no part of it; where it is absent, its tests are skipped. */
const root = resolve(__dirname, '../../../../shared/data')

/** Whether the trial data is there; the title of a skipped test says why it is skipped. */
export const hasTrialData = existsSync(root)

export const trialFile = (...path: string[]): Buffer => readFileSync(join(root, ...path))

export const trialFiles = (folder: string, ending: string): string[] =>
  hasTrialData ? readdirSync(join(root, folder)).filter(name => name.endsWith(ending)) : []

/** Lets tests on trial data run, or skips them with the reason in the title. */
export const withTrialData = (title: string, tests: () => void): void =>
  hasTrialData ? describe(title, tests) : describe.skip(`${title} (no ../shared/data beside the repository)`, tests)
