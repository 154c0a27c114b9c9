import type { LineValue, Part } from './parts'

/** What a finding weighs and says; `{…}` are details of its line. */
type Meaning = { part: Part; value: LineValue; specialist: string; respondent: string | null }

/** `[what was found, for the specialist; what to do, for the respondent]`: without the second there is nothing to do. */
type Sentences = readonly [specialist: string, respondent?: string]

const weigh = <Code extends string>(
  part: Part,
  value: LineValue,
  findings: Record<Code, Sentences>,
): Record<Code, Meaning> => {
  const meanings = Object.entries<Sentences>(findings).map(([code, [specialist, respondent = null]]) => [
    code,
    { part, value, specialist, respondent },
  ])
  return Object.fromEntries(meanings) as Record<Code, Meaning>
}

const SIGN_AGAIN = 'Скачайте файл ещё раз, подпишите его, не открывая и не изменяя, и загрузите новую подпись'
const OTHER_CERTIFICATE = 'Подпишите документ другим, действующим сертификатом'
const WAIT = 'Подпись принята, её проверит специалист. Ничего делать не нужно'

/** Every finding of a signature check: its part, its weight and its sentences. */
export const codes = {
  // Is it this document, and was it signed with that key?
  ...weigh('mathematics', 'valid', {
    signature_right: ['Подпись соответствует документу ({algorithm})'],
  }),
  ...weigh('mathematics', 'invalid', {
    not_signature: [
      'Файл не является подписью CMS (PKCS #7) или повреждён',
      'Это не файл подписи. Загрузите файл с расширением .sig, .sgn, .p7s или .p7m, который создала программа подписи',
    ],
    empty: ['Файл подписи пуст', 'Файл подписи пуст. Подпишите документ ещё раз и загрузите новый файл'],
    too_large: [
      'Файл подписи больше 64 МБ и не проверялся',
      'Файл подписи больше 64 МБ. Создайте отсоединённую подпись: она хранится отдельно от документа',
    ],
    certificate: [
      'Вместо подписи загружен сертификат',
      'Это сертификат, а не подпись. Подпишите документ и загрузите файл подписи',
    ],
    private_key: [
      'Вместо подписи загружен закрытый ключ; файл не сохранён',
      'Вы загружаете закрытый ключ. Никогда не передавайте его никому. Файл не сохранён. Загрузите файл подписи',
    ],
    pfx: [
      'Вместо подписи загружено хранилище с закрытым ключом; файл не сохранён',
      'Вы загружаете хранилище с закрытым ключом. Никогда не передавайте его никому. Файл не сохранён. Загрузите файл подписи',
    ],
    archive: ['Вместо подписи загружен архив', 'Это архив. Распакуйте его и загрузите сам файл подписи'],
    several: [
      'В файле несколько отдельных подписей',
      'В файле несколько подписей подряд. Загрузите файл с одной подписью этого документа',
    ],
    no_signers: [
      'В файле CMS нет ни одной подписи',
      'В файле есть сертификаты, но нет подписи. Подпишите документ и загрузите файл подписи',
    ],
    other_document: [
      'Документ внутри присоединённой подписи не совпадает с выданным на подписание',
      `В подписи находится другой документ. ${SIGN_AGAIN}`,
    ],
    document_changed: [
      'Хэш в подписи не совпадает с хэшем выданного документа: подписан другой или изменённый файл',
      `Подписан другой файл, или файл изменился после скачивания. ${SIGN_AGAIN}`,
    ],
    signature_wrong: [
      'Значение подписи не соответствует ключу сертификата ({algorithm})',
      `Подпись не соответствует сертификату. ${SIGN_AGAIN}`,
    ],
    signature_weak: [
      'Ненадёжный алгоритм: SHA-1 или ключ RSA короче 2048 бит ({algorithm})',
      `Подпись создана устаревшим, ненадёжным алгоритмом. ${OTHER_CERTIFICATE}`,
    ],
    gost2001_expired: [
      'Ключ ГОСТ Р 34.10-2001: подписи, полученные после {date}, не принимаются',
      `Подпись создана по ГОСТ Р 34.10-2001, который больше не применяется. ${OTHER_CERTIFICATE}`,
    ],
    attributes_absent: [
      'В подписи нет подписанных атрибутов: её можно перенести на другой документ',
      'Подпись создана без подписанных атрибутов, такую проверить нельзя. Выберите в программе подписи формат CAdES-BES или «усовершенствованная подпись» и подпишите документ ещё раз',
    ],
    attributes_repeated: [
      'Подписанный атрибут повторяется или имеет несколько значений',
      `Файл подписи составлен неверно. ${SIGN_AGAIN}`,
    ],
    content_type_wrong: [
      'Тип содержимого в подписи не «данные» или не совпадает с подписанным атрибутом',
      `Файл подписи составлен неверно. ${SIGN_AGAIN}`,
    ],
    digest_absent: [
      'В подписи нет хэша документа (атрибут message-digest)',
      `Файл подписи составлен неверно. ${SIGN_AGAIN}`,
    ],
    certificate_substituted: [
      'Атрибут signing-certificate указывает на другой сертификат: сертификат подменён',
      `Файл подписи составлен неверно. ${SIGN_AGAIN}`,
    ],
  }),
  ...weigh('mathematics', 'unknown', {
    signature_unsupported: ['Алгоритм подписи {algorithm} не поддерживается: подпись не проверена', WAIT],
    digest_unsupported: ['Алгоритм хэширования {digest} не поддерживается: подпись не проверена', WAIT],
    certificate_absent: [
      'Сертификат подписавшего не вложен в подпись и не зарегистрирован: подпись не проверена',
      'В файле подписи нет сертификата, и среди сертификатов организации он не найден. Загрузите сертификат в разделе «Сертификаты» или включите его в подпись',
    ],
  }),
  ...weigh('mathematics', 'warning', {
    not_cades: ['Подпись формата CMS, а не CAdES-BES: сертификат подписавшего не включён в подписанные атрибуты'],
  }),
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

export type Code = keyof typeof codes
