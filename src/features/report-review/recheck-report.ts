import type { Deps } from '../../deps'
import { recheckInWords } from '../signatures/recheck-all'
import { reportSignature } from './file.routes'

/** Checks the signature of the report with this number again, for the command. Undefined: no signed report has it. */
export const recheckReport = async (
  deps: Pick<Deps, 'config' | 'db' | 'clock' | 'trust' | 'signatures'>,
  number: string,
): Promise<string[] | undefined> => {
  const report = await deps.db('reports').where({ number }).first('id')
  const signature = report && (await reportSignature(deps.db, report.id))
  return signature && [await recheckInWords(deps, signature.id)]
}
