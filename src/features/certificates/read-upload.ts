import type { Request } from 'express'
import { type CertificateDetails, CertificateError, readCertificate } from '../../crypto/certificate'
import { isDemoCertificate } from '../../crypto/demo-certificate'
import { certificateUploadProblems, decodeCertificateUpload, MAX_CERTIFICATE_FILE } from '../../crypto/upload'
import { type UploadLimits, uploadedFile } from '../../http/uploads'
import type { Finding } from '../../validation/finding'
import { validityProblem } from '../applications/control/certificate-rules'

const FIELD = 'certificate'

/** The form that carries a certificate. */
export const CERTIFICATE_UPLOAD: UploadLimits = { field: FIELD, maxBytes: MAX_CERTIFICATE_FILE }

export type CertificateProblem = { rule: string; message: string }

export type ReadCertificate =
  | { ok: true; der: Uint8Array; details: CertificateDetails }
  | { ok: false; problem: CertificateProblem }

export const REPEATED: CertificateProblem = {
  rule: 'certificate.repeated',
  message: 'Этот сертификат уже загружен: выберите другой файл',
}

/** What is said beside the input. */
export const certificateFinding = (problem: CertificateProblem): Finding => ({
  field: FIELD,
  severity: 'error',
  ...problem,
})

/** The certificate in the uploaded file, if it is one and in force. What is refused is neither kept nor logged. */
export const readCertificateUpload = async (req: Request, now: Date, demo: boolean): Promise<ReadCertificate> => {
  if (req.uploadTooLarge === true) return refused('too_large', certificateUploadProblems.too_large)
  const file = uploadedFile(req)
  if (file === undefined) return refused('required', 'Выберите файл сертификата и нажмите «Загрузить»')
  const decoded = await decodeCertificateUpload(file.bytes, file.name)
  if (!decoded.ok) return refused(decoded.problem, certificateUploadProblems[decoded.problem])
  try {
    if (!demo && isDemoCertificate(decoded.der)) return refused('demo', DEMO_CERTIFICATE)
    const details = readCertificate(decoded.der)
    const problem = validityProblem(details, now)
    return problem === undefined ? { ok: true, der: decoded.der, details } : { ok: false, problem }
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error
    return refused('not_certificate', certificateUploadProblems.not_certificate)
  }
}

const refused = (rule: string, message: string): ReadCertificate => ({
  ok: false,
  problem: { rule: `certificate.${rule}`, message },
})

const DEMO_CERTIFICATE =
  'Это демонстрационный сертификат, он ничего не подтверждает. Загрузите сертификат, который выдал удостоверяющий центр'
