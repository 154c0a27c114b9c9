import type { CertificateCheck } from '../certificate-check'
import type { Code } from './codes'
import { explainToSpecialist } from './explain'
import type { Verdict } from './parts'
import type { Line } from './verdict'

const OTHER = 'загрузите другой, действующий сертификат'
const NOT_YOURS = 'это не ваша ошибка, сертификат проверит специалист'
const LIST = `Проверить, не отозван ли сертификат, пока не удалось; ${NOT_YOURS}`

/** What a finding about a certificate means to its owner; signatures have sentences of their own. */
const SENTENCES: Partial<Record<Code, string>> = {
  revoked: `Сертификат «{certificate}» отозван {date}: ${OTHER}`,
  path_signature_wrong: `Подпись издателя в сертификате «{certificate}» неверна: проверьте файл или ${OTHER}`,
  path_signature_weak: `Сертификат «{certificate}» подписан ненадёжным алгоритмом: ${OTHER}`,
  not_authority: `Сертификат «{certificate}» не принадлежит удостоверяющему центру, но издал другой сертификат: ${OTHER}`,
  path_too_long: `Цепочка сертификатов длиннее, чем разрешено: ${OTHER}`,
  gost2001_expired: `Ключ сертификата создан по ГОСТ Р 34.10-2001, который больше не применяется: ${OTHER}`,
  expired: `Срок действия сертификата «{certificate}» закончился {date}: ${OTHER}`,
  not_yet_valid: `Сертификат «{certificate}» ещё не действует (начало {date}): ${OTHER}`,
  key_period_over: `Срок использования закрытого ключа закончился {date}: подписывать этим сертификатом больше нельзя`,
  key_usage_wrong: `Ключ этого сертификата не предназначен для подписи документов: ${OTHER}`,
  issuer_unknown: `Корневой сертификат УЦ не загружен в систему; ${NOT_YOURS}`,
  root_untrusted: `Корневой сертификат УЦ не загружен в систему; ${NOT_YOURS}`,
  path_signature_unsupported: `Алгоритм сертификата система не поддерживает; ${NOT_YOURS}`,
  extension_unknown: `Сертификат особого вида автоматически проверить не удалось; ${NOT_YOURS}`,
  list_absent: LIST,
  list_stale: LIST,
  list_unsupported: LIST,
}

const MOSCOW_DAY = new Intl.DateTimeFormat('ru-RU', {
  timeZone: 'Europe/Moscow',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
})

/** A finding in words for the respondent. Days are days of Moscow, as authorities write them. */
export const certificateSentence = ({ code, details }: Line): string => {
  const date = details.date === undefined ? '' : MOSCOW_DAY.format(new Date(details.date))
  return (SENTENCES[code] ?? '').replace('{certificate}', details.certificate ?? '').replace('{date}', date)
}

/** The finding that decided the verdict, as far as it is told to the owner. */
export const worstForRespondent = ({ value, lines }: CertificateCheck): Line | undefined =>
  lines.find(line => line.value === value && SENTENCES[line.code] !== undefined)

/** The worst finding, in one sentence that says what to do. */
export const checkForRespondent = (check: CertificateCheck): string => {
  const worst = worstForRespondent(check)
  return worst === undefined ? 'Сертификат действителен: цепочка и отзыв проверены' : certificateSentence(worst)
}

const WORDS: Record<Verdict, string> = {
  valid: 'Сертификат действителен',
  invalid: 'Сертификат недействителен',
  unknown: 'Сертификат не удалось проверить',
}

/** The verdict and everything that is not in order. */
export const checkForSpecialist = ({ value, lines }: CertificateCheck): string => {
  const findings = explainToSpecialist(lines).filter(line => line.value !== 'valid')
  return [WORDS[value], ...findings.map(({ sentence }) => sentence)].join('. ')
}
