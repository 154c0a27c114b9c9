import { sentText } from '../../validation/sent-text'

/** Which submission the page of a decision was drawn from: it travels in the form as `seen`. 0 when it is no number. */
export const seenSubmission = (body: unknown): number => {
  const seen = sentText(body, 'seen')
  return /^\d{1,6}$/.test(seen) ? Number(seen) : 0
}
