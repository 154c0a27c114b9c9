/** Which submission the page of a decision was drawn from: it travels in the form as `seen`. 0 when it is no number. */
export const seenSubmission = (body: unknown): number => {
  const seen: unknown = (body as Record<string, unknown> | undefined)?.seen
  return typeof seen === 'string' && /^\d{1,6}$/.test(seen) ? Number(seen) : 0
}
