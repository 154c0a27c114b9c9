import type { Finding, Protocol } from '../../../flk'
import { element, freshId } from './element'

/** Finds the field that a finding speaks of. */
export type FieldOf = (finding: Finding) => HTMLElement | undefined

/** Shows a protocol with a link to each field, and marks the fields. */
export const showProtocol = (into: HTMLElement, protocol: Protocol, fieldOf: FieldOf): void => {
  for (const marked of document.querySelectorAll('[aria-invalid]')) {
    marked.removeAttribute('aria-invalid')
    marked.removeAttribute('aria-describedby')
  }
  const errors = protocol.findings.filter(({ severity }) => severity === 'error')
  const warnings = protocol.findings.filter(({ severity }) => severity === 'warning')
  const count = protocol.more > 0 ? ` Показаны не все: ещё ${protocol.more}.` : ''
  into.replaceChildren(
    element('h2', {}, 'Протокол контроля'),
    element(
      'p',
      { class: errors.length > 0 ? 'bad' : 'good' },
      errors.length + warnings.length === 0
        ? 'Ошибок нет. Отчёт можно сохранить и отправить.'
        : `Ошибок: ${errors.length}, предупреждений: ${warnings.length}.${count}`,
    ),
    ...list('Ошибки', errors, fieldOf),
    ...list('Предупреждения', warnings, fieldOf),
    ...skipped(protocol),
  )
}

const list = (caption: string, findings: readonly Finding[], fieldOf: FieldOf): HTMLElement[] =>
  findings.length === 0
    ? []
    : [element('h3', {}, caption), element('ul', {}, ...findings.map(finding => entry(finding, fieldOf(finding))))]

const entry = (finding: Finding, field: HTMLElement | undefined): HTMLElement => {
  const text = `${finding.code}. ${finding.message}`
  if (field === undefined) return element('li', {}, text)
  field.id ||= freshId()
  const link = element('a', { href: `#${field.id}`, id: freshId() }, text)
  link.addEventListener('click', event => {
    event.preventDefault()
    field.scrollIntoView({ block: 'center' })
    field.focus()
  })
  if (finding.severity === 'error') field.setAttribute('aria-invalid', 'true')
  const described = field.getAttribute('aria-describedby')
  field.setAttribute('aria-describedby', described === null ? link.id : `${described} ${link.id}`)
  return element('li', {}, link)
}

const skipped = ({ skipped }: Protocol): HTMLElement[] =>
  skipped.length === 0
    ? []
    : [
        element(
          'details',
          {},
          element('summary', {}, `Контроли, которые не применялись: ${skipped.length}`),
          element('ul', {}, ...skipped.map(({ control, reason }) => element('li', {}, `${control}: ${reason}`))),
        ),
      ]
