export type SummaryRow = { key: { text: string }; value: { text: string; classes?: string } }

/** A name and a value for a summary list. What is missing is said to be; the lines of a remark stay lines. */
export const summaryRow = (name: string, value: string): SummaryRow => ({
  key: { text: name },
  value: value === '' ? { text: 'Не указано' } : { text: value, classes: 'app-lines' },
})
