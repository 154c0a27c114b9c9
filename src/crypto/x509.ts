// The library reads its decorators' metadata while it loads: this import has to come first, and only here.
import 'reflect-metadata'
import { cryptoProvider } from '@peculiar/x509'
import { gostCrypto } from './webcrypto'

// Once, before anybody can ask the library to verify: without it a GOST signature is «wrong» without a word.
cryptoProvider.set(gostCrypto as unknown as Crypto)

/** The one door to @peculiar/x509 for the whole application. */
export * from '@peculiar/x509'
