import { termKey } from '../codes'
import { elementOf, elementsOf, textOf, type XmlElement } from '../xml/xml-element'
import type { DefectList } from './defect'
import { Dictionary, type DictionaryTerm } from './dictionary'

/** The dictionaries of a template, by id in lower case. A term that is repeated gathers its relations. */
export const readDictionaries = (source: XmlElement, defects: DefectList): Map<string, Dictionary> => {
  const dics = elementOf(source, 'dics')
  const dictionaries = new Map<string, Dictionary>()
  for (const dic of dics === undefined ? [] : elementsOf(dics, 'dic')) {
    const id = dic.attributes.id?.trim() ?? ''
    if (id === '') defects.error('Справочники', dic.line, 'У справочника нет имени (атрибут id).')
    else if (dictionaries.has(termKey(id)))
      defects.error(`Справочник ${id}`, dic.line, 'Справочник с таким именем уже есть.')
    else dictionaries.set(termKey(id), new Dictionary(id, readTerms(dic, id, defects)))
  }
  return dictionaries
}

interface GatheredTerm extends DictionaryTerm {
  readonly relations: Map<string, string[]>
}

const NOTHING: ReadonlyMap<string, readonly string[]> = new Map()

const readTerms = (dic: XmlElement, id: string, defects: DefectList): Iterable<DictionaryTerm> => {
  const terms = new Map<string, DictionaryTerm>()
  for (const term of elementsOf(dic, 'term')) {
    const termId = term.attributes.id?.trim() ?? ''
    if (termId === '') defects.error(`Справочник ${id}`, term.line, 'У термина нет кода (атрибут id).')
    else {
      const key = termKey(termId)
      const known = terms.get(key)
      terms.set(key, merged(known, term, termId))
    }
  }
  return terms.values()
}

const merged = (known: DictionaryTerm | undefined, term: XmlElement, id: string): DictionaryTerm => {
  const relations = new Map(known?.relations as GatheredTerm['relations'] | undefined)
  for (const [name, value] of Object.entries(term.attributes)) {
    if (name === 'id' || name === 'name') continue
    const relation = termKey(name)
    const others = relations.get(relation)
    if (others === undefined) relations.set(relation, [termKey(value)])
    else others.push(termKey(value))
  }
  const name = term.attributes.name?.trim() || textOf(term) || known?.name || ''
  return { id: known?.id ?? id, name, relations: relations.size === 0 ? NOTHING : relations }
}
