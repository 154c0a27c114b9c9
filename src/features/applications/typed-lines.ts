import type { RawValues } from '../../validation/form'
import type { Reference } from '../reference/reference'
import {
  CUSTOMER_KINDS,
  FAR_NORTH,
  GENERAL_LABELS,
  type GeneralField,
  generalForm,
  INVESTMENT_KINDS,
} from './general.form'

export type Line = { field: GeneralField; label: string; value: string }

const CHOICES: Partial<Record<GeneralField, Record<string, string>>> = {
  customerKind: CUSTOMER_KINDS,
  investmentKind: INVESTMENT_KINDS,
  farNorth: FAR_NORTH,
  subsidiary: { yes: 'Да', no: 'Нет' },
}

/** «Общая информация» as typed, in words and in the order of the page: codes with their names, choices by theirs. */
export const typedLines = (raw: RawValues, reference: Reference): Line[] =>
  generalForm.fields.map(name => {
    const field = name as GeneralField
    return { field, label: GENERAL_LABELS[field], value: inWords(raw[field]?.trim() ?? '', field, reference) }
  })

const inWords = (typed: string, field: GeneralField, reference: Reference): string => {
  switch (field) {
    case 'enterpriseType':
      return reference.enterpriseTypeName(typed)
    case 'okved2':
    case 'okopf':
    case 'okfs':
    case 'oksm':
      return reference.codeLabel(field, typed)
    case 'officeCode': {
      const office = reference.officeOf(typed)
      return office === undefined ? typed : reference.officeLabel(office)
    }
    default: {
      const names = CHOICES[field] ?? {}
      return Object.hasOwn(names, typed) ? (names[typed] as string) : typed
    }
  }
}
