// `npm run bench [section …] [--option=value …]`: measures and writes what it found to bench/results/. Without a name: everything
// but the register and its import, which take long at full size and are asked for by name.
import { prepare } from '../src/cli/prepare.mjs'

prepare()

const { openEngines } = await import('./machinery/databases.mjs')
const { writeResults } = await import('./results.mjs')
const SECTIONS = {
  pages: async opened => (await import('./sections/pages.mjs')).measurePages(opened),
  render: async () => (await import('./sections/render.mjs')).measureRender(),
  sizes: async () => (await import('./sections/sizes.mjs')).measureSizes(),
  queue: async opened => (await import('./sections/queue.mjs')).measureQueue(opened),
  'sign-in': async opened => (await import('./sections/sign-in.mjs')).measureSignIn(opened),
  office: async (opened, options) => (await import('./sections/office.mjs')).measureOffice(opened, options),
  register: async (opened, options) => (await import('./sections/register.mjs')).measureRegister(opened, options),
  import: async (opened, options) => (await import('./sections/import.mjs')).measureImport(opened, options),
  reports: async (opened, options) => (await import('./sections/reports.mjs')).measureReports(opened, options),
  startup: async () => (await import('./sections/startup.mjs')).measureStartup(),
}

const given = process.argv.slice(2)
const named = given.filter(word => !word.startsWith('--'))
/** `--applications=1000000` is `{ applications: '1000000' }`; which there are, the section says. */
const options = Object.fromEntries(
  given.flatMap(word => {
    const option = /^--(\w+)=(.+)$/.exec(word)
    return option === null ? [] : [[option[1], option[2]]]
  }),
)
const unknown = named.filter(name => !Object.hasOwn(SECTIONS, name))
if (unknown.length > 0) {
  process.stderr.write(`No such section: ${unknown.join(', ')}. There are: ${Object.keys(SECTIONS).join(', ')}\n`)
  process.exit(1)
}

const opened = await openEngines()
const close = () => {
  for (const engine of opened.engines.splice(0)) engine.stop()
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    close()
    process.exit(1)
  })
}
try {
  for (const name of named.length > 0
    ? named
    : Object.keys(SECTIONS).filter(one => one !== 'register' && one !== 'import')) {
    process.stdout.write(`${name}…\n`)
    writeResults(name, await SECTIONS[name](opened, options), opened.note)
  }
} finally {
  close()
}
