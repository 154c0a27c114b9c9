import nunjucks from 'nunjucks'

/** Suggestions of an input (`<datalist>`), rendered once: a template prints the string as it is. */
export const dataList = (items: readonly { value: string; text: string }[]): nunjucks.runtime.SafeString =>
  new nunjucks.runtime.SafeString(
    items.map(({ value, text }) => `<option value="${escapeHtml(value)}">${escapeHtml(text)}</option>`).join(''),
  )

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, character => ENTITIES[character] as string)
