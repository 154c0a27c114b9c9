import type { Instant } from '../../db/db'
import { localDay } from '../calendar/deadline'

/** «2026-000123»: the year where the office is, and the application's own number. */
export const applicationNumber = (id: number, at: Instant, timeZone: string): string =>
  `${localDay(at, timeZone).slice(0, 4)}-${String(id).padStart(6, '0')}`
