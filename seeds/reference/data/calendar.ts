type Year = { year: number; status: 'official' | 'provisional'; off: string; short: string; work: string }

/**
 * Exceptions to «Saturday and Sunday are off», as month-day; `01-01..01-08` is a row of days.
 * 2024–2026: Labour Code art. 112 with the transfers decreed by the Government for each year.
 * 2027 is provisional: art. 112 alone. An administrator enters the transfers when they are decreed.
 */
export const CALENDAR: Year[] = [
  {
    year: 2024,
    status: 'official',
    off: '01-01..01-08 02-23 03-08 04-29..05-01 05-09..05-10 06-12 11-04 12-30..12-31',
    short: '02-22 03-07 05-08 06-11 11-02',
    work: '04-27 12-28',
  },
  {
    year: 2025,
    status: 'official',
    off: '01-01..01-08 02-23 03-08 05-01..05-02 05-08..05-09 06-12..06-13 11-03..11-04 12-31',
    short: '03-07 04-30 06-11 11-01',
    work: '',
  },
  {
    year: 2026,
    status: 'official',
    off: '01-01..01-09 02-23 03-08..03-09 05-01 05-09 05-11 06-12 11-04 12-31',
    short: '04-30 05-08 06-11 11-03',
    work: '',
  },
  {
    year: 2027,
    status: 'provisional',
    off: '01-01..01-08 02-23 03-08 05-01 05-03 05-09..05-10 06-12 06-14 11-04',
    short: '02-22 04-30 06-11 11-03 12-31',
    work: '',
  },
]
