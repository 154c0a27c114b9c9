import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** OpenSSL with the GOST engine as the other side; NaN where it is not installed. */
export const opensslIn = fixtures => {
  const openssl = (...parameters) => {
    const env = { ...process.env, OPENSSL_CONF: join(fixtures, 'engine.cnf') }
    const { status, stdout } = spawnSync('openssl', parameters, { env, encoding: 'utf8' })
    return status === 0 ? stdout : null
  }

  /** Milliseconds of one verification: many certificates in one process against few. */
  const verification = (certificate, issuer) => {
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

  const throughput = () => {
    const output = openssl('speed', '-seconds', '2', '-bytes', '65536', '-evp', 'md_gost12_256')
    const [, thousands] = /([\d.]+)k\s*$/.exec(output?.trim() ?? '') ?? []
    return thousands === undefined ? Number.NaN : Number(thousands) / 1000
  }

  return { verification, throughput }
}
