import { resolve } from 'node:path'
import { z } from 'zod'
import { directories } from './directories'

/** The secret that `npm start` uses in demo mode. It is public, so production refuses it. */
export const DEMO_SECRET = 'demo-secret-that-everybody-knows-0000000000'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const wholeNumber = (name: string, fallback: number, min: number, max: number) =>
  z
    .string()
    .default(String(fallback))
    .refine(text => /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max, {
      message: `${name} must be a whole number from ${min} to ${max}`,
    })
    .transform(Number)

const settings = z
  .object({
    WEBSBOR_MODE: z.enum(['production', 'demo'], 'WEBSBOR_MODE must be production or demo').default('production'),
    HOST: z.string().default('127.0.0.1'),
    PORT: wholeNumber('PORT', 3000, 0, 65_535),
    BASE_URL: z
      .string('BASE_URL is missing: the address people type, for the links in letters')
      .refine(
        text => /^https?:\/\/[^/]+$/.test(text),
        'BASE_URL must look like https://websbor.example, without a path',
      ),
    TRUST_PROXY: wholeNumber('TRUST_PROXY', 0, 0, 10),
    DATABASE_URL: z
      .string('DATABASE_URL is missing: sqlite:FILE or postgres://…')
      .refine(
        text => /^(sqlite:.|postgres(ql)?:\/\/)/.test(text),
        'DATABASE_URL must start with sqlite: or postgres://',
      ),
    DATABASE_POOL: wholeNumber('DATABASE_POOL', 10, 1, 200),
    SESSION_SECRET: z
      .string('SESSION_SECRET is missing: at least 32 random characters')
      .min(32, 'SESSION_SECRET must have at least 32 characters'),
    SESSION_SECRET_PREVIOUS: z
      .string()
      .min(32, 'SESSION_SECRET_PREVIOUS must be a former SESSION_SECRET: at least 32 characters')
      .optional(),
    SESSION_IDLE_MINUTES: wholeNumber('SESSION_IDLE_MINUTES', 60, 5, 1440),
    SESSION_ABSOLUTE_HOURS: wholeNumber('SESSION_ABSOLUTE_HOURS', 12, 1, 72),
    SMTP_URL: z
      .string()
      .refine(text => /^smtps?:\/\//.test(text), 'SMTP_URL must start with smtp:// or smtps://')
      .optional(),
    MAIL_FROM: z
      .string()
      .refine(text => /^[^\s@<>]+@[^\s@<>]+$/.test(text), 'MAIL_FROM must be one address')
      .optional(),
    LOG_LEVEL: z
      .enum(
        ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
        'LOG_LEVEL must be trace, debug, info, warn, error or silent',
      )
      .default('info'),
    COMPRESSION: z.enum(['on', 'off'], 'COMPRESSION must be on or off').default('on'),
    IMPORT_DIRECTORY: z.string().default('var/imports'),
    IMPORT_MAX_MB: wholeNumber('IMPORT_MAX_MB', 2048, 1, 65_536),
    WORKER: z.enum(['on', 'off'], 'WORKER must be on or off').default('on'),
    CRL_FETCH: z.enum(['on', 'off'], 'CRL_FETCH must be on or off').default('off'),
    CRL_MEMORY_MB: wholeNumber('CRL_MEMORY_MB', 512, 1, 65_536),
    CRL_HOSTS: z
      .string()
      .default('')
      .transform(text =>
        text
          .split(',')
          .map(entry => entry.trim())
          .filter(Boolean),
      )
      .refine(
        entries => entries.every(entry => ALLOWED_HOST.test(entry)),
        'CRL_HOSTS must be a list of hosts with commas between: crl.example.ru,private:crl.local:8080',
      ),
  })
  .superRefine((env, ctx) => {
    const refuse = (message: string) => ctx.addIssue({ code: 'custom', message })
    if (env.CRL_FETCH === 'on' && env.CRL_HOSTS.length === 0)
      refuse('CRL_HOSTS is missing: CRL_FETCH needs the hosts that lists may be fetched from')
    if (env.WEBSBOR_MODE === 'demo') return
    if (env.SESSION_SECRET === DEMO_SECRET)
      refuse('SESSION_SECRET is the demo secret, which everybody knows: set one of your own')
    if (env.SESSION_SECRET_PREVIOUS === DEMO_SECRET)
      refuse('SESSION_SECRET_PREVIOUS is the demo secret, which everybody knows: leave it out')
    if (env.SMTP_URL === undefined) refuse('SMTP_URL is missing: without it no letter leaves')
    if (env.MAIL_FROM === undefined) refuse('MAIL_FROM is missing: the address that letters come from')
    if (env.BASE_URL.startsWith('http://') && !LOOPBACK.test(env.BASE_URL))
      refuse('BASE_URL must be https:// outside this machine')
  })

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** A name or an address, with a port if it is not the usual one; `private:` lets it lie inside one's own network. */
const ALLOWED_HOST = /^(private:)?([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(:\d{1,5})?$/i

export type Config = Readonly<{
  demo: boolean
  host: string
  port: number
  baseUrl: string
  /** True when people reach the system over TLS: Secure cookies with the `__Host-` prefix, HSTS. */
  tls: boolean
  /** How many proxies in front may be believed about the client's address. */
  trustProxy: number
  database: { url: string; poolSize: number }
  session: {
    secret: string
    /** The secret first, then the former one while it is being replaced: what was sealed with it can be opened. */
    secrets: readonly string[]
    idleMs: number
    absoluteMs: number
  }
  mail: { smtpUrl: string | undefined; from: string }
  logLevel: string
  compression: boolean
  /** Where extracts of the register are kept while they are imported, and how large one may be. */
  imports: { directory: string; maxBytes: number }
  /** Whether this process also sends letters and does other timed work. */
  worker: boolean
  /**
   * Whether revocation lists are fetched by schedule, from which hosts (as in CRL_HOSTS) and no others, and how many
   * octets of them a process may hold.
   */
  revocationLists: { fetch: boolean; hosts: readonly string[]; maxBytes: number }
}>

/** What is wrong with the settings: all of it at once. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(`The settings are not usable:\n${problems.map(problem => `  - ${problem}`).join('\n')}`)
  }
}

/**
 * Reads the environment into one frozen object; in demo mode the public secret stands in for a missing one.
 * Throws ConfigError with every problem at once. The settings are described in `.env.example`.
 */
export const readConfig = (env: Record<string, string | undefined>): Config => {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const present = set.WEBSBOR_MODE === 'demo' ? { SESSION_SECRET: DEMO_SECRET, ...set } : set
  const result = settings.safeParse(present)
  if (!result.success) throw new ConfigError(problemsOf(result.error.issues, present))
  const s = result.data
  return Object.freeze({
    demo: s.WEBSBOR_MODE === 'demo',
    host: s.HOST,
    port: s.PORT,
    baseUrl: s.BASE_URL,
    tls: s.BASE_URL.startsWith('https://'),
    trustProxy: s.TRUST_PROXY,
    database: { url: s.DATABASE_URL, poolSize: s.DATABASE_POOL },
    session: {
      secret: s.SESSION_SECRET,
      secrets: [s.SESSION_SECRET, ...(s.SESSION_SECRET_PREVIOUS === undefined ? [] : [s.SESSION_SECRET_PREVIOUS])],
      idleMs: s.SESSION_IDLE_MINUTES * MINUTE,
      absoluteMs: s.SESSION_ABSOLUTE_HOURS * HOUR,
    },
    mail: { smtpUrl: s.SMTP_URL, from: s.MAIL_FROM ?? 'websbor@example.invalid' },
    logLevel: s.LOG_LEVEL,
    compression: s.COMPRESSION === 'on',
    imports: { directory: resolve(directories.root, s.IMPORT_DIRECTORY), maxBytes: s.IMPORT_MAX_MB * 1024 * 1024 },
    worker: s.WORKER === 'on',
    revocationLists: {
      fetch: s.CRL_FETCH === 'on',
      hosts: s.CRL_HOSTS.map(host => host.toLowerCase()),
      maxBytes: s.CRL_MEMORY_MB * 1024 * 1024,
    },
  })
}

/**
 * zod leaves the checks across settings out while single ones fail; a person who mends settings wants them all,
 * so the missing ones are stood in for and the object is looked at once more.
 */
const problemsOf = (issues: z.core.$ZodIssue[], env: Record<string, string | undefined>): string[] => {
  const broken = new Set(issues.map(issue => String(issue.path[0])))
  const standIns = {
    DATABASE_URL: 'sqlite:x',
    BASE_URL: 'https://x',
    SESSION_SECRET: 'x'.repeat(32),
    SESSION_SECRET_PREVIOUS: 'x'.repeat(32),
    SMTP_URL: 'smtp://x',
    MAIL_FROM: 'x@x',
    CRL_HOSTS: 'x',
  }
  const sound = Object.fromEntries(Object.entries(env).filter(([name]) => !broken.has(name)))
  const needed = Object.fromEntries(Object.entries(standIns).filter(([name]) => broken.has(name)))
  const again = settings.safeParse({ ...sound, ...needed })
  const more = again.success ? [] : again.error.issues
  return [...new Set([...issues, ...more].map(issue => issue.message))]
}
