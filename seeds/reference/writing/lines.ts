/** The lines of a fact table that is written as one text, without the empty ones. */
export const lines = (table: string): string[] => table.split('\n').filter(line => line !== '')

/** Splits a line into `count` parts at single spaces; the last part keeps its spaces. */
export const parts = (line: string, count: number): string[] => {
  const words = line.split(' ')
  return [...words.slice(0, count - 1), words.slice(count - 1).join(' ')]
}
