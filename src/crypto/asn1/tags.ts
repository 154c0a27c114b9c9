/** Identifier octets (X.690, 8.1.2) that certificates, CRLs and CMS are made of. */
export const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

/** [n] IMPLICIT of a primitive type. */
export const implicit = (n: number): number => 0x80 | n

/** [n] EXPLICIT, or [n] IMPLICIT of a constructed type. */
export const constructed = (n: number): number => 0xa0 | n
