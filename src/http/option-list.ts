import { runtime } from 'nunjucks'
import { escapeHtml } from './escape-html'

export type Option = {
  value: string
  text: string
  /** Options of one group must stand next to each other; the group becomes an <optgroup>. */
  group?: string
}

/**
 * The options of a long <select>, made into HTML once (for a classifier: once a version) instead of at every request.
 * Rendering three hundred options costs as much as the rest of a page; splicing one word into the string costs nothing.
 */
export class OptionList {
  private readonly html: string
  /** Where ` selected` goes for each value: right after its attribute. */
  private readonly offsets = new Map<string, number>()

  /** `emptyText` adds an option with an empty value on top («Выберите из списка»). Of equal values the first counts. */
  constructor(options: readonly Option[], emptyText?: string) {
    let html = ''
    let group: string | undefined
    const all = emptyText === undefined ? options : [{ value: '', text: emptyText }, ...options]
    for (const option of all) {
      if (option.group !== group) {
        if (group !== undefined) html += '</optgroup>'
        if (option.group !== undefined) html += `<optgroup label="${escapeHtml(option.group)}">`
        group = option.group
      }
      html += `<option value="${escapeHtml(option.value)}"`
      if (!this.offsets.has(option.value)) this.offsets.set(option.value, html.length)
      html += `>${escapeHtml(option.text)}</option>`
    }
    this.html = group === undefined ? html : `${html}</optgroup>`
  }

  /**
   * The options with one of them chosen. A value that is not in the list (typed by hand, or gone from the classifier)
   * is shown as it is, in an option of its own on top: nothing a person entered is lost.
   */
  render(selected?: string | null): InstanceType<typeof runtime.SafeString> {
    const value = selected ?? ''
    const offset = this.offsets.get(value)
    if (offset !== undefined) {
      return new runtime.SafeString(`${this.html.slice(0, offset)} selected${this.html.slice(offset)}`)
    }
    if (value === '') return new runtime.SafeString(this.html)
    const typed = escapeHtml(value)
    return new runtime.SafeString(`<option value="${typed}" selected>${typed}</option>${this.html}`)
  }
}
