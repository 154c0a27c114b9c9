import { readPeriodicity } from '../period/periodicity'
import { TEMPLATE_LIMITS, type XmlLimits } from '../xml/limits'
import { readXml } from '../xml/read-xml'
import { writeXml } from '../xml/write-xml'
import { elementOf, elementsOf, textOf, type XmlElement } from '../xml/xml-element'
import { XmlError } from '../xml/xml-error'
import { DefectList, type TemplateDefect } from './defect'
import { inspectReferences } from './inspect-references'
import type { FormTemplate, TemplateSettings, TitleField } from './model'
import { readControls } from './read-controls'
import { readDictionaries } from './read-dictionaries'
import { readSections } from './read-sections'

export interface ReadTemplate {
  readonly template: FormTemplate
  /** What is wrong with it, in the order of the file. Formulas are looked at by `compileTemplate`. */
  readonly defects: readonly TemplateDefect[]
}

/**
 * Reads an XML template. Throws `XmlError` where the file is no template at all; everything else that is wrong is a
 * defect with its place, and the rest of the template is read.
 */
export const readTemplate = (document: Uint8Array | string, limits: XmlLimits = TEMPLATE_LIMITS): ReadTemplate =>
  templateFrom(readXml(document, limits))

/** The same for a document that was read already. */
export const templateFrom = (source: XmlElement): ReadTemplate => {
  if (source.name !== 'metaForm')
    throw new XmlError('Файл не является XML-шаблоном формы: корневой элемент должен называться metaForm.')
  const defects = new DefectList()
  const template = {
    ...readIdentity(source),
    settings: readSettings(source),
    title: readTitle(source, defects),
    sections: readSections(source, defects),
    controls: readControls(source, defects),
    dictionaries: readDictionaries(source, defects),
    source,
  }
  inspectIdentity(template, defects)
  inspectReferences(template, defects)
  return { template, defects: defects.found.sort((a, b) => a.line - b.line) }
}

/** The template as XML, with everything that the engine does not know. */
export const writeTemplate = (template: FormTemplate): string => writeXml(template.source)

const readIdentity = ({ attributes }: XmlElement) => {
  const attribute = (name: string): string => attributes[name]?.trim() ?? ''
  return {
    code: attribute('code'),
    okud: attribute('OKUD'),
    idf: attribute('idf'),
    idp: attribute('idp'),
    periodicity: readPeriodicity(attribute('idp')),
    shifr: attribute('shifr'),
    name: attribute('name'),
    keyField: attribute('obj'),
    version: attribute('version'),
    formatVersion: attribute('format-version'),
  }
}

const readSettings = (source: XmlElement): TemplateSettings => {
  const settings = elementOf(source, 'settings')
  const value = (name: string): string => {
    const found = settings === undefined ? undefined : elementOf(settings, name)
    return found === undefined ? '' : textOf(found).toLowerCase()
  }
  return {
    sign: value('sign') === 'true',
    validation: value('validation') === 'always',
    notEmpty: value('notEmpty') === 'true',
  }
}

const readTitle = (source: XmlElement, defects: DefectList): TitleField[] => {
  const title = elementOf(source, 'title')
  const seen = new Set<string>()
  return (title === undefined ? [] : elementsOf(title, 'item')).flatMap(({ attributes, line }) => {
    const field = attributes.field?.trim() ?? ''
    if (field === '') {
      defects.error('Титул', line, 'У поля титула нет имени (атрибут field).')
      return []
    }
    if (seen.has(field)) defects.error('Титул', line, `Поле «${field}» описано дважды.`)
    seen.add(field)
    return [{ field, name: attributes.name ?? field, dictionary: attributes.dic?.trim() || undefined }]
  })
}

/** What `code` must be: ОКУД without leading zeros, number of the form and periodicity with three digits each. */
export const templateCode = (okud: string, idf: string, idp: string): string =>
  okud.replace(/^0+/, '') + idf.replace(/^0+/, '').padStart(3, '0') + idp.replace(/^0+/, '').padStart(3, '0')

const inspectIdentity = (template: FormTemplate, defects: DefectList): void => {
  const { okud, idf, idp, code, version, keyField, source } = template
  const tell = (message: string): void => defects.error('Шаблон', source.line, message)
  if (!/^\d{7}$/.test(okud)) tell(`Код ОКУД «${okud}» (атрибут OKUD) должен состоять из 7 цифр.`)
  if (!/^\d{1,3}$/.test(idf)) tell(`Номер формы «${idf}» (атрибут idf) должен быть числом.`)
  if (template.periodicity === undefined)
    tell(`Периодичность «${idp}» (атрибут idp) неизвестна: ожидается 1, 2, 4, 12, 36 или 56.`)
  if (code === '') tell('Не указан код шаблона (атрибут code).')
  else if (code !== templateCode(okud, idf, idp))
    defects.warning(
      'Шаблон',
      source.line,
      `Код шаблона «${code}» не составлен из ОКУД, номера формы и периодичности: ожидается ${templateCode(okud, idf, idp)}.`,
    )
  if (!/^\d{2}-\d{2}-\d{4}$/.test(version))
    tell(`Версия «${version}» (атрибут version) должна быть датой вида 28-02-2024.`)
  if (!template.title.some(({ field }) => field === keyField))
    tell(`Ключевого поля «${keyField}» (атрибут obj) нет среди полей титула.`)
  if (template.sections.length === 0) tell('В шаблоне нет ни одного раздела.')
}
