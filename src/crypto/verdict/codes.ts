import { certificateCodes } from './certificate-codes'
import { fileCodes } from './file-codes'
import { signatureCodes } from './signature-codes'

/** Every finding of a signature check: its part, its weight and its sentences. */
export const codes = { ...fileCodes, ...signatureCodes, ...certificateCodes } as const

export type Code = keyof typeof codes
