import { existsSync, readFileSync } from 'node:fs'
import { DEMO_SECRET, readConfig } from '../../../src/config'

/* The administrator's guide tells of commands, settings and pages that there are. */

const guide = readFileSync('docs/ru/administrator.md', 'utf8')
const namesIn = (pattern: RegExp): string[] => [
  ...new Set([...guide.matchAll(pattern)].map(([, name]) => name as string)),
]

it('names commands that there are', () => {
  const commands = namesIn(/dist\/cli\/([a-z-]+)\.js/g)
  expect(commands.length).toBeGreaterThan(5)
  for (const command of commands) expect([command, existsSync(`src/cli/${command}.ts`)]).toEqual([command, true])
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  for (const script of namesIn(/npm (?:run )?(build|migrate|start)\b/g)) expect(Object.keys(scripts)).toContain(script)
})

it('explains every setting of .env.example, and no other', () => {
  const settings = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name)
  const table = guide.split('\n').filter(line => /^\| `[A-Z]/.test(line))
  const explained = table.flatMap(line =>
    [...(line.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name),
  )
  expect(new Set(explained)).toEqual(new Set(settings))
})

it('calls the pages of the administration by their names', () => {
  const words = readFileSync('src/features/administration/administration.routes.ts', 'utf8')
  const pages = [...words.matchAll(/text: '([^']+)'/g)].map(([, name]) => name as string)
  expect(pages.length).toBeGreaterThan(10)
  for (const page of pages) expect([page, guide.includes(`«${page}»`)]).toEqual([page, true])
})

it('tells the truth about the demo secret: production refuses it', () => {
  const env = { BASE_URL: 'https://a.example', DATABASE_URL: 'sqlite:x', SMTP_URL: 'smtp://a', MAIL_FROM: 'a@b.ru' }
  expect(() => readConfig({ ...env, SESSION_SECRET: DEMO_SECRET })).toThrow(/demo secret/)
})
