import type { Finding } from '../../../validation/finding'
import { OKATO_TERRITORY_WARNING } from '../../../validation/rules/okato'
import { OKTMO_TERRITORY_WARNING } from '../../../validation/rules/oktmo'
import { OKVED_FORMAT_WARNING } from '../../../validation/rules/okved'
import { isOkvedFormat } from '../../../validation/rules/okved2'
import { isInTerritories } from '../../../validation/rules/territory'
import { GENERAL_LABELS } from '../general.form'
import { error, type GeneralFacts, type GeneralRule, warning } from './facts'

const CHECKED = ['okved2', 'okopf', 'okfs', 'oksm'] as const

/** Codes must be in their classifier; one that was closed is a warning, because registers still hold such codes. */
export const codesAreKnown: GeneralRule = facts => CHECKED.flatMap(name => codeFinding(facts, name))

const codeFinding = (
  { general: { known }, reference, now }: GeneralFacts,
  name: (typeof CHECKED)[number],
): Finding[] => {
  const code = known[name]
  if (code === undefined) return []
  const state = reference.codeState(name, code, now)
  const label = GENERAL_LABELS[name]
  if (state === 'unknown')
    return [
      error(name, {
        rule: `${name}.unknown`,
        message: `Кода ${code} нет в классификаторе («${label}»): проверьте код`,
      }),
    ]
  if (state === 'superseded')
    return [
      warning(name, {
        rule: `${name}.superseded`,
        message: `Код ${code} («${label}») больше не действует: укажите действующий код, если знаете его`,
      }),
    ]
  return []
}

/** ОКВЭД (2001) was superseded long ago: whatever old records hold is taken, with a word about its shape. */
export const okvedLooksRight: GeneralRule = ({ general: { known } }) =>
  !known.okved || isOkvedFormat(known.okved) ? [] : [warning('okved', OKVED_FORMAT_WARNING)]

/** «ТОГС» as typed must name one office. */
export const officeIsKnown: GeneralRule = ({ general: { known }, reference }) => {
  if (known.officeCode === undefined) return []
  const match = reference.matchOffice(known.officeCode)
  if (match.length === 1) return []
  const message =
    match.length === 0
      ? `ТОГС «${known.officeCode}» не найден: введите код, название или регион и выберите строку из подсказки`
      : `Под «${known.officeCode}» подходит несколько ТОГС: ${match.slice(0, 5).map(reference.officeLabel).join('; ')}${match.length > 5 ? ' и другие' : ''}. Уточните выбор`
  return [error('officeCode', { rule: match.length === 0 ? 'office.unknown' : 'office.ambiguous', message })]
}

/** ОКТМО and ОКАТО begin with the territory of a region that the chosen office serves. */
export const territoryFitsOffice: GeneralRule = ({ general: { known }, reference }) => {
  const office = known.officeCode === undefined ? undefined : reference.officeOf(known.officeCode)
  if (office === undefined) return []
  const territories = reference.territoriesOf(office)
  return [
    ...(known.oktmo !== undefined && !isInTerritories(known.oktmo, territories)
      ? [warning('oktmo', OKTMO_TERRITORY_WARNING)]
      : []),
    ...(known.okato && !isInTerritories(known.okato, territories) ? [warning('okato', OKATO_TERRITORY_WARNING)] : []),
  ]
}
