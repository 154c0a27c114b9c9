import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, DEMO_SECRET, readConfig } from '../../src/config'

const PRODUCTION = {
  BASE_URL: 'https://websbor.example',
  DATABASE_URL: 'postgres://localhost/websbor',
  SESSION_SECRET: 'x'.repeat(40),
  SMTP_URL: 'smtp://localhost',
  MAIL_FROM: 'websbor@websbor.example',
}

const problemsOf = (env: Record<string, string>): string[] => {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

it('reads production settings into one frozen object', () => {
  const config = readConfig(PRODUCTION)

  expect(config).toMatchObject({ demo: false, tls: true, port: 3000, compression: true })
  expect(Object.isFrozen(config)).toBe(true)
})

it('lists everything that is wrong at once', () => {
  const problems = problemsOf({ PORT: '70000', BASE_URL: 'websbor', LOG_LEVEL: 'loud' })

  expect(problems.join('\n')).toMatch(/PORT/)
  expect(problems.join('\n')).toMatch(/BASE_URL/)
  expect(problems.join('\n')).toMatch(/DATABASE_URL is missing/)
  expect(problems.join('\n')).toMatch(/SESSION_SECRET is missing/)
  expect(problems.join('\n')).toMatch(/LOG_LEVEL/)
  expect(problems.join('\n')).toMatch(/SMTP_URL is missing/)
  expect(problems.join('\n')).toMatch(/MAIL_FROM is missing/)
})

it('refuses the demo secret and a short one in production', () => {
  expect(problemsOf({ ...PRODUCTION, SESSION_SECRET: DEMO_SECRET })).toEqual([expect.stringContaining('demo secret')])
  expect(problemsOf({ ...PRODUCTION, SESSION_SECRET: 'short' })).toEqual([expect.stringContaining('at least 32')])
})

it('refuses production without TLS on another machine than this one', () => {
  expect(problemsOf({ ...PRODUCTION, BASE_URL: 'http://websbor.example' })).toEqual([
    expect.stringContaining('https://'),
  ])
  expect(problemsOf({ ...PRODUCTION, BASE_URL: 'http://localhost:3000' })).toEqual([])
})

it('takes an empty setting as a missing one', () => {
  expect(problemsOf({ ...PRODUCTION, SESSION_SECRET: '' })).toEqual([
    expect.stringContaining('SESSION_SECRET is missing'),
  ])
})

it('needs little in demo mode', () => {
  const config = readConfig({
    WEBSBOR_MODE: 'demo',
    BASE_URL: 'http://localhost:3000',
    DATABASE_URL: 'sqlite:var/x.sqlite',
  })

  expect(config).toMatchObject({ demo: true, tls: false, mail: { smtpUrl: undefined } })
})

it('has every setting described in .env.example, and no other', () => {
  const read = (path: string): string => readFileSync(join(__dirname, '../..', path), 'utf8')
  const named = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name]) => name ?? '')
  const settings = named(read('src/config.ts').split('superRefine')[0] ?? '', /^ {4}([A-Z_]+): /gm)
  expect(settings.length).toBeGreaterThan(15)
  expect(named(read('.env.example'), /^([A-Z_]+)=/gm).toSorted()).toEqual(settings.toSorted())
})
