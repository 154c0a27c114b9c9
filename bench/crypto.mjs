// What signatures cost, beside OpenSSL with the GOST engine in the same run: `npm run build`, then
// `node bench/crypto.mjs [folder of the compiled system, dist by default]`.
// Times of the first table are CPU milliseconds of this process: they hold while other work makes the clock on the wall
// wander. The second table is by that clock: what the answer took and how late the event loop was; `ours` leaves out the time
// for which other threads and processes had the processors, `computed` is processor time of one step.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { measureEventLoop } from './crypto/event-loop.mjs'
import { serial, stretch } from './crypto/long-list.mjs'
import { opensslIn } from './crypto/openssl.mjs'

const root = resolve(import.meta.dirname, '..')
const dist = resolve(process.argv[2] ?? join(root, 'dist'))
const load = createRequire(join(dist, 'crypto/cms.js'))
const { checkDocumentSignature } = load('./document-signature.js')
const { readCertificate } = load('./certificate.js')
const { readStructure } = load('./certificate/structure.js')
const { TrustStore } = load('./path/trust-store.js')
const { RevocationList } = load('./revocation/list.js')
const { checkSignature } = load('./signature.js')
const { Streebog } = load('./gost/streebog.js')
const { Gost341194 } = load('./gost/gost341194.js')

const fixtures = join(root, 'tests/fixtures/certificates')
const fixture = name => Uint8Array.from(readFileSync(join(fixtures, name)))

/** The median over rounds of the CPU time of one call, in milliseconds. */
const cost = (work, calls, rounds = 7) => {
  work()
  const times = Array.from({ length: rounds }, () => {
    const started = process.cpuUsage()
    for (let i = 0; i < calls; i++) work()
    const { user, system } = process.cpuUsage(started)
    return (user + system) / 1000 / calls
  })
  return times.toSorted((a, b) => a - b)[rounds >> 1]
}

const verification = (certificate, issuer) => {
  const { algorithm, signature, signedBytes: message } = readStructure(fixture(certificate))
  const { key } = readStructure(fixture(issuer))
  return cost(() => checkSignature({ key, algorithm, signature, message }), 50)
}

const throughput = hasher => {
  const data = new Uint8Array(4_000_000).fill(0x42)
  return 4000 / cost(() => hasher().update(data).digest(), 1)
}

const store = () =>
  new TrustStore({
    anchors: [fixture('root.cer')],
    intermediates: [fixture('authority.cer')],
    revocationLists: lists,
  })
const lists = ['root.crl', 'authority.crl'].map(name => new RevocationList(fixture(name)))
const upload = (name, kept) => {
  const request = {
    file: fixture(name),
    document: fixture('document.xml'),
    receivedAt: new Date(),
    organisation: { inn: '1234567894', ogrn: null },
  }
  return cost(() => checkDocumentSignature(request, kept ?? store()), 20)
}

const { verification: opensslVerification, throughput: opensslThroughput } = opensslIn(fixtures)

const rows = []
const row = (what, value, unit, aim, theirs) =>
  rows.push({
    what,
    value: `${value.toFixed(value < 1 ? 3 : 2)} ${unit}`,
    aim,
    openssl: theirs === undefined || Number.isNaN(theirs) ? '' : `${theirs.toFixed(2)} ${unit}`,
  })

row(
  'signature, 256 bits',
  verification('rsa.cer', 'authority.cer'),
  'ms',
  '≤ 2',
  opensslVerification('rsa.cer', 'authority.cer'),
)
row('signature, 256 bits, cofactor', verification('curve-256-TCA.cer', 'curve-256-TCA.cer'), 'ms', '≤ 2')
row(
  'signature, 512 bits, cofactor',
  verification('authority.cer', 'root.cer'),
  'ms',
  '≤ 7',
  opensslVerification('authority.cer', 'root.cer'),
)
row('signature, 512 bits', verification('curve-512-A.cer', 'curve-512-A.cer'), 'ms', '≤ 7')
row(
  'Streebog',
  throughput(() => new Streebog(256)),
  'MB/s',
  '≥ 60',
  opensslThroughput(),
)
row(
  '34.11-94',
  throughput(() => new Gost341194()),
  'MB/s',
  '',
)
row('whole upload, known certificates', upload('detached.p7s', store()), 'ms', '≤ 10')
row('whole upload, 512 bits, known certificates', upload('person.p7s', store()), 'ms', '≤ 10')
row('whole upload, everything for the first time', upload('detached.p7s'), 'ms', '')
row(
  'certificate shown again',
  cost(() => readCertificate(fixture('legal.cer')), 20),
  'ms',
  '',
)
const der = stretch(fixture('root.crl'), 100_000, load('./asn1/element.js').parse)
row(
  'list of 100,000, first answer',
  cost(() => new RevocationList(der).find(serial(77_777)), 1),
  'ms',
  '≤ 70',
)
const list = new RevocationList(der)
row(
  'list of 100,000, next answers',
  cost(() => list.find(serial(55_555)), 1000),
  'ms',
  '< 0.1',
)

/** Handing a check over to the thread and back, beside doing it here: the wall clock, the median of many. */
const latency = async checker => {
  const request = {
    file: fixture('detached.p7s'),
    document: fixture('document.xml'),
    receivedAt: new Date(),
    organisation: { inn: '1234567894', ogrn: null },
  }
  const trusted = store()
  const times = []
  for (let i = 0; i < 220; i++) {
    const started = performance.now()
    await checker.check(request, trusted)
    times.push(performance.now() - started)
  }
  await checker.close()
  return times.slice(20).toSorted((a, b) => a - b)[100]
}
const { createSignatureChecker } = load('./signature-checker.js')
row('a check in this thread, by the clock', await latency(createSignatureChecker(null)), 'ms', '')
row('the same in the worker thread', await latency(createSignatureChecker()), 'ms', '')
console.table(rows)

console.table(await measureEventLoop(dist))
