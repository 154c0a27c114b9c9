import { dayIn, formatDate } from '../../http/dates'
import { EXPIRY_NOTICE_DAYS } from '../applications/control/certificate-rules'
import { isUsable, type OwnCertificate } from './own-certificates'

const DAY_MS = 86_400_000

export type CertificateNotice = { text: string; link: string }

/** What the cabinet says of its certificates on the first page: none to sign with, or one that ends soon. */
export const certificateNotices = (certificates: readonly OwnCertificate[], now: Date): CertificateNotice[] => {
  const usable = certificates.filter(certificate => isUsable(certificate, now))
  if (usable.length === 0) return [{ text: NONE, link: 'Добавить сертификат' }]
  return usable
    .filter(({ details }) => new Date(details.validTo).getTime() - now.getTime() < EXPIRY_NOTICE_DAYS * DAY_MS)
    .map(({ details }) => ({
      text: `Сертификат «${details.owner}» действует до ${formatDate(dayIn(new Date(details.validTo), 'Europe/Moscow'))}: загрузите новый заранее`,
      link: 'Перейти к сертификатам',
    }))
}

const NONE =
  'Действующего сертификата нет: подписывать отчёты и изменения данных нечем. Добавьте открытый ключ (сертификат) в разделе «Сертификаты»'
