import { termKey } from '../codes'
import type { XmlElement } from '../xml/xml-element'
import { readCheck } from './cell-check'
import { readFormat } from './cell-format'
import type { DefectList } from './defect'
import type { InputType, TemplateCell } from './model'

/** A `cell` or `default-cell`. What is wrong with it is told with the place of its row or column. */
export const readCell = ({ attributes, line }: XmlElement, place: string, defects: DefectList): TemplateCell => {
  const column = attributes.column?.trim() ?? ''
  const here = place.includes('графа') ? place : `${place}, графа ${column}`
  const format = attributes.format === undefined ? undefined : readFormat(attributes.format)
  if (attributes.format !== undefined && format === undefined)
    defects.error(here, line, `Формат «${attributes.format}» не распознан: ожидается N(15,2) или C(250).`)
  const check = readCheck(attributes.vldType ?? '', attributes.vld ?? '')
  if (typeof check === 'string') defects.error(here, line, check)
  return {
    column,
    format,
    inputType: readInputType(attributes.inputType, here, line, defects),
    defaultValue: attributes.default?.trim() || undefined,
    dictionary: attributes.dic === undefined || attributes.dic.trim() === '' ? undefined : termKey(attributes.dic),
    check: typeof check === 'string' ? undefined : check,
    line,
  }
}

const readInputType = (text: string | undefined, place: string, line: number, defects: DefectList): InputType => {
  const type = text?.trim() ?? ''
  if (type === '0' || type === '1' || type === '2') return Number(type) as InputType
  if (type !== '')
    defects.warning(place, line, `Вид ввода «${type}» (атрибут inputType) неизвестен: ввод считается необязательным.`)
  return 2
}
