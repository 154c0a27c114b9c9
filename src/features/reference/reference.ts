import type { Knex } from 'knex'
import type { Clock } from '../../clock'
import { dataList } from '../../http/data-list'
import { OptionList } from '../../http/option-list'
import { isOkvedFormat, okved2Class } from '../../validation/rules/okved2'
import { loadCalendar } from '../calendar/calendar.repository'
import type { WorkingCalendar } from '../calendar/working-days'
import { type ClassifierCode, codeLabel, isSuperseded } from '../classifiers/classifier'
import { loadClassifier } from '../classifiers/classifiers.repository'
import { matchOffice } from '../offices/match-office'
import { type Office, officeLabel } from '../offices/office'
import { listOffices } from '../offices/offices.repository'

/** The classifiers that are short enough to be held whole. */
const HELD = ['okved2', 'okopf', 'okfs', 'oksm'] as const
export type HeldClassifier = (typeof HELD)[number]

const MATCHES_KEPT = 500
const LONGEST_KEPT = 100

type Codes = ReadonlyMap<string, ClassifierCode>
type EnterpriseTypeRow = { code: string; name: string; offeredForSigning: boolean }

/** Offices, short classifiers and the calendar, as they are now: read by every form, changed a few times a year. */
export class Reference {
  /** Long lists of choices, rendered once. */
  readonly options: Record<'okopf' | 'okfs', OptionList>
  /** The open offices by their numbers. */
  readonly officeOptions: OptionList
  /** The offices as suggestions of an input: label as value, regions as text. */
  readonly officeSuggestions: ReturnType<typeof dataList>
  private readonly officesById: ReadonlyMap<number, Office>
  private readonly openOffices: readonly Office[]
  /** What was typed lately and the offices it means: a form asks several times, and most people type the same. */
  private readonly matches = new Map<string, readonly Office[]>()
  private readonly deepClasses: ReadonlySet<string>

  constructor(
    readonly offices: readonly Office[],
    private readonly codes: Record<HeldClassifier, Codes>,
    readonly enterpriseTypes: readonly EnterpriseTypeRow[],
    readonly calendar: WorkingCalendar,
  ) {
    this.officesById = new Map(offices.map(office => [office.id, office]))
    this.openOffices = offices.filter(({ closedAt }) => closedAt === null)
    this.deepClasses = new Set([...codes.okved2.keys()].filter(code => code.includes('.')).map(okved2Class))
    this.options = { okopf: this.optionsOf('okopf'), okfs: this.optionsOf('okfs') }
    this.officeOptions = new OptionList(
      this.openOffices.map(office => ({ value: String(office.id), text: officeLabel(office) })),
      'Не знаю или вопрос общий',
    )
    this.officeSuggestions = dataList(
      this.openOffices.map(office => ({ value: officeLabel(office), text: regionsOf(office) })),
    )
  }

  office(id: number): Office | undefined {
    return this.officesById.get(id)
  }

  /** The offices that were merged into this one. */
  predecessors(id: number | undefined): number[] {
    return id === undefined ? [] : this.offices.filter(office => office.mergedInto === id).map(office => office.id)
  }

  /** Offices that what was typed may mean: code, number, name or region. */
  readonly matchOffice = (typed: string): readonly Office[] => {
    const known = this.matches.get(typed)
    if (known !== undefined) return known
    const found = matchOffice(this.openOffices, typed)
    if (typed.length > LONGEST_KEPT) return found
    if (this.matches.size >= MATCHES_KEPT) this.matches.clear()
    this.matches.set(typed, found)
    return found
  }

  /** The one office that what was typed names. */
  readonly officeOf = (typed: string): Office | undefined => {
    const found = this.matchOffice(typed)
    return found.length === 1 ? found[0] : undefined
  }

  readonly officeLabel = officeLabel

  readonly territoriesOf = (office: Office): string[] => office.subjects.map(({ territory }) => territory)

  /**
   * Whether a code is in its classifier. Until the whole ОКВЭД2 is imported, a well-formed code of a known class counts
   * as known: the project ships sections and classes only.
   */
  codeState(classifier: HeldClassifier, code: string, now: Date): 'known' | 'superseded' | 'unknown' {
    const found = this.find(classifier, code)
    if (found === undefined) return 'unknown'
    return isSuperseded(found, now.toISOString().slice(0, 10)) ? 'superseded' : 'known'
  }

  /** «12300 – Общества с ограниченной ответственностью»; the bare code when the classifier does not know it. */
  codeLabel(classifier: HeldClassifier, code: string): string {
    const found = this.codes[classifier].get(code)
    return found === undefined ? code : codeLabel(found)
  }

  /** The codes of a classifier that may be chosen: neither headings nor closed ones; in the order of the code. */
  codesOf(classifier: HeldClassifier): ClassifierCode[] {
    return [...this.codes[classifier].values()].filter(({ selectable, validTo }) => selectable && validTo === null)
  }

  enterpriseTypeName(code: string): string {
    return this.enterpriseTypes.find(type => type.code === code)?.name ?? code
  }

  private find(classifier: HeldClassifier, code: string): ClassifierCode | undefined {
    const exact = this.codes[classifier].get(code)
    if (exact !== undefined || classifier !== 'okved2' || !isOkvedFormat(code)) return exact
    return this.deepClasses.has(okved2Class(code)) ? undefined : this.codes.okved2.get(okved2Class(code))
  }

  private optionsOf(classifier: HeldClassifier): OptionList {
    return new OptionList(
      this.codesOf(classifier).map(code => ({ value: code.code, text: codeLabel(code) })),
      'Выберите из списка',
    )
  }
}

const regionsOf = (office: Office): string => office.subjects.map(({ name }) => name).join(', ')

const loadReference = async (db: Knex): Promise<Reference> => {
  const offices = await listOffices(db, { closedToo: true })
  const codes = {} as Record<HeldClassifier, Codes>
  for (const name of HELD) codes[name] = new Map((await loadClassifier(db, name)).map(code => [code.code, code]))
  const types: EnterpriseTypeRow[] = (await db('enterprise_types').orderBy('position')).map(row => ({
    code: row.code,
    name: row.name,
    offeredForSigning: Boolean(row.offered_for_signing),
  }))
  return new Reference(offices, codes, types, await loadCalendar(db))
}

const LIFE_MS = 60_000

/** Keeps the reference data for a minute: an administrator's change is seen by every process within it. */
export class ReferenceCache {
  private held: { at: number; reference: Promise<Reference> } | undefined

  constructor(
    private readonly db: Knex,
    private readonly clock: Clock,
  ) {}

  /** An administrator changed something: read it anew. Other processes do so within the minute. */
  forget(): void {
    this.held = undefined
  }

  get(): Promise<Reference> {
    const now = this.clock().getTime()
    if (this.held === undefined || Math.abs(now - this.held.at) > LIFE_MS) {
      const reference = loadReference(this.db)
      this.held = { at: now, reference }
      reference.catch(() => {
        this.held = undefined
      })
    }
    return this.held.reference
  }
}
