import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { resolve } from 'node:path'

const root = resolve(__dirname, '../..')

export type ServerProcess = { url: string; pid: number; kill(signal: NodeJS.Signals): Promise<void>; output(): string }

/** A port that nobody listens on at this moment. */
const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

/** The built server as a process of its own, on a database that is migrated already; ready when this returns. */
export const startServer = async (databaseUrl: string, env: Record<string, string> = {}): Promise<ServerProcess> => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, ['dist/server.js'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      WEBSBOR_MODE: 'demo',
      PORT: String(port),
      BASE_URL: url,
      DATABASE_URL: databaseUrl,
      SESSION_SECRET: 'a-secret-for-tests-only-0123456789abcdef',
      ...env,
    },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const exited = new Promise<void>(done => child.once('exit', () => done()))
  await untilReady(url, child, () => output)
  return {
    url,
    pid: child.pid as number,
    output: () => output,
    kill: async signal => {
      child.kill(signal)
      await exited
    },
  }
}

const untilReady = async (url: string, child: ChildProcess, output: () => string): Promise<void> => {
  while (child.exitCode === null) {
    const ready = await fetch(`${url}/health/ready`).then(
      res => res.ok,
      () => false,
    )
    if (ready) return
    await new Promise(done => setTimeout(done, 50))
  }
  throw new Error(`the server ended:\n${output()}`)
}
