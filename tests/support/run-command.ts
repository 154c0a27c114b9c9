import { execFile } from 'node:child_process'

export type Ran = { code: number; out: string; err: string }

/** Runs a script in a process of its own, as a command of the system on this database, to its end. */
export const runCommand = (script: string, databaseUrl: string, args: readonly string[]): Promise<Ran> =>
  new Promise(done => {
    const env = {
      PATH: process.env.PATH,
      WEBSBOR_MODE: 'demo',
      BASE_URL: 'http://localhost:3000',
      DATABASE_URL: databaseUrl,
    }
    execFile(process.execPath, [script, ...args], { env }, (error, out, err) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })
