import type { Knex } from 'knex'
import { type CompiledForm, compileTemplate, readTemplate, type TemplateDefect } from '../../flk'
import { loadTemplateXml } from './forms.repository'

/** A template that is ready to check reports with, and everything that is wrong with it. */
export type ReadyForm = { form: CompiledForm; defects: readonly TemplateDefect[] }

/** Compiled forms kept at most: a large one takes a few megabytes. */
const MAX_FORMS = 60

/** Reads and compiles a template. Throws XmlError when the file is none. */
export const readyForm = (xml: Uint8Array): ReadyForm => {
  const { template, defects } = readTemplate(xml)
  const form = compileTemplate(template)
  return { form, defects: [...defects, ...form.defects] }
}

/**
 * Templates, compiled once a process and version. A version never changes once it is imported, so nothing in here grows
 * old; the one that was not asked for longest makes room.
 */
export class FormCache {
  private readonly ready = new Map<number, Promise<ReadyForm>>()

  constructor(private readonly db: Knex) {}

  /** Throws when there is no template with this number: reports refer to it, so that is a bug. */
  async get(templateId: number): Promise<ReadyForm> {
    const found = this.ready.get(templateId) ?? this.load(templateId)
    this.ready.delete(templateId)
    this.ready.set(templateId, found)
    for (const oldest of this.ready.keys()) {
      if (this.ready.size <= MAX_FORMS) break
      this.ready.delete(oldest)
    }
    try {
      return await found
    } catch (error) {
      this.ready.delete(templateId)
      throw error
    }
  }

  private async load(templateId: number): Promise<ReadyForm> {
    const xml = await loadTemplateXml(this.db, templateId)
    if (xml === undefined) throw new Error(`no template ${templateId}`)
    return readyForm(xml)
  }
}
