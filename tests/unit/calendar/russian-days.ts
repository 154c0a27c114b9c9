import { type CalendarDay, type WorkingCalendar, workingCalendar } from '../../../src/features/calendar/working-days'

const off = (...days: string[]): CalendarDay[] => days.map(day => ({ day, kind: 'off' }))

/** The days of 2025 and 2026 that the tests touch; 2027 is provisional and has no exceptions here. */
export const calendar: WorkingCalendar = workingCalendar(
  [
    { year: 2025, status: 'official' },
    { year: 2026, status: 'official' },
    { year: 2027, status: 'provisional' },
  ],
  [
    { day: '2025-11-01', kind: 'short' },
    { day: '2026-04-30', kind: 'short' },
    { day: '2026-06-06', kind: 'work' },
    ...off('2025-05-01', '2025-05-02', '2025-05-08', '2025-05-09', '2025-11-03', '2025-11-04', '2025-12-31'),
    ...off('2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05', '2026-01-06', '2026-01-07'),
    ...off('2026-01-08', '2026-01-09', '2026-03-08', '2026-03-09', '2026-11-04'),
  ],
)
