/**
 * The roots of the state, by the SHA-1 that the ministry publishes beside them. The thumbprint only names them on the
 * page; trust comes from the administrator who loads the file.
 */
const STATE_ROOTS: Readonly<Record<string, string>> = {
  '2fdede3b528b3dd0cbad26d1628f40a5ab596f2f': 'Государственный корневой сертификат Минцифры России 2026 года',
  '4bc6dc14d97010c41a26e058ad851f81c842415a': 'Государственный корневой сертификат Минкомсвязи России 2018 года',
}

/** @param sha1 of the whole certificate, hexadecimal, lower case */
export const stateRootName = (sha1: string): string | undefined => STATE_ROOTS[sha1]
