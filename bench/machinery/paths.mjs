import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../../src/cli/prepare.mjs'

export { root }

export const bench = join(root, 'bench')

/** A module of the built system: what is measured is what production runs. */
export const built = name => createRequire(import.meta.url)(join(root, 'dist', name))
