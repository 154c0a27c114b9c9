import { STATUS_NAMES, type Status } from './application.status'

type Tag = { text: string; tone: 'info' | 'neutral' | 'attention' | 'success' | 'danger' }

const TONES: Record<Status, Tag['tone']> = {
  draft: 'neutral',
  submitted: 'info',
  in_review: 'attention',
  returned: 'neutral',
  approved: 'success',
  rejected: 'danger',
  withdrawn: 'neutral',
}

/** The state of an application in words; the colour only repeats them. */
export const statusTag = (status: Status): Tag => ({ text: STATUS_NAMES[status], tone: TONES[status] })
