import { periodicityAdjective } from '../../flk'
import { formatDate } from '../../http/dates'
import type { FormVersion } from '../forms/form'
import type { AssignedForm } from './assigned-forms'
import { periodWords } from './codes.view'
import type { Code, PublicOrganisation } from './lookup.repository'

/*
 * The shapes of the real system's public JSON, name by name. What this system does not keep is an empty string, or null
 * where the shape has an object or a number: nothing is made up. Described in docs/openapi.yaml.
 */

/** Codes have no number of their own here: the code itself tells them apart within its classifier. */
const classifier = (code: Code | null) =>
  code && { id: code.code, code: code.code, name: code.name, parent_id: code.parent }

export const organisationJson = (organisation: PublicOrganisation) => ({
  id: organisation.id,
  name: organisation.name,
  okpo: organisation.okpo,
  date_reg: '',
  inn: organisation.inn ?? '',
  ogrn: organisation.ogrn ?? '',
  okato_fact: classifier(organisation.okato),
  okato_reg: null,
  oktmo_fact: classifier(organisation.oktmo),
  oktmo_reg: null,
  okogu: classifier(organisation.okogu),
  okfs: classifier(organisation.okfs),
  okopf: classifier(organisation.okopf),
})

export const assignedFormJson = (form: AssignedForm) => {
  const { version, period, due } = form
  return {
    id: version.id,
    name: version.name,
    okud: version.okud,
    form_period: periodicityAdjective(version.periodicity),
    formatted_period: periodWords(form),
    reported_period: periodWords(form),
    period: period?.code ?? '',
    period_comment: '',
    dept_nsi_id: null,
    dept_nsi_code: '',
    type_exam: '',
    index: version.shifr,
    description: '',
    act_num: '',
    act_date: '',
    end_time: due === undefined ? '' : formatDate(due),
    comment: '',
    updatingDate: '',
    isValid: true,
    periodicity: version.periodicity,
    periodNum: period?.code ?? '',
    periodYear: period?.year ?? null,
  }
}

export const catalogueJson = ({ id, name, code, version }: Pick<FormVersion, 'id' | 'name' | 'code' | 'version'>) => ({
  id,
  name,
  code,
  version,
  togs: '',
})
