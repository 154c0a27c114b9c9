import { type Finding, type FormTemplate, mayBeSent, type Protocol, type TemplateDefect } from '../flk'

interface Result {
  readonly template: FormTemplate
  readonly defects: readonly TemplateDefect[]
  readonly protocol: Protocol
}

/** The protocol for programs: every finding with all its fields, what was skipped and why, defects of the template. */
export const protocolAsJson = ({ template, defects, protocol }: Result): string =>
  `${JSON.stringify(
    {
      result: mayBeSent(protocol) ? 'clean' : 'failed',
      form: { code: template.code, version: template.version, name: template.name },
      ...protocol,
      defects,
    },
    null,
    2,
  )}\n`

/** The protocol for people. */
export const protocolAsText = ({ template, defects, protocol }: Result): string => {
  const { findings, skipped, held, more, empty } = protocol
  const errors = findings.filter(({ severity }) => severity === 'error')
  const lines = [
    `Форма ${template.code}, версия ${template.version}: ${template.name}`,
    '',
    ...defects.map(
      ({ severity, place, line, message }) =>
        `Шаблон (${severity === 'error' ? 'ошибка' : 'замечание'}). ${place}, строка файла ${line}: ${message}`,
    ),
    ...findings.map(asLine),
    ...(more > 0 ? [`…и ещё ${more}.`] : []),
    ...skipped.map(({ control, reason }) => `Контроль ${control} пропущен: ${reason}.`),
    '',
    empty && errors.length === 0
      ? 'Отчёт пуст: формат и контроли не проверялись.'
      : `Контролей выполнено: ${held}, пропущено: ${skipped.length}.`,
    findings.length === 0
      ? 'Ошибок нет.'
      : `Ошибок: ${errors.length}, предупреждений: ${findings.length - errors.length}.`,
  ]
  return `${lines.join('\n')}\n`
}

const asLine = ({ code, severity, block, message, section, row, column }: Finding): string => {
  const place = [section && `раздел ${section}`, row && `строка ${row}`, column && `графа ${column}`]
    .filter(Boolean)
    .join(', ')
  // Findings of the format name the place in their sentence.
  return `${severity === 'error' ? 'Ошибка' : 'Предупреждение'} ${code}. ${message}${block === 4 && place ? ` (${place})` : ''}`
}
