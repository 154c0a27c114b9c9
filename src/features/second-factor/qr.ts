import { encode } from 'uqr'

/** A QR picture for a template: the side in modules, and the dark ones as an SVG path. */
export type Qr = { size: number; path: string }

/** The light frame that a camera needs to find the code: four modules (ISO/IEC 18004). */
const QUIET_ZONE = 4

export const qrOf = (text: string): Qr => {
  const { size, data } = encode(text, { ecc: 'L', border: QUIET_ZONE })
  return {
    size,
    path: data
      .map((row, y) =>
        runsOf(row)
          .map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`)
          .join(''),
      )
      .join(''),
  }
}

/** Where dark modules begin in a row, and how many stand together. */
const runsOf = (row: readonly boolean[]): [start: number, length: number][] => {
  const runs: [number, number][] = []
  for (const [x, dark] of row.entries()) {
    const last = runs.at(-1)
    if (!dark) continue
    if (last !== undefined && last[0] + last[1] === x) last[1] += 1
    else runs.push([x, 1])
  }
  return runs
}
