import type { Knex } from 'knex'
import type { Logger } from 'pino'
import { type Clock, systemClock } from './clock'
import type { Config } from './config'
import { createSignatureChecker, type SignatureChecker } from './crypto/signature-checker'
import { connect } from './db/connection'
import { createSlowReads, type SlowReads } from './db/slow-reads'
import { FormCache } from './features/forms/form-cache'
import { ReferenceCache } from './features/reference/reference'
import { TrustStoreCache } from './features/trust/trust-store-cache'
import { createLog } from './log'
import { createSender, type Sender } from './mail/sender'
import { loadMailTemplates, type MailTemplates } from './mail/templates'
import { createTransport } from './mail/transport'

export type Deps = {
  config: Config
  db: Knex
  /** Reports over many rows, read where they hold up nobody; it wants to be closed. */
  slowReads: SlowReads
  clock: Clock
  log: Logger
  reference: ReferenceCache
  /** Templates of forms, compiled. */
  forms: FormCache
  /** Whom the system trusts: roots, intermediates, revocation lists. */
  trust: TrustStoreCache
  /** Checks signatures; large ones in a thread of their own, so it wants to be closed. */
  signatures: SignatureChecker
  /** The texts of letters. */
  letters: MailTemplates
  /** Takes letters out of the outbox; `wake` it when one was queued. */
  sender: Sender
}

/** The composition root: everything that reaches outside the process is made here and handed down as arguments. */
export const createDeps = (config: Config, given: Partial<Pick<Deps, 'db' | 'clock' | 'log'>> = {}): Deps => {
  const db = given.db ?? connect({ url: config.database.url, poolSize: config.database.poolSize })
  const clock = given.clock ?? systemClock
  const log = given.log ?? createLog(config.logLevel)
  const sender = createSender({ db, clock, log, transport: createTransport(config.mail) })
  const signatures = createSignatureChecker()
  return {
    config,
    db,
    slowReads: createSlowReads(db, config.database.url),
    clock,
    log,
    sender,
    signatures,
    reference: new ReferenceCache(db, clock),
    forms: new FormCache(db),
    trust: new TrustStoreCache(db, signatures, config),
    letters: loadMailTemplates(),
  }
}
