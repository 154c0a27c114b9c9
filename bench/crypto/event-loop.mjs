// How long the event loop of a server is held up while hostile files, large documents and a list of 30 MB are handled:
// the compiled system on a database of its own, everything through the ways that requests take.
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { element, entries } from './long-list.mjs'
import { watchLoop } from './loop-watch.mjs'

const ENV = {
  WEBSBOR_MODE: 'demo',
  BASE_URL: 'http://localhost:3000',
  SESSION_SECRET: 'only-for-measuring-0123456789abcdef',
}
const ORGANISATION = { inn: '1234567894', ogrn: null }

/** @param dist folder of the compiled system */
export const measureEventLoop = async dist => {
  const load = createRequire(join(dist, 'app.js'))
  const folder = mkdtempSync(join(tmpdir(), 'bench-loop-'))
  const { readConfig } = load('./config.js')
  const deps = load('./deps.js').createDeps(
    readConfig({ ...ENV, DATABASE_URL: `sqlite:${join(folder, 'bench.sqlite')}` }),
  )
  try {
    await load('./db/migrations.js').migrate(deps.db)
    return await measure(deps, load)
  } finally {
    await deps.signatures.close()
    await deps.db.destroy()
    rmSync(folder, { recursive: true })
  }
}

const measure = async (deps, load) => {
  const { checkSignature } = load('./features/signatures/check-signature.js')
  const { loadTrust } = load('./features/trust/load-trust.js')
  const { TrustStoreCache } = load('./features/trust/trust-store-cache.js')
  const { makeAuthority, issueTo } = load('./features/demo-authority/authority.js')
  const { signDocument } = load('./features/demo-authority/sign-document.js')
  const now = new Date()
  const actor = { kind: 'system' }
  const add = file => loadTrust(deps, file, { asRoot: true, source: 'upload', actor, staffId: null })
  const authority = makeAuthority(now)
  await add(await deps.signatures.readTrustFile(authority.root.certificate))
  await add(await deps.signatures.readTrustFile(authority.revocationList))
  const document = new Uint8Array(100_000).fill(0x42)
  const signer = issueTo(authority, { name: 'ООО «Замер (демо)»', inn: ORGANISATION.inn, ogrn: null }, now)
  const check = (file, signed = document) =>
    checkSignature(deps, { file, document: signed, receivedAt: new Date(), organisation: ORGANISATION })
  const proper = signDocument({ document, signer, at: now })
  const large = new Uint8Array(60_000_000)
  const list = longList(load, authority, now)

  const rows = []
  let idle
  /** The worst of several rounds; the first one warms up. What the idle loop was late by is shown taken off, too. */
  const held = async (what, work, { rounds = 5, before = async () => {} } = {}) => {
    const seen = []
    for (let round = 0; round <= rounds; round++) {
      const given = await before()
      const watched = await watchLoop(() => work(given))
      if (round > 0) seen.push(watched)
    }
    const worst = of => Math.max(...seen.map(of))
    const median = seen.map(({ took }) => took).toSorted((a, b) => a - b)[rounds >> 1]
    const late = worst(round => round.held)
    idle ??= late
    rows.push({
      what,
      answer: ms(median),
      held: ms(late),
      'held – idle': ms(Math.max(0, late - idle)),
      ours: ms(worst(round => round.ours)),
      computed: ms(worst(round => round.computed)),
    })
  }

  await held('nothing at all, for comparison', () => new Promise(resolve => setTimeout(resolve, 300)))
  await held('a proper signature', () => check(proper))
  const signature = signDocument({ document: large, signer, at: now })
  await held('a document of 60 MB', () => check(signature, large), { rounds: 3 })
  for (const [what, file] of hostileFiles(load, document, signer, now)) await held(what, () => check(file))
  await held(
    'a list of 30 MB loaded',
    async bytes => {
      const loaded = await add(await deps.signatures.readTrustFile(bytes))
      if (loaded.lists !== 1) throw new Error(loaded.problems.join())
    },
    {
      rounds: 3,
      before: async () => {
        await deps.db('revocation_lists').where('entries', '>', 100).delete()
        await deps.db('revocation_list_parts').where('part', '>', 0).delete()
        return Uint8Array.from(list)
      },
    },
  )
  const start = () => new TrustStoreCache(deps.db, deps.signatures, { demo: true }).get()
  await held('the trust store with that list at start', start, { rounds: 3 })
  return rows
}

