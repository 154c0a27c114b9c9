import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { X509CertificateGenerator } from '@peculiar/x509'
import { NOW } from './app'

const DAY_MS = 86_400_000
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

type Options = {
  /** Distinguished name as RFC 4514 text. */
  name?: string
  /** Days from the tests' moment. */
  from?: number
  to?: number
}

/** A self-signed certificate in DER, made for the test; every call makes another key. */
export const aCertificate = async ({
  name = 'CN=Пример, O=ООО «Пример», C=RU',
  from = -30,
  to = 335,
}: Options = {}): Promise<Uint8Array> => {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const now = Date.parse(NOW)
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name,
      keys,
      notBefore: new Date(now + from * DAY_MS),
      notAfter: new Date(now + to * DAY_MS),
      signingAlgorithm: ALGORITHM,
    },
    webcrypto,
  )
  return new Uint8Array(certificate.rawData)
}
