import type { Request } from 'express'
import type { Deps } from '../../deps'
import { uploadedFile } from '../../http/uploads'
import { clientNetwork } from '../accounts/client-network'
import { type Throttle } from '../accounts/throttle'
import { inMinutes } from '../accounts/waiting'
import { checkSignature } from '../signatures/check-signature'

/** The signer's certificate by its thumbprint, or why there is none to let in. */
export type SignatureOutcome =
  | { thumbprint: string }
  | { status: 413 | 422 | 429; message: string; retryAfter?: number }

/**
 * Checks the uploaded signature of the challenge: in good order, unrevoked, of one signer, with the certificate inside.
 * @param text the challenge that this browser was given to sign
 */
export const readSignature = async (
  deps: Deps,
  limit: Throttle,
  req: Request,
  text: string | undefined,
): Promise<SignatureOutcome> => {
  if (req.uploadTooLarge === true) return { status: 413, message: TOO_LARGE }
  const file = uploadedFile(req)
  if (file === undefined || file.bytes.length === 0) return refused(REQUIRED)
  const seconds = await limit.take(clientNetwork(req.ip))
  if (seconds > 0) {
    const message = `Слишком много попыток. Попробуйте ещё раз ${inMinutes(seconds)}.`
    return { status: 429, message, retryAfter: seconds }
  }
  if (text === undefined) return refused(NO_CHALLENGE)
  const checked = await checkSignature(deps, {
    document: Buffer.from(text),
    file: Uint8Array.from(file.bytes),
    receivedAt: deps.clock(),
    organisation: null,
  })
  if (checked.verdict !== 'valid') return refused(`${checked.sentence}. ${AGAIN}`)
  const [signer, ...others] = checked.signers
  const certificate = signer?.certificate
  return certificate == null || others.length > 0 ? refused(ONE_SIGNER) : { thumbprint: certificate.details.sha256 }
}

const refused = (message: string): SignatureOutcome => ({ status: 422, message })

const AGAIN = 'Скачайте файл для входа на этой странице, подпишите его и загрузите подпись'
const TOO_LARGE = 'Файл подписи больше 1 МБ. Создайте отсоединённую подпись: она занимает несколько килобайт'
const REQUIRED = 'Выберите файл подписи и нажмите «Войти»'
const ONE_SIGNER = 'Подпись должна быть одна, с вложенным сертификатом. Подпишите файл для входа ещё раз'
export const NO_CHALLENGE =
  'Файл для входа устарел, уже использован или скачан в другом браузере. Скачайте его на этой странице ещё раз и подпишите заново'
