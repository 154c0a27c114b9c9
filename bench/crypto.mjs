// What signatures cost, beside OpenSSL with the GOST engine in the same run: `npm run build`, then
// `node bench/crypto.mjs [folder of the compiled modules, dist/crypto by default]`.
// Times are CPU milliseconds of this process: they hold while other work makes the clock on the wall wander.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const compiled = resolve(process.argv[2] ?? join(root, 'dist/crypto'))
const load = createRequire(join(compiled, 'cms.js'))
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

/** A list as a state authority publishes it: octets of 100,000 entries around those of a real list. */
const longList = () => {
  const element = (tag, ...parts) => {
    const body = Buffer.concat(parts)
    const length =
      body.length < 128 ? [body.length] : [0x84, ...Buffer.from(body.length.toString(16).padStart(8, '0'), 'hex')]
    return Buffer.concat([Buffer.from([tag, ...length]), body])
  }
  const date = Buffer.from('170d3235303130313030303030305a', 'hex')
  const reason = Buffer.from('300c300a0603551d1504030a0101', 'hex')
  const serial = i =>
    Buffer.from(`01${(i * 2654435761).toString(16).padStart(16, '0')}${i.toString(16).padStart(16, '0')}`, 'hex')
  const entries = Array.from({ length: 100_000 }, (_, i) => element(0x30, element(2, serial(i)), date, reason))
  const short = fixture('root.crl')
  const top = load('./asn1/element.js').parse(short)
  const fields = top.child(0).children.map(({ raw }) => raw)
  const signed = element(0x30, ...fields.slice(0, 5), element(0x30, ...entries), ...fields.slice(5))
  return { der: new Uint8Array(element(0x30, signed, top.child(1).raw, top.child(2).raw)), serial }
}

const openssl = (...parameters) => {
  const env = { ...process.env, OPENSSL_CONF: join(fixtures, 'engine.cnf') }
  const { status, stdout } = spawnSync('openssl', parameters, { env, encoding: 'utf8' })
  return status === 0 ? stdout : null
}

/** Milliseconds of one verification by OpenSSL: many certificates in one process against few. */
const opensslVerification = (certificate, issuer) => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const convert = name => {
    const path = join(folder, `${name}.pem`)
    return openssl('x509', '-inform', 'DER', '-in', join(fixtures, name), '-out', path) === null ? null : path
  }
  const [leaf, ca] = [convert(certificate), convert(issuer)]
  const run = count => {
    const started = performance.now()
    const output = openssl('verify', '-partial_chain', '-trusted', ca, ...Array(count).fill(leaf))
    return output === null ? Number.NaN : performance.now() - started
  }
  const best = count => Math.min(...Array.from({ length: 5 }, () => run(count)))
  const time = leaf === null ? Number.NaN : (best(420) - best(20)) / 400
  rmSync(folder, { recursive: true })
  return time
}

const opensslThroughput = () => {
  const output = openssl('speed', '-seconds', '2', '-bytes', '65536', '-evp', 'md_gost12_256')
  const [, thousands] = /([\d.]+)k\s*$/.exec(output?.trim() ?? '') ?? []
  return thousands === undefined ? Number.NaN : Number(thousands) / 1000
}

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
  'certificate read for a page',
  cost(() => readCertificate(fixture('legal.cer')), 20),
  'ms',
  '',
)
const { der, serial } = longList()
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
console.table(rows)
