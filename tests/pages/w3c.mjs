// node tests/pages/w3c.mjs FOLDER: the checker of the W3C over the pages that `PAGES_FOLDER=FOLDER npx jest tests/pages`
// left, all in one start of Java. Warnings count too. Exits with 1 where a page has a mistake, or where there are no pages.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import vnu from 'vnu-jar'

const folder = process.argv[2]
const pages = readdirSync(folder)
if (pages.length === 0) throw new Error(`no pages in ${folder}`)

const { error, stderr } = spawnSync('java', ['-Xss2m', '-jar', vnu, '--format', 'json', folder], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
})
if (error?.code === 'ENOENT') {
  process.stdout.write('Skipped: there is no Java on this machine (Debian: default-jre-headless).\n')
  process.exit(0)
}

const { messages } = JSON.parse(stderr)
for (const { url, lastLine, message } of messages)
  process.stdout.write(`${decodeURIComponent(basename(url))}:${lastLine} ${message}\n`)
process.stdout.write(`${pages.length} pages, ${messages.length} mistakes\n`)
if (messages.length > 0) process.exit(1)
