import { OTHER_CERTIFICATE, WAIT, weigh } from './weigh'

/** What there is to say about the signer's certificate and those above it. */
export const certificateCodes = {
  // Does an authority that is trusted here answer for the key?
  ...weigh('path', 'valid', {
    path_trusted: ['Цепочка сертификатов ведёт к доверенному центру «{root}»'],
  }),
  ...weigh('path', 'invalid', {
    demo_certificate: [
      'Сертификат выдан демонстрационным удостоверяющим центром и ничего не подтверждает',
      'Подпись создана демонстрационным сертификатом и ничего не подтверждает. Подпишите документ сертификатом, который выдал удостоверяющий центр',
    ],
    path_signature_wrong: ['Подпись издателя «{issuer}» в сертификате «{certificate}» неверна', OTHER_CERTIFICATE],
    path_signature_weak: ['Сертификат «{certificate}» подписан ненадёжным алгоритмом', OTHER_CERTIFICATE],
    not_authority: [
      'Сертификат «{certificate}» не принадлежит удостоверяющему центру, но издал другой сертификат',
      OTHER_CERTIFICATE,
    ],
    path_too_long: ['Цепочка под сертификатом «{certificate}» длиннее, чем он разрешает', OTHER_CERTIFICATE],
  }),
  ...weigh('path', 'unknown', {
    issuer_unknown: ['Сертификат издателя «{issuer}» не найден в хранилище: цепочка не построена', WAIT],
    root_untrusted: ['Корневой сертификат «{issuer}» не входит в число доверенных', WAIT],
    path_signature_unsupported: ['Алгоритм подписи сертификата «{certificate}» не поддерживается', WAIT],
    extension_unknown: ['Сертификат «{certificate}» содержит неизвестное критичное расширение {extension}', WAIT],
  }),
  // On the day the signature came in.
  ...weigh('dates', 'valid', {
    dates_right: ['Все сертификаты цепочки действовали {date}'],
  }),
  ...weigh('dates', 'invalid', {
    expired: [
      'Срок действия сертификата «{certificate}» истёк {date}',
      `Срок действия сертификата истёк. ${OTHER_CERTIFICATE}`,
    ],
    not_yet_valid: [
      'Сертификат «{certificate}» начинает действовать {date}',
      `Срок действия сертификата ещё не наступил. ${OTHER_CERTIFICATE}`,
    ],
    key_period_over: [
      'Документ получен вне срока использования закрытого ключа «{certificate}» (до {date})',
      `Срок использования закрытого ключа истёк. ${OTHER_CERTIFICATE}`,
    ],
  }),
  ...weigh('dates', 'warning', {
    signing_time_off: [
      'Время подписания по часам подписавшего, {date}, отличается от времени получения больше чем на сутки',
    ],
  }),
  // Has an authority withdrawn a certificate?
  ...weigh('revocation', 'valid', {
    not_revoked: ['Сертификат «{certificate}» не отозван (список № {number} от {date})'],
  }),
  ...weigh('revocation', 'invalid', {
    revoked: [
      'Сертификат «{certificate}» отозван {date}: {reason} (список № {number})',
      `Сертификат отозван. ${OTHER_CERTIFICATE}`,
    ],
  }),
  ...weigh('revocation', 'unknown', {
    list_absent: ['Нет списка отозванных сертификатов издателя «{issuer}»: отзыв «{certificate}» не проверен', WAIT],
    list_stale: [
      'Список отозванных сертификатов издателя «{issuer}» устарел {date}: отзыв «{certificate}» не проверен',
      WAIT,
    ],
    list_unsupported: ['Список издателя «{issuer}» особого вида: отзыв «{certificate}» не проверен', WAIT],
  }),
  // Was the key given for signing?
  ...weigh('key_usage', 'valid', {
    key_usage_right: ['Ключ предназначен для подписания'],
  }),
  ...weigh('key_usage', 'invalid', {
    key_usage_wrong: [
      'Назначение ключа не включает подписание (digitalSignature, nonRepudiation)',
      `Этот сертификат не предназначен для подписания. ${OTHER_CERTIFICATE}`,
    ],
  }),
  // Is the certificate made out to the organisation? A difference is for a person to judge.
  ...weigh('holder', 'valid', {
    holder_matches: ['Сертификат выдан этой организации (ИНН {inn})'],
  }),
  ...weigh('holder', 'warning', {
    holder_person: ['Сертификат физического лица «{holder}» без ИНН организации: проверьте доверенность (МЧД)'],
    holder_other: [
      'Сертификат выдан другой организации или лицу (ИНН {inn}), ожидался ИНН {expected}: проверьте полномочия',
    ],
    holder_ogrn_differs: ['ОГРН в сертификате ({ogrn}) отличается от ОГРН организации ({expected})'],
  }),
} as const
