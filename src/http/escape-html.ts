const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as it may stand between tags and in a quoted attribute. For what is printed without a template. */
export const escapeHtml = (text: string): string =>
  SPECIAL.test(text) ? text.replace(EVERY_SPECIAL, character => ENTITIES[character] as string) : text

const SPECIAL = /[&<>"']/
const EVERY_SPECIAL = /[&<>"']/g
