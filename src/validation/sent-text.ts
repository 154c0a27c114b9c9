/**
 * The text that a browser sent under a name, in a body or a query; empty when there is none. A name that comes twice
 * counts once: the first; objects are no text. Line ends become LF.
 */
export const sentText = (sent: unknown, name: string): string => {
  const value: unknown = (sent as Record<string, unknown> | undefined)?.[name]
  const one: unknown = Array.isArray(value) ? value[0] : value
  return typeof one === 'string' ? one.replace(/\r\n?/g, '\n') : ''
}
