/** A bar of the chart, in units of the picture. */
export type Bar = { x: number; y: number; width: number; height: number; title: string }
export type BarChart = {
  width: number
  height: number
  bars: Bar[]
  lines: { y: number; label: string }[]
  first: string
  last: string
}

const WIDTH = 720
const HEIGHT = 200
const GAP = 2

/** A chart of one bar a day, drawn by the server; the table beside it says the same. */
export const barChart = (days: readonly { label: string; total: number }[]): BarChart | undefined => {
  const highest = Math.max(0, ...days.map(({ total }) => total))
  if (highest === 0) return undefined
  const top = roundUp(highest)
  const step = WIDTH / days.length
  return {
    width: WIDTH,
    height: HEIGHT,
    bars: days.map(({ label, total }, index) => {
      const height = round((total / top) * HEIGHT)
      return {
        x: round(index * step),
        y: round(HEIGHT - height),
        width: round(Math.max(1, step - GAP)),
        height,
        title: `${label}: ${total}`,
      }
    }),
    lines: [top, top / 2].map(value => ({ y: round(HEIGHT - (value / top) * HEIGHT), label: String(value) })),
    first: days[0]?.label ?? '',
    last: days.at(-1)?.label ?? '',
  }
}

/** The next number that is easy to read and to halve: 2, 10, 20, 50, 100 … */
const roundUp = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5, 10].map(factor => factor * power).find(one => one >= value && one % 2 === 0) ?? 10 * power
}

const round = (value: number): number => Math.round(value * 10) / 10
