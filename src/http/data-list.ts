import nunjucks from 'nunjucks'
import { escapeHtml } from './escape-html'

/** Suggestions of an input (`<datalist>`), rendered once: a template prints the string as it is. */
export const dataList = (items: readonly { value: string; text: string }[]): nunjucks.runtime.SafeString =>
  new nunjucks.runtime.SafeString(
    items.map(({ value, text }) => `<option value="${escapeHtml(value)}">${escapeHtml(text)}</option>`).join(''),
  )
