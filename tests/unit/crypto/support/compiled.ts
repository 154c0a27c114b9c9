import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { transformFileSync } from '@swc/core'

const root = resolve(__dirname, '../../../..')

/**
 * Compiles src/crypto as the build does: a thread loads plain modules. The folder lies under the repository, so that
 * packages are found from there.
 */
export const compileCrypto = (): { folder: string; remove: () => void } => {
  mkdirSync(resolve(root, 'var'), { recursive: true })
  const folder = mkdtempSync(resolve(root, 'var/crypto-'))
  const source = resolve(root, 'src/crypto')
  cpSync(source, folder, { recursive: true, filter: from => statSync(from).isDirectory() })
  for (const entry of readdirSync(source, { recursive: true })) {
    const name = String(entry)
    if (!name.endsWith('.ts')) continue
    const { code } = transformFileSync(join(source, name), { sourceMaps: false })
    writeFileSync(join(folder, name.replace(/\.ts$/, '.js')), code)
  }
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}
