import {
  checkReport,
  codeKey,
  compileTemplate,
  type Finding,
  newReport,
  type Report,
  readReport,
  readTemplate,
  reportName,
  titleValue,
  writeReport,
  XmlError,
} from '../../../flk'
import { byId, element } from './element'
import { General } from './general'
import { showProtocol } from './protocol-view'
import { SectionTable } from './section-table'

/*
 * The form filled in without a network: the template stands in the page, the engine is the same that checks reports on the
 * server, and the file that is saved is the same XML.
 */

const { template } = readTemplate((JSON.parse(byId('template').textContent ?? '') as { xml: string }).xml)
const form = compileTemplate(template)
const general = new General(template)
const status = byId('status')
let changed = false
const change = (): void => {
  changed = true
}
const tables = template.sections.map(section => new SectionTable(section, template, change))
let loaded: Report | undefined
let previous: Report | undefined

/** The report with what is typed, and for each of its rows the line on the page. */
const collect = () => {
  const { year, period, title } = general.read()
  const fresh = newReport(template, { year, period, title })
  const sections = tables.map(table => table.read())
  const foreign = (loaded?.sections ?? []).filter(
    ({ code }) => !template.sections.some(({ key }) => key === codeKey(code)),
  )
  const report: Report = {
    ...fresh,
    title: [...fresh.title, ...(loaded?.title ?? []).filter(({ name }) => !Object.hasOwn(title, name))],
    sections: [...sections.map(({ section }) => section), ...foreign],
    ...(loaded?.kept === undefined ? {} : { kept: loaded.kept }),
  }
  return { report, lines: sections.map(({ lines }) => lines) }
}

const check = (): void => {
  const { report, lines } = collect()
  const protocol = checkReport(form, report, { previous })
  const fieldOf = ({ field, section, row, column, rowIndex }: Finding): HTMLElement | undefined => {
    if (field !== null) return general.field(field)
    const place = tables.findIndex(table => table.section.code === section)
    const line = rowIndex === null ? undefined : lines[place]?.[rowIndex]
    return place === -1 || row === null ? undefined : tables[place]?.fieldAt(line, row, column)
  }
  const view = byId('protocol')
  showProtocol(view, protocol, fieldOf)
  view.hidden = false
  view.focus()
}

const save = (): void => {
  const { report } = collect()
  const now = new Date()
  const two = (number: number): string => String(number).padStart(2, '0')
  const stamp = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}${two(now.getHours())}${two(now.getMinutes())}`
  const name = reportName(report, {
    okpo: titleValue(report, template.keyField) || '0',
    stamp,
    uuid: crypto.randomUUID(),
  })
  const link = element('a', {
    href: URL.createObjectURL(new Blob([writeReport(report)], { type: 'text/xml' })),
    download: `${name}.xml`,
  })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  changed = false
  status.textContent = `Файл ${name}.xml сохранён в папку загрузок.`
}

/** Reads the chosen file; what is wrong with it is told and nothing of the page changes. */
const onFile = (id: string, use: (report: Report) => string): void => {
  const input = byId(id) as HTMLInputElement
  input.addEventListener('change', () => {
    const [file] = input.files ?? []
    if (file === undefined) return
    void file.arrayBuffer().then(content => {
      try {
        status.textContent = use(readReport(new Uint8Array(content)))
      } catch (error) {
        if (!(error instanceof XmlError)) throw error
        status.textContent = `Файл не открыт. ${error.message}`
      }
      input.value = ''
    })
  })
}

const otherForm = ({ code }: Report): boolean => code !== '' && codeKey(code) !== codeKey(template.code)

onFile('open', report => {
  if (otherForm(report)) return `Файл не открыт: это отчёт по другой форме (код ${report.code}).`
  loaded = report
  general.load(report)
  for (const table of tables) table.load(report.sections.find(({ code }) => codeKey(code) === table.section.key))
  changed = false
  return 'Отчёт открыт. Продолжайте заполнение.'
})

onFile('previous', report => {
  if (otherForm(report)) return `Файл не открыт: это отчёт по другой форме (код ${report.code}).`
  previous = report
  return `Прошлый отчёт открыт: год ${report.year}, период ${report.period}. Он будет учтён при проверке.`
})

byId('form').append(general.view, ...tables.map(({ view }) => view))
byId('form').addEventListener('input', change)
byId('check').addEventListener('click', check)
byId('save').addEventListener('click', save)
window.addEventListener('beforeunload', event => {
  if (changed) event.preventDefault()
})
