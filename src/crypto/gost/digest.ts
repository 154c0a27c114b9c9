import { Gost341194 } from './gost341194'
import { Streebog } from './streebog'

/** A Russian digest function for a message that comes in pieces. */
export type Hasher = { update(data: Uint8Array): unknown; digest(): Uint8Array<ArrayBuffer> }

/** The hasher for the identifier of a GOST digest; null for any other identifier. */
export const gostHasher = (oid: string): Hasher | null => {
  switch (oid) {
    case '1.2.643.2.2.9':
      return new Gost341194()
    case '1.2.643.7.1.1.2.2':
      return new Streebog(256)
    case '1.2.643.7.1.1.2.3':
      return new Streebog(512)
    default:
      return null
  }
}
