import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Knex } from 'knex'
import { inn as innRule } from '../../validation/rules/inn'
import { ensureSigner } from './ensure-authority'
import { holderOfOkpo } from './find-holder'
import { holderOfApplication } from './holder-of-application'
import { type Holder, UNKNOWN_NAME } from './names'
import { signDocument } from './sign-document'

export const USAGE = `Usage: demo-sign FILE [--okpo 99900016] [--inn … [--ogrn …] [--name …]] [--attached]
Signs FILE for show: writes FILE.sig (CAdES-BES, DER) and FILE.cer beside it. Demo mode only; nothing of it is real.
Whose signature it is: of the organisation with this ОКПО, or with these numbers, or of the application in FILE.`

/** What the person who typed the command can put right. */
export class UsageError extends Error {}

type Order = { file: string; okpo?: string; inn?: string; ogrn?: string; name?: string; attached: boolean }

/** @throws UsageError for options that nobody knows and for anything but one file */
export const readOrder = (args: readonly string[]): Order => {
  const { values, positionals } = parsed(args)
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new UsageError(USAGE)
  const { attached = false, ...given } = values
  return { ...given, file, attached }
}

const parsed = (args: readonly string[]) => {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { okpo: text, inn: text, ogrn: text, name: text, attached: { type: 'boolean' } },
    })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
  }
}

/**
 * Signs a file as `npm run demo:sign` does. A file name is taken relative to `directory`; files of an earlier time are
 * overwritten. Returns the written files and the name of the organisation. Demo mode only: the caller sees to it.
 * @throws UsageError when there is no such file, or nobody whose signature it could be
 */
export const signFile = async (
  db: Knex,
  order: Order,
  { directory, now }: { directory: string; now: Date },
): Promise<{ signature: string; certificate: string; holder: Holder }> => {
  const path = resolve(directory, order.file)
  const document = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${path} cannot be read (${error.code})`)
  })
  const holder = await holderFor(db, order, document)
  const signer = await ensureSigner(db, holder, now)
  const written = { signature: `${path}.sig`, certificate: `${path}.cer`, holder }
  await writeFile(written.signature, signDocument({ document, signer, at: now, attached: order.attached }))
  await writeFile(written.certificate, signer.certificate)
  return written
}

const holderFor = async (db: Knex, { okpo, inn, ogrn, name }: Order, document: Uint8Array): Promise<Holder> => {
  if (okpo !== undefined) {
    const holder = await holderOfOkpo(db, okpo)
    if (holder === undefined) throw new UsageError(`no organisation with the ОКПО ${okpo} and a known ИНН`)
    return holder
  }
  if (inn !== undefined) {
    if (!innRule.safeParse(inn).success) throw new UsageError(`${inn} is no ИНН: 10 or 12 digits with check digits`)
    if (ogrn !== undefined && !/^\d{13}(?:\d\d)?$/.test(ogrn))
      throw new UsageError(`${ogrn} is no ОГРН: 13 or 15 digits`)
    return { name: name ?? UNKNOWN_NAME, inn, ogrn: ogrn ?? null }
  }
  const holder = holderOfApplication(document)
  if (holder === undefined)
    throw new UsageError('the file is no application: say whose signature it is (--okpo, --inn)')
  return holder
}
