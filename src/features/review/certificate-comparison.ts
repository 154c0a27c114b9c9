import type { CertificateDetails } from '../../crypto/certificate'
import { wordsOf } from '../../db/text-search'
import type { ComparedLine } from './comparison'
import type { HandedIn } from './handed-in'

/** What a certificate says of its owner, by the field of the application that says the same. */
const SAYS: Record<string, (certificate: CertificateDetails) => string | null> = {
  shortName: ({ organisation }) => organisation,
  inn: ({ innle, inn }) => innle ?? inn,
  ogrn: ({ ogrn, ogrnip }) => ogrn ?? ogrnip,
  email: ({ email }) => email,
  headName: ({ surname, givenName }) => [surname, givenName].filter(Boolean).join(' ') || null,
}

/**
 * Puts what the certificate says beside what the application says. Of several certificates that of the organisation
 * counts, otherwise the first. The name in a certificate may be the short or the full one; a certificate without an
 * e-mail says nothing of it. Nobody but the specialist judges a difference: the head may have changed.
 */
export const compareWithCertificate = (
  lines: readonly ComparedLine[],
  { certificates, submission }: Pick<HandedIn, 'certificates' | 'submission'>,
): ComparedLine[] => {
  const { inn = '', fullName = '' } = submission.form.general
  const all = certificates.map(({ details }) => details)
  const certificate = all.find(details => SAYS.inn?.(details) === inn.trim()) ?? all[0]
  if (certificate === undefined) return [...lines]
  return lines.map(line => {
    const said = SAYS[line.name]?.(certificate) ?? null
    if (said === null) return line
    const meant = line.name === 'shortName' ? [line.ours, fullName] : [line.ours]
    return { ...line, certificate: said, certificateDiffers: !meant.some(text => sameWords(text, said)) }
  })
}

const sameWords = (one: string, other: string): boolean => wordsOf(one).join(' ') === wordsOf(other).join(' ')
