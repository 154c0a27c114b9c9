import { createHash } from 'node:crypto'
import type { Instant } from '../../db/db'
import { element } from '../applications/application-xml'
import { GENERAL_LABELS } from '../applications/general.form'
import type { ChangedField } from './changed-fields'

/** The change as a document to sign: exactly what the page shows. */
export type ChangeDocument = {
  number: string
  /** When it was last typed, so that the bytes stay the same until it is typed anew. */
  preparedAt: Instant
  organisation: { okpo: string; inn: string | null; ogrn: string | null; shortName: string }
  fields: readonly ChangedField[]
}

const NAMESPACE = 'urn:websbor:organisation-change:1'

/**
 * The change as XML (docs/organisation-change.xsd): always the same bytes for the same content, written as the
 * application is, so that it is its own canonical form.
 */
export const changeXml = ({ number, preparedAt, organisation, fields }: ChangeDocument): Buffer => {
  const { okpo, inn, ogrn, shortName } = organisation
  const parts = [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<organisationChange xmlns="${NAMESPACE}">`,
    element('number', number),
    element('preparedAt', preparedAt),
    '<organisation>',
    element('okpo', okpo),
    element('inn', inn),
    element('ogrn', ogrn),
    element('shortName', shortName),
    '</organisation>',
    '<fields>',
    ...fields.map(({ field, before, after }) =>
      [
        '<field>',
        element('name', field),
        element('title', GENERAL_LABELS[field]),
        element('before', before),
        element('after', after),
        '</field>',
      ].join(''),
    ),
    '</fields>',
    '</organisationChange>\n',
  ]
  return Buffer.from(parts.join(''), 'utf8')
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
