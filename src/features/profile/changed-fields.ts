import type { RawValues } from '../../validation/form'
import { fingerprint } from '../applications/application'
import { generalText } from '../applications/application-xml'
import { type General, type GeneralField, generalForm } from '../applications/general.form'
import { organisationValues } from '../applications/organisation-values'
import type { Organisation } from '../organisations/organisations.repository'
import type { Reference } from '../reference/reference'

/** One field of a change, its values as the record holds them; '' is nothing. */
export type ChangedField = { field: GeneralField; before: string; after: string }

const FIELDS = generalForm.fields as readonly GeneralField[]

/** The record of a registered organisation as it would be typed; without a parent it is no subsidiary. */
export const recordValues = (organisation: Organisation, reference: Reference): RawValues => {
  const values = organisationValues(organisation, reference)
  return { ...values, subsidiary: values.subsidiary === '' ? 'no' : (values.subsidiary ?? '') }
}

/** Values in one writing each, so that «те же, но с пробелом» is no change. What is wrong stays as typed. */
const inOneWriting = (raw: RawValues, reference: Reference): Record<GeneralField, string> => {
  const { known } = generalForm.parse(raw)
  const values = Object.fromEntries(FIELDS.map(field => [field, written(raw, known, field)]))
  const office = reference.officeOf(values.officeCode ?? '')
  return {
    ...(values as Record<GeneralField, string>),
    officeCode: office === undefined ? (values.officeCode ?? '') : reference.officeLabel(office),
    parentOkpo: values.subsidiary === 'yes' ? (values.parentOkpo ?? '') : '',
  }
}

const written = (raw: RawValues, known: Partial<General>, field: GeneralField): string =>
  (field in known ? generalText(known as General, field) : raw[field]?.trim()) ?? ''

/** What differs between two states of «Общая информация», in the order of the page. */
export const changedFields = (before: RawValues, after: RawValues, reference: Reference): ChangedField[] => {
  const [was, becomes] = [inOneWriting(before, reference), inOneWriting(after, reference)]
  return FIELDS.filter(field => was[field] !== becomes[field]).map(field => ({
    field,
    before: was[field],
    after: becomes[field],
  }))
}

/** A change as it stands to the record of today. */
export type Merged = {
  before: RawValues
  after: RawValues
  fields: ChangedField[]
  /** Fields of the change whose record has become another one since they were typed. */
  stale: ChangedField[]
}

/**
 * Puts what was typed over the record of today: a field that the respondent did not touch follows the record, whoever
 * changed that meanwhile; one that they did touch stays theirs, and is named in `stale` when its «было» is another now.
 * @param base the record that the values were typed over
 */
export const mergeChange = (typed: RawValues, base: RawValues, record: RawValues, reference: Reference): Merged => {
  const touched = new Set(changedFields(base, typed, reference).map(({ field }) => field))
  const after = Object.fromEntries(
    FIELDS.map(field => [field, (touched.has(field) ? typed[field] : record[field]) ?? '']),
  )
  // The address is changed on a page of its own, where it proves to be theirs.
  const merged = { ...after, email: record.email ?? '' }
  const fields = changedFields(record, merged, reference)
  const names = new Set(fields.map(({ field }) => field))
  return {
    before: record,
    after: merged,
    fields,
    stale: changedFields(base, record, reference).filter(({ field }) => names.has(field)),
  }
}

/** Names the state that a page was drawn from: the record and what is typed over it. */
export const baseOf = ({ before, after }: Pick<Merged, 'before' | 'after'>): string => fingerprint([before, after])
