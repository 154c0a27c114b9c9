import type { FormTemplate } from '../../flk'
import { paths } from '../../http/paths'

export type Step = 'title' | `section-${number}` | 'control' | 'send'

/** The steps of a report in order: general information, a page a section, control, sending. */
export const stepsOf = ({ sections }: FormTemplate): { step: Step; text: string }[] => [
  { step: 'title', text: 'Общая информация' },
  ...sections.map(({ code }, index) => ({ step: `section-${index + 1}` as const, text: `Раздел ${code}` })),
  { step: 'control', text: 'Контроль' },
  { step: 'send', text: 'Отправка' },
]

/** Where a step lives. */
export const stepAddress = (id: number, step: Step): string => {
  if (step === 'title') return paths.cabinet.reportTitle(id)
  if (step === 'control') return paths.cabinet.reportControl(id)
  return step === 'send' ? paths.cabinet.reportSend(id) : paths.cabinet.reportSection(id, Number(step.slice(8)))
}

/** The steps as buttons of the form: whoever moves on saves what was typed. */
export const stepButtons = (template: FormTemplate, current: Step) =>
  stepsOf(template).map(({ step, text }) => ({ text, name: 'go', value: step, current: step === current }))

/** The steps as links, for pages where nothing is typed. */
export const stepLinks = (template: FormTemplate, id: number, current: Step) =>
  stepsOf(template).map(({ step, text }) => ({ text, href: stepAddress(id, step), current: step === current }))

/** Where a button of a page leads: a step by its name, «next» to the step after this one, anything else stays here. */
export const stepAfter = (template: FormTemplate, current: Step, go: unknown): Step => {
  const steps = stepsOf(template).map(({ step }) => step)
  if (go === 'next') return steps[steps.indexOf(current) + 1] ?? current
  return steps.find(step => step === go) ?? current
}

/** Which button was pressed. */
export const pressed = (body: unknown): string => {
  const go: unknown = (body as Record<string, unknown> | undefined)?.go
  return typeof go === 'string' ? go : ''
}
