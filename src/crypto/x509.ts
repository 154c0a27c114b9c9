// The library reads its decorators' metadata while it loads: this import has to come first, and only here.
import 'reflect-metadata'
import { cryptoProvider } from '@peculiar/x509'
import { gostCrypto } from './webcrypto'

// Once, before anybody can ask the library to verify: without it a GOST signature is «wrong» without a word.
// The library's declaration wants a browser's `Crypto`; what it calls of that is all there.
const provider: unknown = gostCrypto
cryptoProvider.set(provider as Parameters<typeof cryptoProvider.set>[1])

/** The one door to @peculiar/x509 for the whole application. */
export * from '@peculiar/x509'
