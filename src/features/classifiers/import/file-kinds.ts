import { isOkatoLength } from '../../../validation/rules/okato'
import { isOktmoLength } from '../../../validation/rules/oktmo'
import { isOkvedFormat } from '../../../validation/rules/okved2'
import { codeByLevels, headingOfActivity, headingOfForm, headingOfMunicipality, headingOfTerritory } from './headings'

/** The classifiers whose files we read. ОКОГУ was never published whole. */
export const IMPORTED = ['okved2', 'oktmo', 'okato', 'okopf', 'okfs', 'oksm', 'okved'] as const
export type ImportedClassifier = (typeof IMPORTED)[number]

export const isImported = (name: unknown): name is ImportedClassifier => IMPORTED.includes(name as ImportedClassifier)

type Column = {
  /** Where it stands in a file without a header. */
  at: number
  /** What a header calls it; the first name is the one that messages use. */
  names: readonly string[]
  optional?: boolean
}

/** What tells the file of one classifier from another's: the columns, and how a row becomes a code. */
export type FileKind = {
  columns: Record<string, Column>
  code(row: Record<string, string>): string
  isCode(code: string): boolean
  isHeading(code: string, row: Record<string, string>): boolean
  /** The code that this one stands under, out of those that the file had before; undefined when the file does not say. */
  parent(code: string, row: Record<string, string>, known: ReadonlySet<string>): string | undefined
}

const NAME = ['Наименование', 'name', 'name1', 'shortname_ru', 'Краткое наименование']
const CODE = ['Код', 'kod', 'code']
const CODE_AND_NAME = { code: { at: 0, names: CODE }, name: { at: 1, names: NAME } }
const digits = (length: number) => (code: string) => /^\d+$/.test(code) && code.length === length && !/^0+$/.test(code)
const isTerritoryHeading = (_code: string, { name = '' }: Record<string, string>): boolean => name.endsWith('/')

const territory = (section: number, isLength: (code: string) => boolean) => ({
  columns: {
    ter: { at: 0, names: ['TER'] },
    kod1: { at: 1, names: ['KOD1'] },
    kod2: { at: 2, names: ['KOD2'] },
    kod3: { at: 3, names: ['KOD3'] },
    section: { at: section, names: ['RAZDEL'] },
    name: { at: section + 1, names: ['NAME1', ...NAME] },
  },
  isCode: (code: string): boolean => /^\d+$/.test(code) && isLength(code) && !/^0+$/.test(code),
  isHeading: isTerritoryHeading,
})

export const FILE_KINDS: Record<ImportedClassifier, FileKind> = {
  okved2: {
    columns: {
      section: { at: 0, names: ['Раздел', 'razdel'], optional: true },
      code: { at: 1, names: CODE },
      name: { at: 2, names: NAME },
    },
    // A row of a section has a space for a code.
    code: ({ section = '', code = '' }) => (code === '' ? section : code),
    isCode: code => /^[A-U]$/.test(code) || isOkvedFormat(code),
    isHeading: code => /^[A-U]$/.test(code),
    parent: (code, { section }, known) => headingOfActivity(code, section, known),
  },
  okved: {
    columns: CODE_AND_NAME,
    code: ({ code = '' }) => code,
    isCode: code => /^[A-Q][A-C]?$/.test(code) || isOkvedFormat(code),
    isHeading: code => /^[A-Q]/.test(code),
    parent: (code, _row, known) => headingOfActivity(code, undefined, known),
  },
  okopf: {
    columns: CODE_AND_NAME,
    code: ({ code = '' }) => code.replaceAll(' ', ''),
    isCode: digits(5),
    isHeading: code => code.endsWith('0000'),
    parent: (code, _row, known) => headingOfForm(code, known),
  },
  okfs: {
    columns: CODE_AND_NAME,
    code: ({ code = '' }) => code,
    isCode: digits(2),
    isHeading: () => false,
    parent: () => undefined,
  },
  oksm: {
    columns: {
      code: { at: 0, names: CODE },
      name: { at: 3, names: ['shortname_ru', 'Краткое наименование', ...NAME] },
    },
    code: ({ code = '' }) => code,
    isCode: digits(3),
    isHeading: () => false,
    parent: () => undefined,
  },
  oktmo: {
    ...territory(5, isOktmoLength),
    // The first section holds municipalities, 8 digits; the second settlements, 11.
    code: ({ ter = '', kod1 = '', kod2 = '', kod3 = '', section }) => ter + kod1 + kod2 + (section === '2' ? kod3 : ''),
    parent: (code, _row, known) => headingOfMunicipality(code, known),
  },
  okato: {
    ...territory(4, isOkatoLength),
    code: ({ ter = '', kod1 = '', kod2 = '', kod3 = '', section }) =>
      section === '2' ? ter + kod1 + kod2 + kod3 : codeByLevels(ter, kod1, kod2),
    parent: (code, _row, known) => headingOfTerritory(code, known),
  },
}
