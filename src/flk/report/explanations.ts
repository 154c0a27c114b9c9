import { element } from '../xml/write-xml'
import { elementsOf, textOf } from '../xml/xml-element'
import type { Report } from './model'

/** What the respondent says about controls that only warn, by the code of the finding («4.30»). */
export type Explanations = Readonly<Record<string, string>>

const NAME = 'explanations'
const BLOCK = '4.'

/** What a person would write at most, and how many of them a report has at most. */
const MAX_LENGTH = 1000
const MAX_COUNT = 5000

/**
 * The report with the explanations as an element of its own after the sections, so that they are signed with it. The
 * format names no place for them; readers that do not know the element pass over it, as over anything unknown.
 */
export const withExplanations = (report: Report, explanations: Explanations): Report => {
  const given = Object.entries(explanations)
    .filter(([code, text]) => code.startsWith(BLOCK) && text !== '')
    .sort(([one], [other]) => (one < other ? -1 : 1))
  const bare = takeExplanations(report).report
  if (given.length === 0) return bare
  const told = element(
    NAME,
    {},
    given.map(([code, text]) => element('explanation', { control: code.slice(BLOCK.length) }, [text])),
  )
  const { attributes, children } = bare.kept ?? { attributes: {}, children: [] }
  return { ...bare, kept: { attributes, children: [told, ...children] } }
}

/** The other way round: a report that was read, and the explanations that stood in it. */
export const takeExplanations = (report: Report): { report: Report; explanations: Explanations } => {
  const { kept, ...rest } = report
  if (kept?.children.some(({ name }) => name === NAME) !== true) return { report, explanations: {} }
  const told = kept.children
    .filter(({ name }) => name === NAME)
    .flatMap(child => elementsOf(child, 'explanation'))
    .slice(0, MAX_COUNT)
    .map(one => [`${BLOCK}${one.attributes.control?.trim() ?? ''}`, textOf(one).slice(0, MAX_LENGTH)] as const)
  const children = kept.children.filter(({ name }) => name !== NAME)
  const isKept = children.length > 0 || Object.keys(kept.attributes).length > 0
  return {
    report: isKept ? { ...rest, kept: { ...kept, children } } : rest,
    explanations: Object.fromEntries(told.filter(([, text]) => text !== '')),
  }
}
