import type { Actor } from '../../audit/audit'
import type { Deps } from '../../deps'
import type { Organisation } from '../organisations/organisations.repository'
import { controlReport } from './check'
import { type ArchivedFile, readArchive, UnusableArchive } from './read-archive'
import { findOwnReport } from './reports.repository'
import { uploadReport } from './upload-report'
import { insertUpload, type Outcome } from './uploads.repository'

/**
 * Takes every report of an archive by itself: one that is refused holds up none of the others. Gives the number of the
 * upload, whose page says what became of each. Throws UnusableArchive when nothing of it could be read;
 * what was taken before the archive proved to be broken stays, and the page says so.
 */
export const uploadArchive = async (
  deps: Pick<Deps, 'db' | 'clock' | 'forms'>,
  given: { name: string; bytes: Uint8Array; organisation: Organisation; replace: boolean; actor: Actor },
): Promise<number> => {
  const { organisation, replace, actor } = given
  const outcomes: Outcome[] = []
  const take = async (file: ArchivedFile): Promise<Outcome> => {
    const { name } = file
    if ('sentence' in file) return { name, kind: 'refused', sentence: file.sentence }
    const uploaded = await uploadReport(deps, { file: file.bytes, organisation, replace, actor })
    if (uploaded.kind === 'refused') return { name, kind: 'refused', sentence: uploaded.sentence }
    return { name, kind: 'stored', reportId: uploaded.id, ...(await found(deps, organisation.id, uploaded.id)) }
  }
  try {
    for await (const file of readArchive(given.bytes)) outcomes.push(await take(file))
  } catch (error) {
    if (!(error instanceof UnusableArchive) || outcomes.length === 0) throw error
    outcomes.push({ name: given.name, kind: 'refused', sentence: error.message })
  }
  const at = deps.clock().toISOString()
  return insertUpload(deps.db, { organisationId: organisation.id, fileName: given.name, outcomes, at })
}

/** How much the control finds wrong with a draft. */
const found = async (
  { db, forms }: Pick<Deps, 'db' | 'forms'>,
  organisationId: number,
  id: number,
): Promise<{ errors: number; warnings: number }> => {
  const report = await findOwnReport(db, organisationId, id)
  if (report === undefined) return { errors: 0, warnings: 0 }
  const { findings } = await controlReport(db, (await forms.get(report.templateId)).form, report)
  const errors = findings.filter(({ severity }) => severity === 'error').length
  return { errors, warnings: findings.length - errors }
}
