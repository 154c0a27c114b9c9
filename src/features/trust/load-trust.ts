import type { Actor } from '../../audit/audit'
import { Asn1Error } from '../../crypto/asn1/element'
import { type CertificateStructure, calledBy, readStructure } from '../../crypto/certificate/structure'
import { isAuthority, isSelfSigned } from '../../crypto/certificate-check'
import { isDemoCertificate } from '../../crypto/demo-certificate'
import type { TrustStore } from '../../crypto/path/trust-store'
import { RevocationList } from '../../crypto/revocation/list'
import type { Deps } from '../../deps'
import { addRevocationList, type ListSource } from './revocation-lists.repository'
import { addTrustCertificate } from './trust.repository'
import type { TrustFile } from './trust-file'

export type LoadTrust = Pick<Deps, 'config' | 'db' | 'clock' | 'trust' | 'signatures'>

export type Loading = {
  /** Self-signed certificates are to be believed; without it they are left out. */
  asRoot: boolean
  source: Exclude<ListSource, 'demo'>
  actor: Actor
  /** The member of staff; null for commands and the scheduled task. */
  staffId: number | null
}

/** What was done with a file; `problems` are sentences about what was not taken. */
export type Loaded = { certificates: number; lists: number; repeated: number; problems: string[] }

/** Puts what a file holds into the trust store. Certificates go first: the lists in the same file may be theirs. */
export const loadTrust = async (deps: LoadTrust, file: TrustFile, loading: Loading): Promise<Loaded> => {
  const certificates = await loadCertificates(deps, file.certificates, loading)
  const lists = await loadLists(deps, file.lists, loading)
  return {
    certificates: certificates.added,
    lists: lists.added,
    repeated: certificates.repeated + lists.repeated,
    problems: [...certificates.problems, ...lists.problems],
  }
}

type Outcome = { added: number; repeated: number; problems: string[] }

const loadCertificates = async (deps: LoadTrust, ders: readonly Uint8Array[], loading: Loading): Promise<Outcome> => {
  if (ders.length === 0) return { added: 0, repeated: 0, problems: [] }
  const store = await deps.trust.get()
  const judged = ders.map(der =>
    isDemoCertificate(der) && !deps.config.demo
      ? { der, role: 'intermediate' as const, problem: DEMO }
      : judgeCertificate(der, store, loading.asRoot),
  )
  const problems = judged.flatMap(({ problem }) => (problem === undefined ? [] : [problem]))
  const isRootThere = judged.some(({ role }) => role === 'root')
  const taken = judged.filter(({ problem }) => problem === undefined)
  // The tick is about this file: a file without any root does not mean what the administrator thinks.
  if (loading.asRoot && taken.length > 0 && !isRootThere) return { added: 0, repeated: 0, problems: [NO_ROOT] }
  const at = deps.clock().toISOString()
  const added = await deps.db.transaction(async trx => {
    let count = 0
    for (const { der, role } of taken) {
      const given = { der, role, demo: isDemoCertificate(der), addedBy: loading.staffId, actor: loading.actor, at }
      if (await addTrustCertificate(trx, given)) count += 1
    }
    return count
  })
  return { added, repeated: taken.length - added, problems }
}

type Judged = { der: Uint8Array; role: 'root' | 'intermediate'; problem?: string }

const judgeCertificate = (der: Uint8Array, store: TrustStore, asRoot: boolean): Judged => {
  const certificate = readable(der)
  const refused = (problem: string): Judged => ({ der, role: 'intermediate', problem })
  if (certificate === undefined) return refused('Сертификат повреждён: прочитать его не удалось')
  const name = calledBy(certificate.subjectName)
  if (isSelfSigned(certificate, store)) {
    return asRoot
      ? { der, role: 'root' }
      : refused(`«${name}» – корневой (самоподписанный) сертификат: загрузите его с отметкой «${AS_ROOT}»`)
  }
  return isAuthority(certificate)
    ? { der, role: 'intermediate' }
    : refused(`«${name}» – не сертификат удостоверяющего центра: на нём не может держаться доверие`)
}

/** The words of the tick, also in sentences about it. */
export const AS_ROOT = 'Доверять как корневому'
const NO_ROOT = `В файле нет корневого (самоподписанного) сертификата: снимите отметку «${AS_ROOT}»`

const readable = (der: Uint8Array): CertificateStructure | undefined => {
  try {
    return readStructure(der)
  } catch (error) {
    if (error instanceof Asn1Error) return undefined
    throw error
  }
}

const loadLists = async (deps: LoadTrust, ders: readonly Uint8Array[], loading: Loading): Promise<Outcome> => {
  const outcome: Outcome = { added: 0, repeated: 0, problems: [] }
  if (ders.length === 0) return outcome
  const store = await deps.trust.get()
  for (const der of ders) {
    const judged = await judgeList(deps, der, store)
    if ('problem' in judged) {
      outcome.problems.push(judged.problem)
      continue
    }
    const given = { ...judged, source: loading.source, actor: loading.actor, at: deps.clock().toISOString() }
    const isNew = await deps.db.transaction(trx => addRevocationList(trx, given))
    outcome[isNew ? 'added' : 'repeated'] += 1
  }
  return outcome
}

type JudgedList = { list: RevocationList; issuer: string } | { problem: string }

/** Nobody's list and a forged one are worth nothing; they would only stand in the way of the right one. */
const judgeList = async ({ signatures }: LoadTrust, der: Uint8Array, store: TrustStore): Promise<JudgedList> => {
  try {
    const issuers = store.issuersNamed(new RevocationList(der).issuer)
    if (issuers[0] === undefined) return { problem: UNKNOWN_ISSUER }
    const keys = issuers.map(({ key }) => key)
    const list = await signatures.readList(der, keys)
    const issuer = calledBy(issuers[0].subjectName)
    if (!keys.some(key => list.checkSignature(key) === 'right'))
      return { problem: `Подпись списка отзыва не подтверждается сертификатом издателя «${issuer}»: список не принят` }
    if (list.scope === null)
      return { problem: `Список отзыва издателя «${issuer}» неполный (разностный или частичный): нужен полный список` }
    // Counting reads every entry: a broken one shows now and not in somebody's check.
    return list.count < 0 ? { problem: BROKEN_LIST } : { list, issuer }
  } catch (error) {
    if (error instanceof Asn1Error) return { problem: BROKEN_LIST }
    throw error
  }
}

const DEMO = 'Сертификат выдан демонстрационным удостоверяющим центром: в рабочей системе он не принимается'
const BROKEN_LIST = 'Список отзыва повреждён: прочитать его не удалось'
const UNKNOWN_ISSUER = 'Издатель списка отзыва неизвестен: сначала загрузите сертификат этого удостоверяющего центра'
