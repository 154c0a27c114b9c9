import type { Actor } from '../../audit/audit'
import type { ReadList } from '../../crypto/revocation/read-list'
import type { FoundCertificate, TrustFile } from '../../crypto/upload/trust-file'
import type { Deps } from '../../deps'
import { keepListBytes } from './list-bytes.repository'
import { addRevocationList, heldBytesWith, type ListSource } from './revocation-lists.repository'
import { addTrustCertificate } from './trust.repository'

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

const loadCertificates = async (
  deps: LoadTrust,
  found: readonly FoundCertificate[],
  loading: Loading,
): Promise<Outcome> => {
  if (found.length === 0) return { added: 0, repeated: 0, problems: [] }
  const judged = found.map(certificate => ({
    ...certificate,
    role: certificate.kind === 'self_signed' ? ('root' as const) : ('intermediate' as const),
    problem: problemOf(certificate, loading.asRoot, deps.config.demo),
  }))
  const problems = judged.flatMap(({ problem }) => (problem === undefined ? [] : [problem]))
  const taken = judged.filter(({ problem }) => problem === undefined)
  const isRootThere = taken.some(({ role }) => role === 'root')
  // The tick is about this file: a file without any root does not mean what the administrator thinks.
  if (loading.asRoot && taken.length > 0 && !isRootThere) return { added: 0, repeated: 0, problems: [NO_ROOT] }
  const at = deps.clock().toISOString()
  const added = await deps.db.transaction(async trx => {
    let count = 0
    for (const { der, role, demo } of taken) {
      const given = { der, role, demo, addedBy: loading.staffId, actor: loading.actor, at }
      if (await addTrustCertificate(trx, given)) count += 1
    }
    return count
  })
  return { added, repeated: taken.length - added, problems }
}

/** Why a certificate is not taken; undefined when it is. */
const problemOf = ({ kind, name, demo }: FoundCertificate, asRoot: boolean, demoMode: boolean): string | undefined => {
  if (demo && !demoMode) return DEMO
  if (kind === 'broken') return 'Сертификат повреждён: прочитать его не удалось'
  if (kind === 'self_signed' && !asRoot)
    return `«${name}» – корневой (самоподписанный) сертификат: загрузите его с отметкой «${AS_ROOT}»`
  if (kind === 'other') return `«${name}» – не сертификат удостоверяющего центра: на нём не может держаться доверие`
  return undefined
}

/** The words of the tick, also in sentences about it. */
export const AS_ROOT = 'Доверять как корневому'
const NO_ROOT = `В файле нет корневого (самоподписанного) сертификата: снимите отметку «${AS_ROOT}»`

const loadLists = async (deps: LoadTrust, ders: readonly Uint8Array[], loading: Loading): Promise<Outcome> => {
  const outcome: Outcome = { added: 0, repeated: 0, problems: [] }
  if (ders.length === 0) return outcome
  const { anchors, intermediates = [] } = (await deps.trust.get()).contents
  for (const der of ders) {
    const read = await deps.signatures.readList(der, [...anchors, ...intermediates])
    const problem = problemOfList(read)
    if (problem !== undefined || read === null || read.issuer === null) {
      outcome.problems.push(problem ?? BROKEN_LIST)
      continue
    }
    const { list, issuer } = read
    if ((await heldBytesWith(deps.db, list)) > deps.config.revocationLists.maxBytes) {
      outcome.problems.push(noRoom(issuer))
      continue
    }
    const given = { list, issuer, source: loading.source, actor: loading.actor, at: deps.clock().toISOString() }
    await keepListBytes(deps.db, list.sha256, list.der)
    const isNew = await deps.db.transaction(trx => addRevocationList(trx, given))
    outcome[isNew ? 'added' : 'repeated'] += 1
  }
  return outcome
}

/** Nobody's list and a forged one are worth nothing; they would only stand in the way of the right one. */
const problemOfList = (read: ReadList | null): string | undefined => {
  if (read === null) return BROKEN_LIST
  const { list, issuer, isSigned } = read
  if (issuer === null) return UNKNOWN_ISSUER
  if (!isSigned) return `Подпись списка отзыва не подтверждается сертификатом издателя «${issuer}»: список не принят`
  if (list.scope === null)
    return `Список отзыва издателя «${issuer}» неполный (разностный или частичный): нужен полный список`
  return list.isReadable ? undefined : BROKEN_LIST
}

const noRoom = (issuer: string): string =>
  `Список отзыва издателя «${issuer}» не принят: списки заняли всю отведённую им память. Увеличьте её настройкой CRL_MEMORY_MB и загрузите список ещё раз`

const DEMO = 'Сертификат выдан демонстрационным удостоверяющим центром: в рабочей системе он не принимается'
const BROKEN_LIST = 'Список отзыва повреждён: прочитать его не удалось'
const UNKNOWN_ISSUER = 'Издатель списка отзыва неизвестен: сначала загрузите сертификат этого удостоверяющего центра'
