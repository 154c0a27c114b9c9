import {
  cellRule,
  codeKey,
  type FormTemplate,
  type ReportCell,
  type ReportRow,
  type ReportSection,
  type SpecificName,
  specificColumns,
  type TemplateRow,
  type TemplateSection,
  valueColumns,
} from '../../../flk'
import { type CellField, cellField, fieldValue, setField } from './cell-field'
import { element } from './element'

/** A physical row on the page. */
interface ShownRow {
  readonly row: TemplateRow
  readonly line: HTMLTableRowElement
  readonly specifics: ReadonlyMap<SpecificName, CellField>
  readonly cells: ReadonlyMap<string, CellField>
  /** What a loaded report had in this row: what is not shown is kept. */
  loaded: ReportRow | undefined
}

/** A section as a table: fixed rows stand, free rows come and go. */
export class SectionTable {
  readonly view: HTMLElement
  private readonly body = element('tbody')
  private readonly shown: ShownRow[] = []
  private strangers: readonly ReportRow[] = []
  private kept: ReportSection['kept']

  constructor(
    readonly section: TemplateSection,
    private readonly template: FormTemplate,
    private readonly changed: () => void,
  ) {
    const caption = section.name || `Раздел ${section.code}`
    const columns = [...specificColumns(section), ...valueColumns(section)]
    const head = element(
      'tr',
      {},
      element('th', { scope: 'col' }, 'Строка'),
      ...columns.map(({ code, name }) =>
        element('th', { scope: 'col' }, name, element('span', { class: 'code' }, ` ${code}`)),
      ),
      ...(section.rows.some(({ type }) => type === 'M') ? [element('td', {})] : []),
    )
    for (const row of section.rows) {
      if (row.type === 'C')
        this.body.append(
          element('tr', {}, element('th', { colspan: String(columns.length + 2), class: 'heading' }, row.name)),
        )
      else if (row.type === 'F') this.show(row)
      else this.body.append(this.adder(row, columns.length + 2))
    }
    this.view = element(
      'section',
      {},
      element('h2', {}, caption),
      element(
        'div',
        { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: '0' },
        element('table', {}, element('thead', {}, head), this.body),
      ),
    )
  }

  private adder(row: TemplateRow, columns: number): HTMLTableRowElement {
    const button = element('button', { type: 'button', class: 'plain' }, `Добавить строку «${row.name || row.code}»`)
    const line = element('tr', { 'data-adder': row.key }, element('td', { colspan: String(columns) }, button))
    button.addEventListener('click', () => {
      const added = this.show(row, line)
      this.changed()
      ;[...added.specifics.values(), ...added.cells.values()][0]?.focus()
    })
    return line
  }

  private show(row: TemplateRow, before?: HTMLTableRowElement): ShownRow {
    const line = element(
      'tr',
      {},
      element('th', { scope: 'row' }, row.name, element('span', { class: 'code' }, ` ${row.code}`)),
    )
    const specifics = new Map<SpecificName, CellField>()
    const cells = new Map<string, CellField>()
    const add = (column: { code: string; name: string }, rule: ReturnType<typeof cellRule>): CellField | undefined => {
      const open = rule !== undefined && rule.inputType !== 0
      const field = open
        ? cellField(rule, this.template, `Строка ${row.code}, графа ${column.code}: ${column.name}`)
        : undefined
      line.append(element('td', open ? {} : { class: 'closed' }, field ?? '×'))
      return field
    }
    for (const column of specificColumns(this.section)) {
      const field =
        row.type === 'M' || cellRule(row, column)?.inputType !== 0 ? add(column, cellRule(row, column)) : undefined
      if (field !== undefined) specifics.set(column.specific, field)
    }
    for (const column of valueColumns(this.section)) {
      const field = add(column, cellRule(row, column))
      if (field !== undefined) cells.set(column.key, field)
    }
    const shown: ShownRow = { row, line, specifics, cells, loaded: undefined }
    if (row.type === 'M') line.append(element('td', {}, this.remover(shown)))
    if (before === undefined) this.body.append(line)
    else before.before(line)
    this.shown.push(shown)
    return shown
  }

