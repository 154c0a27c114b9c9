import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readConfig } from '../config'
import type { TrustFile } from '../crypto/upload/trust-file'
import { createDeps, type Deps } from '../deps'
import { loadTrust } from '../features/trust/load-trust'
import { loadedWords } from '../features/trust/loaded-words'
import { listCurrentLists } from '../features/trust/revocation-lists.repository'
import { findTrustCertificate, listTrustCertificates, removeTrustCertificate } from '../features/trust/trust.repository'
import { runCommand } from './run-command'

const USAGE = `Whom the system trusts when it checks certificates and signatures.

  node dist/cli/trust.js add [--root] FILE…|FOLDER   certificates (.cer, .pem, .p7b) and revocation lists (.crl);
                                                     with --root self-signed certificates are trusted as roots
  node dist/cli/trust.js list
  node dist/cli/trust.js remove SHA256
`

const say = (text: string): void => void process.stdout.write(`${text}\n`)
const complain = (text: string): void => {
  process.stderr.write(`${text}\n`)
  process.exitCode = 1
}

const SYSTEM = { kind: 'system' } as const

/** All files are taken as one, so that their order does not matter: certificates first, then the lists. */
const add = async (deps: Deps, args: readonly string[]): Promise<void> => {
  const all: TrustFile = { certificates: [], lists: [] }
  for (const path of await filesOf(args.filter(arg => arg !== '--root'))) {
    const file = await deps.signatures.readTrustFile(await readFile(path))
    if (!file.ok) {
      complain(`${path}: ${file.problem}`)
      continue
    }
    all.certificates.push(...file.certificates)
    all.lists.push(...file.lists)
  }
  const asRoot = args.includes('--root')
  const loaded = await loadTrust(deps, all, { asRoot, source: 'upload', actor: SYSTEM, staffId: null })
  const words = loadedWords({ ...loaded, problems: [] })
  if (words !== '') say(words)
  for (const problem of loaded.problems) complain(problem)
}

const filesOf = async (paths: readonly string[]): Promise<string[]> => {
  const found: string[] = []
  for (const path of paths) {
    if (!(await stat(path)).isDirectory()) {
      found.push(path)
      continue
    }
    const entries = await readdir(path, { withFileTypes: true })
    found.push(...entries.filter(entry => entry.isFile()).map(({ name }) => join(path, name)))
  }
  return found.toSorted()
}

const list = async ({ db, config }: Deps): Promise<void> => {
  for (const { sha256, role, validTo, subject } of await listTrustCertificates(db, config.demo))
    say(`${role.padEnd(12)} ${sha256} ${validTo.slice(0, 10)} ${subject}`)
  for (const { sha256, nextUpdate, issuer, number } of await listCurrentLists(db, config.demo))
    say(`${'list'.padEnd(12)} ${sha256} ${nextUpdate?.slice(0, 10) ?? '-'.padEnd(10)} № ${number ?? '-'} ${issuer}`)
}

const remove = async ({ db, clock, config }: Deps, sha256: string): Promise<void> => {
  const certificate = await findTrustCertificate(db, { sha256: sha256.toLowerCase() }, config.demo)
  if (certificate === undefined) return complain(`There is no certificate with the SHA-256 ${sha256}.`)
  const how = { actor: SYSTEM, at: clock().toISOString() }
  await db.transaction(trx => removeTrustCertificate(trx, certificate.id, how))
  say(`Removed: ${certificate.subject}`)
}

const run = (deps: Deps, command: string | undefined, args: readonly string[]): Promise<void> | void => {
  const [first] = args
  if (command === 'add' && args.some(arg => arg !== '--root')) return add(deps, args)
  if (command === 'list') return list(deps)
  if (command === 'remove' && first !== undefined) return remove(deps, first)
  return complain(USAGE)
}

/** `node dist/cli/trust.js`: loads, lists and removes what the administrator's page does, for whole folders at once. */
runCommand(async () => {
  const [command, ...args] = process.argv.slice(2)
  const deps = createDeps(readConfig(process.env))
  try {
    await run(deps, command, args)
  } finally {
    await deps.signatures.close()
    await deps.db.destroy()
  }
})