const ms = value => (Number.isNaN(value) ? '' : `${value.toFixed(1)} ms`)

const longList = (load, { root }, now) => {
  const { sequence, integer, time, tagged, bits } = load('./features/demo-authority/der.js')
  const { authorityKeyId, extension } = load('./features/demo-authority/issue-certificate.js')
  const { signatureAlgorithm, signMessage } = load('./features/demo-authority/sign.js')
  const algorithm = signatureAlgorithm(root.key)
  const until = new Date(now.getTime() + 86_400_000)
  const parts = [integer(1), algorithm, root.name, time(now), time(until), entries(590_000)]
  const body = element(
    0x30,
    ...parts,
    tagged(0, sequence(authorityKeyId(root.key.id), extension('2.5.29.20', integer(9)))),
  )
  return element(0x30, body, algorithm, bits(signMessage(root.key, body)))
}

/** Files below a megabyte that are made to cost as much as they can. */
const hostileFiles = (load, document, signer, at) => {
  const { signedAttributes, signedData, signerInfo } = load('./features/demo-authority/sign-document.js')
  const { sequence, oid, set, octets } = load('./features/demo-authority/der.js')
  const { issueCertificate } = load('./features/demo-authority/issue-certificate.js')
  const { holderName } = load('./features/demo-authority/names.js')
  const { generateKey } = load('./features/demo-authority/signing-key.js')
  const validity = { from: new Date(at.getTime() - 86_400_000), to: new Date(at.getTime() + 86_400_000) }
  const name = holderName({ name: 'Тёзка', inn: ORGANISATION.inn, ogrn: null })
  const id = new Uint8Array(20)
  // All of one name and one key identifier, none of them the issuer: a signature is tried with each.
  const namesake = () => issueCertificate({ key: { ...generateKey('512-A'), id }, name, ...validity })
  const owner = { ...namesake(), name }
  const leaf = i => {
    const holder = holderName({ name: `Подписант ${i}`, inn: ORGANISATION.inn, ogrn: null })
    return issueCertificate({ key: generateKey('512-A'), name: holder, ...validity, issuer: owner })
  }
  const leaves = Array.from({ length: 5 }, (_, i) => leaf(i))
  const crowd = [...leaves, ...Array.from({ length: 24 }, namesake)]
  const infos = leaves.map(one => signerInfo(one, signedAttributes(document, one, at)))
  const attributes = [
    ...signedAttributes(document, signer, at),
    ...Array.from({ length: 6000 }, (_, i) => sequence(oid(`1.2.643.7.${i + 1}`), set(octets(new Uint8Array(100))))),
  ]
  const nested = depth => (depth === 0 ? Buffer.alloc(0) : element(0x30, nested(depth - 1)))
  return [
    ['five signers, two dozen would-be issuers each', signedData({ signers: crowd, signerInfos: infos })],
    ['six thousand attributes', signedData({ signers: [signer], signerInfos: [signerInfo(signer, attributes)] })],
    ['fifteen hundred certificates', signedData({ signers: Array(1500).fill(signer), signerInfos: infos })],
    ['half a million elements', Uint8Array.from(Buffer.from(`30803080${'3000'.repeat(450_000)}`, 'hex'))],
    ['five thousand levels', Uint8Array.from(nested(5000))],
    ['a megabyte of base64 that is none', Uint8Array.from(Buffer.from('A'.repeat(1_000_000) + '!'))],
  ]
}
