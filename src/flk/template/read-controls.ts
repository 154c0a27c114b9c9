import { decimalParts } from '../number/decimal-text'
import { elementOf, elementsOf, type XmlElement } from '../xml/xml-element'
import type { DefectList } from './defect'
import type { Control } from './model'

/** Decimal places beyond which no real form goes; keeps powers of ten within reason. */
const MOST_PRECISE = 20

/** The controls as they stand in the template. Their formulas are looked at by `compileTemplate`. */
export const readControls = (source: XmlElement, defects: DefectList): Control[] => {
  const controls = elementOf(source, 'controls')
  const seen = new Set<string>()
  return (controls === undefined ? [] : elementsOf(controls, 'control')).map(({ attributes, line }, index) => {
    const id = attributes.id?.trim() || String(index + 1)
    const place = `Контроль ${id}`
    const text = (name: string): string => attributes[name]?.trim() ?? ''
    if (text('id') === '') defects.warning(place, line, 'У контроля нет номера (атрибут id): взят порядковый.')
    if (seen.has(id)) defects.warning(place, line, 'Контроль с таким номером уже есть.')
    seen.add(id)
    return {
      id,
      name: text('name'),
      rule: text('rule'),
      condition: text('condition'),
      periodClause: text('periodClause'),
      obligatory: readTip(text('tip'), place, line, defects),
      fault: readFault(text('fault'), place, line, defects),
      precision: readPrecision(text('precision'), place, line, defects),
      line,
    }
  })
}

const readTip = (tip: string, place: string, line: number, defects: DefectList): boolean => {
  if (tip !== '' && tip !== '0' && tip !== '1')
    defects.warning(place, line, `Обязательность «${tip}» (атрибут tip) неизвестна: контроль считается обязательным.`)
  return tip !== '0'
}

/** A negative fault is none. */
const readFault = (fault: string, place: string, line: number, defects: DefectList): string => {
  if (fault === '') return '0'
  const parts = decimalParts(fault.replace(',', '.'))
  if (parts === undefined || fault.length > 40) {
    defects.error(place, line, `Погрешность «${fault.slice(0, 40)}» (атрибут fault) не является числом: взят 0.`)
    return '0'
  }
  return parts.negative ? '0' : `${parts.integer || '0'}.${parts.fraction || '0'}`
}

const readPrecision = (precision: string, place: string, line: number, defects: DefectList): number => {
  if (precision === '') return 2
  const number = /^\d{1,3}$/.test(precision) ? Number(precision) : Number.NaN
  if (number <= MOST_PRECISE) return number
  defects.error(
    place,
    line,
    `Точность «${precision.slice(0, 40)}» (атрибут precision) должна быть целым числом от 0 до ${MOST_PRECISE}: взято 2.`,
  )
  return 2
}