  private remover(shown: ShownRow): HTMLButtonElement {
    const button = element('button', { type: 'button', class: 'plain' }, 'Удалить')
    button.addEventListener('click', () => {
      this.shown.splice(this.shown.indexOf(shown), 1)
      shown.line.remove()
      this.changed()
    })
    return button
  }

  /** The section of the report with what is typed; rows without anything are left out. */
  read(): { section: ReportSection; lines: (HTMLTableRowElement | undefined)[] } {
    const rows: ReportRow[] = []
    const lines: (HTMLTableRowElement | undefined)[] = []
    for (const shown of this.shown) {
      const row = readRow(shown)
      if (row === undefined) continue
      rows.push(row)
      lines.push(shown.line)
    }
    rows.push(...this.strangers)
    const { code } = this.section
    return { section: { code, rows, ...(this.kept === undefined ? {} : { kept: this.kept }) }, lines }
  }

  /** Shows a section of a loaded report. */
  load(section: ReportSection | undefined): void {
    const fixed = this.shown.filter(({ row }) => row.type !== 'M')
    for (const { row, line } of this.shown) if (row.type === 'M') line.remove()
    this.shown.splice(0, this.shown.length, ...fixed)
    for (const shown of fixed) fill(shown, undefined)
    this.kept = section?.kept
    this.strangers = (section?.rows ?? []).filter(row => !this.place(row))
  }

  /** Whether a loaded row found its place on the page. */
  private place(loaded: ReportRow): boolean {
    const row = this.section.rows.find(({ type, key }) => type !== 'C' && key === codeKey(loaded.code))
    if (row === undefined) return false
    const adder = this.body.querySelector<HTMLTableRowElement>(`[data-adder="${CSS.escape(row.key)}"]`)
    const shown =
      adder === null ? this.shown.find(shown => shown.row === row && shown.loaded === undefined) : this.show(row, adder)
    if (shown === undefined) return false
    fill(shown, loaded)
    return true
  }

  /** The field of a column in a line, or the line's first row by its code where the report has no such row. */
  fieldAt(
    line: HTMLTableRowElement | undefined,
    rowCode: string | null,
    column: string | null,
  ): HTMLElement | undefined {
    const shown = this.shown.find(shown => (line === undefined ? shown.row.code === rowCode : shown.line === line))
    if (shown === undefined || column === null) return shown?.line
    const specific = specificColumns(this.section).find(({ code }) => code === column)
    return (
      (specific === undefined ? shown.cells.get(codeKey(column)) : shown.specifics.get(specific.specific)) ?? shown.line
    )
  }

  get fields(): CellField[] {
    return this.shown.flatMap(({ specifics, cells }) => [...specifics.values(), ...cells.values()])
  }
}

const readRow = ({ row, specifics, cells, loaded }: ShownRow): ReportRow | undefined => {
  const values = [...cells].map(([column, field]): ReportCell => ({ column, value: fieldValue(field) }))
  const foreign = (loaded?.cells ?? []).filter(({ column }) => !cells.has(codeKey(column)))
  const filled = [...values.filter(({ value }) => value !== ''), ...foreign]
  const named = [...specifics]
    .map(([name, field]) => [name, fieldValue(field)] as const)
    .filter(([, value]) => value !== '')
  if (filled.length === 0 && named.length === 0 && loaded?.kept === undefined) return undefined
  return {
    code: row.code,
    specifics: Object.fromEntries(named),
    cells: filled,
    ...(loaded?.kept === undefined ? {} : { kept: loaded.kept }),
  }
}

const fill = (shown: ShownRow, loaded: ReportRow | undefined): void => {
  shown.loaded = loaded
  for (const [name, field] of shown.specifics) setField(field, loaded?.specifics[name] ?? '')
  for (const [column, field] of shown.cells)
    setField(field, loaded?.cells.find(cell => codeKey(cell.column) === column)?.value ?? '')
}
