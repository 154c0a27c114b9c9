import type { CertificateDetails } from '../../crypto/certificate'
import { formatDateTime } from '../../http/dates'
import type { CheckView } from './check.view'

export type CertificateView = { id: number; owner: string; rows: { label: string; value: string; help?: string }[] }

/**
 * What a page shows of a certificate: only what it has, in words. СНИЛС is masked: the page needs it recognised, not read.
 * @param check what the full check says, in the words for who reads the page (see `check.view.ts`)
 */
export const certificateView = (
  id: number,
  details: CertificateDetails,
  check: CheckView | null = null,
): CertificateView => {
  const rows: [string, string | null][] = [
    ['Владелец', details.owner],
    ['Организация', details.organisation],
    ['Должность', details.position],
    ['ИНН организации', details.innle],
    ['ИНН', details.inn],
    ['ОГРН', details.ogrn],
    ['ОГРНИП', details.ogrnip],
    ['СНИЛС', details.snils === null ? null : maskSnils(details.snils)],
    ['Издатель', details.issuer.commonName],
    ['Серийный номер', details.serialNumber.toUpperCase()],
    ['Действует с', formatDateTime(details.validFrom)],
    ['Действует до', formatDateTime(details.validTo)],
    ['Алгоритм ключа', details.algorithm],
    ['Отпечаток SHA-256', details.sha256.toUpperCase().replace(/(.{8})(?=.)/g, '$1 ')],
  ]
  return {
    id,
    owner: details.owner,
    rows: [
      ...(check === null ? [] : [{ label: 'Проверка', value: check.text, ...(check.help && { help: check.help }) }]),
      ...rows.filter((row): row is [string, string] => Boolean(row[1])).map(([label, value]) => ({ label, value })),
    ],
  }
}

const maskSnils = (snils: string): string =>
  `•••-•••-${snils.replace(/\D/g, '').slice(6, 9)} ${snils.replace(/\D/g, '').slice(9)}`
