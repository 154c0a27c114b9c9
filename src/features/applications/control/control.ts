import type { Finding } from '../../../validation/finding'
import { generalForm } from '../general.form'
import {
  aCertificateIsLoaded,
  certificatesAreInForce,
  certificatesAreTrusted,
  certificatesFitOrganisation,
  certificatesWillServe,
} from './certificate-rules'
import { codesAreKnown, officeIsKnown, okvedLooksRight, territoryFitsOffice } from './classifier-rules'
import { contactsAgree, contactsAreComplete, contactsDoNotShareEmail } from './contact-rules'
import { error, type Facts, type GeneralFacts, type GeneralRule, type Rule } from './facts'
import {
  innLengthFitsType,
  ogrnIsThere,
  ogrnLengthFitsType,
  okopfFits,
  okpoCheckDigit,
  okpoLengthFitsType,
  parentIsNamed,
} from './identifier-rules'
import { agreesWithRegister } from './register-rules'

/** Every field of «Общая информация» by itself: the sentences stand with the rules in `validation/rules`. */
const fieldsAreRight: GeneralRule = ({ general }) => general.errors

const passwordIsSet: GeneralRule = ({ passwordSet }) =>
  passwordSet ? [] : [error('password', { rule: 'password.required', message: 'Введите пароль' })]

const GENERAL_RULES: readonly GeneralRule[] = [
  okpoCheckDigit,
  fieldsAreRight,
  okpoLengthFitsType,
  innLengthFitsType,
  ogrnIsThere,
  ogrnLengthFitsType,
  codesAreKnown,
  okvedLooksRight,
  okopfFits,
  parentIsNamed,
  officeIsKnown,
  territoryFitsOffice,
  agreesWithRegister,
  passwordIsSet,
]

const CERTIFICATE_RULES: readonly Rule[] = [
  aCertificateIsLoaded,
  certificatesAreInForce,
  certificatesAreTrusted,
  certificatesFitOrganisation,
  certificatesWillServe,
]

const CONTACT_RULES: readonly Rule[] = [contactsAreComplete, contactsAgree, contactsDoNotShareEmail]

/** The passwords are fields of the page and not of the form: they stand right after the office. */
const PAGE_ORDER = ['okpo', ...generalForm.fields].flatMap(name =>
  name === 'officeCode' ? [name, 'password', 'passwordRepeat'] : [name],
)
const PLACES = new Map(PAGE_ORDER.map((name, index) => [name, index]))
const place = ({ field }: Finding): number => PLACES.get(field) ?? PLACES.size

/** Findings of «Общая информация» in the order of its page; those of one field keep theirs. */
export const inPageOrder = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((one, other) => place(one) - place(other))

/** «Общая информация»: all findings at once, in the order of the page. */
export const controlGeneral = (facts: GeneralFacts): Finding[] =>
  inPageOrder(GENERAL_RULES.flatMap(rule => rule(facts)))

export const controlCertificates = (facts: Facts): Finding[] => CERTIFICATE_RULES.flatMap(rule => rule(facts))

export const controlContacts = (facts: Facts): Finding[] => CONTACT_RULES.flatMap(rule => rule(facts))

/** The whole protocol of formal-logical control (ФЛК) of an application, in the order of its tabs. */
export const controlApplication = (facts: Facts): Finding[] => [
  ...controlGeneral(facts),
  ...controlCertificates(facts),
  ...controlContacts(facts),
]

export const hasErrors = (findings: readonly Finding[]): boolean =>
  findings.some(({ severity }) => severity === 'error')
export const hasWarnings = (findings: readonly Finding[]): boolean =>
  findings.some(({ severity }) => severity === 'warning')
