import type { CurveParameters } from './curve'
import { CRYPTOPRO_A, CRYPTOPRO_B, CRYPTOPRO_C, TC26_256_A, TEST_256 } from './curves-256'
import { TC26_512_A, TC26_512_B, TC26_512_C, TEST_512 } from './curves-512'

/**
 * The parameter sets by their object identifiers. Nine curves have fourteen numbers: the sets of 2001, the sets for
 * key exchange and the newer sets of TC26 name the same curves (RFC 4357, RFC 7836, RFC 9215).
 */
const BY_OID: ReadonlyMap<string, CurveParameters> = new Map([
  ['1.2.643.2.2.35.0', TEST_256],
  ['1.2.643.2.2.35.1', CRYPTOPRO_A],
  ['1.2.643.2.2.35.2', CRYPTOPRO_B],
  ['1.2.643.2.2.35.3', CRYPTOPRO_C],
  ['1.2.643.2.2.36.0', CRYPTOPRO_A],
  ['1.2.643.2.2.36.1', CRYPTOPRO_C],
  ['1.2.643.7.1.2.1.1.1', TC26_256_A],
  ['1.2.643.7.1.2.1.1.2', CRYPTOPRO_A],
  ['1.2.643.7.1.2.1.1.3', CRYPTOPRO_B],
  ['1.2.643.7.1.2.1.1.4', CRYPTOPRO_C],
  ['1.2.643.7.1.2.1.2.0', TEST_512],
  ['1.2.643.7.1.2.1.2.1', TC26_512_A],
  ['1.2.643.7.1.2.1.2.2', TC26_512_B],
  ['1.2.643.7.1.2.1.2.3', TC26_512_C],
])

/** The curve that a parameter set names; undefined for a number that is no set of GOST R 34.10. */
export const curveByOid = (oid: string): CurveParameters | undefined => BY_OID.get(oid)

export const curveOids: readonly string[] = [...BY_OID.keys()]
