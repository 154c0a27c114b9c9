import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const engine = resolve(__dirname, '../../../fixtures/certificates/engine.cnf')
const authority = resolve(__dirname, '../../../fixtures/certificates/authority.cnf')
const environment = { ...process.env, OPENSSL_CONF: engine, WORK: tmpdir() }

/** OpenSSL with the GOST engine, the other side of our own code; not every machine has it. */
export const gostEngineExists = ((): boolean => {
  const { status, stdout } = spawnSync('openssl', ['engine', 'gost', '-t'], { env: environment, encoding: 'utf8' })
  return status === 0 && stdout.includes('[ available ]')
})()

/** A folder for one suite, with OpenSSL's commands in it. */
export class OpenSsl {
  private readonly folder = mkdtempSync(join(tmpdir(), 'crypto-'))

  /** Runs a command; files are named relative to the folder. Throws with OpenSSL's own words when it fails. */
  run(...parameters: string[]): Buffer {
    const { status, stdout, stderr } = this.try(...parameters)
    if (status !== 0) throw new Error(`openssl ${parameters.join(' ')}: ${stderr.toString()}`)
    return stdout
  }

  try(...parameters: string[]): { status: number | null; stdout: Buffer; stderr: Buffer } {
    return spawnSync('openssl', parameters, { env: environment, cwd: this.folder, maxBuffer: 100_000_000 })
  }

  write(name: string, bytes: Uint8Array): string {
    writeFileSync(join(this.folder, name), bytes)
    return name
  }

  read(name: string): Uint8Array {
    return Uint8Array.from(readFileSync(join(this.folder, name)))
  }

  /** A key and a certificate of its own, `<name>.key` and `<name>.pem`. */
  certificate(name: string, algorithm: string, set: string): Uint8Array {
    this.run('genpkey', '-algorithm', algorithm, '-pkeyopt', `paramset:${set}`, '-out', `${name}.key`)
    return this.selfSigned(name)
  }

  selfSigned(name: string): Uint8Array {
    const subject = `/O=Ромашка (демо)/CN=${name}`
    const common = [
      '-config',
      authority,
      '-utf8',
      '-subj',
      subject,
      '-days',
      '100',
      '-addext',
      'subjectKeyIdentifier=hash',
    ]
    this.run('req', '-new', '-x509', '-key', `${name}.key`, ...common, '-out', `${name}.pem`)
    return Uint8Array.from(this.run('x509', '-in', `${name}.pem`, '-outform', 'DER'))
  }

  remove(): void {
    rmSync(this.folder, { recursive: true })
  }
}
