import { INN_TYPE_ERROR, innFitsType } from '../../../validation/rules/inn'
import { OGRN_REQUIRED_ERROR, OGRN_TYPE_ERROR, ogrnFitsType, ogrnIsRequired } from '../../../validation/rules/ogrn'
import { OKOPF_TYPE_WARNING, okopfFitsType } from '../../../validation/rules/okopf'
import {
  OKPO_WARNINGS,
  okpoCheckDigitMatches,
  okpoFitsType,
  PARENT_OKPO_REQUIRED_ERROR,
} from '../../../validation/rules/okpo'
import { error, type GeneralRule, warning } from './facts'

/** A warning only: the real system's own example of an ОКПО fails its check digit. */
export const okpoCheckDigit: GeneralRule = ({ okpo }) =>
  okpoCheckDigitMatches(okpo) ? [] : [warning('okpo', OKPO_WARNINGS.checkDigit)]

export const okpoLengthFitsType: GeneralRule = ({ okpo, general: { known } }) =>
  known.enterpriseType === undefined || okpoFitsType(okpo, known.enterpriseType)
    ? []
    : [warning('enterpriseType', OKPO_WARNINGS.type)]

export const innLengthFitsType: GeneralRule = ({ general: { known } }) =>
  known.inn === undefined || known.enterpriseType === undefined || innFitsType(known.inn, known.enterpriseType)
    ? []
    : [error('inn', INN_TYPE_ERROR)]

export const ogrnIsThere: GeneralRule = ({ general: { known } }) =>
  known.ogrn === null && known.enterpriseType !== undefined && ogrnIsRequired(known.enterpriseType)
    ? [error('ogrn', OGRN_REQUIRED_ERROR)]
    : []

export const ogrnLengthFitsType: GeneralRule = ({ general: { known } }) =>
  !known.ogrn || known.enterpriseType === undefined || ogrnFitsType(known.ogrn, known.enterpriseType)
    ? []
    : [error('ogrn', OGRN_TYPE_ERROR)]

export const okopfFits: GeneralRule = ({ general: { known } }) =>
  known.okopf === undefined || known.enterpriseType === undefined || okopfFitsType(known.okopf, known.enterpriseType)
    ? []
    : [warning('okopf', OKOPF_TYPE_WARNING)]

/** «Да» to «Дочерняя организация» asks for the parent's ОКПО, which is another one. */
export const parentIsNamed: GeneralRule = ({ okpo, general: { known } }) => {
  if (known.subsidiary !== 'yes' || known.parentOkpo === undefined) return []
  if (known.parentOkpo === null) return [error('parentOkpo', PARENT_OKPO_REQUIRED_ERROR)]
  return known.parentOkpo === okpo
    ? [
        error('parentOkpo', {
          rule: 'parentOkpo.same',
          message: 'ОКПО головной организации совпадает с ОКПО самой организации: введите ОКПО головной организации',
        }),
      ]
    : []
}
