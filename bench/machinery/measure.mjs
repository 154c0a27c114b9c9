const WARM_UP = 2500
const ROUNDS = 5

/**
 * Measures all scenarios round by round, one after the other within a round: what disturbs the machine for a while
 * disturbs all of them. Of the rounds the one with the middle processor time counts. With a `yardstick`, another
 * scenario, that one is measured again right before each: `ratio` is the middle of the rounds' ratios to it.
 *
 * A scenario: `name`, `server`, `visitors`, `status`, `requests` a round.
 */
export const measure = async (load, scenarios, { rounds = ROUNDS, warmUp = WARM_UP, yardstick } = {}) => {
  const all = yardstick === undefined ? scenarios : [yardstick, ...scenarios]
  for (const { visitors, status } of all) await load.run({ visitors, status, requests: warmUp })
  const measured = new Map(all.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const scenario of scenarios) {
      const before = yardstick === undefined ? undefined : await measureOnce(load, yardstick)
      const figures = await measureOnce(load, scenario)
      if (before !== undefined) {
        measured.get(yardstick.name).push(before)
        figures.ratio = figures.cpuMs / before.cpuMs
      }
      measured.get(scenario.name).push(figures)
    }
  }
  return Object.fromEntries([...measured].map(([name, figures]) => [name, middle(figures)]))
}

const measureOnce = async (load, { server, visitors, status, requests }) => {
  const before = await server.cpu()
  const { seconds, latencies } = await load.run({ visitors, status, requests })
  const cpu = (await server.cpu()) - before
  latencies.sort((one, other) => one - other)
  return {
    cpuMs: cpu / requests,
    perSecond: requests / seconds,
    p50Ms: latencies[Math.floor(requests * 0.5)],
    p99Ms: latencies[Math.floor(requests * 0.99)],
  }
}

const middle = rounds => {
  const sorted = rounds.toSorted((one, other) => one.cpuMs - other.cpuMs)
  const { cpuMs, perSecond, p50Ms, p99Ms } = sorted[Math.floor(sorted.length / 2)]
  return {
    cpuMs: rounded(cpuMs, 3),
    cpuMsRange: [rounded(sorted[0].cpuMs, 3), rounded(sorted.at(-1).cpuMs, 3)],
    perSecond: rounded(perSecond, 0),
    p50Ms: rounded(p50Ms, 2),
    p99Ms: rounded(p99Ms, 2),
    ...(rounds[0].ratio === undefined ? {} : { ratio: rounded(middleOf(rounds.map(({ ratio }) => ratio)), 2) }),
  }
}

const middleOf = numbers => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)]

export const rounded = (value, digits) => Number(value.toFixed(digits))
