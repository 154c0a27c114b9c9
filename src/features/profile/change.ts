import type { Request } from 'express'
import type { Db } from '../../db/db'
import type { Deps } from '../../deps'
import { notFound } from '../../http/errors'
import { respondentOf } from '../../http/identity'
import type { Finding } from '../../validation/finding'
import type { RawValues } from '../../validation/form'
import type { Application } from '../applications/application'
import { findChange } from '../applications/applications.repository'
import { controlGeneral } from '../applications/control/control'
import { generalForm } from '../applications/general.form'
import { findOrganisation, type Organisation } from '../organisations/organisations.repository'
import type { Reference } from '../reference/reference'
import { changeXml, sha256Of } from './change-xml'
import { baseOf, type Merged, mergeChange, recordValues } from './changed-fields'

/** The data of an organisation and the change of them that is being made, if there is one. */
export type Change = Merged & {
  organisation: Organisation
  /** The draft, or the application that is with the office. */
  application: Application | undefined
  base: string
}

/** @param reference read before a transaction begins: it is not read inside of one */
export const loadChange = async (db: Db, organisationId: number, reference: Reference): Promise<Change> => {
  const organisation = await findOrganisation(db, organisationId)
  if (organisation === undefined) throw notFound()
  const application = await findChange(db, organisationId)
  const record = recordValues(organisation, reference)
  const merged = mergeChange(application?.form.general ?? record, application?.form.before ?? record, record, reference)
  return { ...merged, organisation, application, base: baseOf(merged) }
}

/** The change of whoever may manage the organisation that is signed in. */
export const changeOf = async (deps: Deps, req: Request): Promise<Change> =>
  loadChange(deps.db, respondentOf(req, 'manage').organisationId, await deps.reference.get())

/** The control (ФЛК) of «Общая информация» as it would become. That it differs from the register is what it is for. */
export const controlChange = (
  { organisation }: Pick<Change, 'organisation'>,
  values: RawValues,
  reference: Reference,
  now: Date,
): Finding[] =>
  controlGeneral({
    okpo: organisation.okpo,
    general: generalForm.parse(values),
    passwordSet: true,
    registerState: 'absent',
    organisation: undefined,
    reference,
    now,
  })

/** The bytes that are given out for signing. */
export const documentOf = ({
  organisation,
  application,
  fields,
}: Change): { bytes: Buffer; sha256: string; fileName: string } => {
  if (application?.number == null) throw new Error('a change that is not begun has no document')
  const { okpo, inn, ogrn, shortName } = organisation
  const bytes = changeXml({
    number: application.number,
    preparedAt: application.updatedAt,
    organisation: { okpo, inn, ogrn, shortName },
    fields,
  })
  return { bytes, sha256: sha256Of(bytes), fileName: `change-${application.number}.xml` }
}
