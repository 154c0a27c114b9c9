const WARM_UP = 2500
const ROUNDS = 5

/**
 * Measures all scenarios round by round, one after the other within a round: what disturbs the machine for a while
 * disturbs all of them. Of the rounds the one with the middle processor time counts.
 *
 * A scenario: `name`, `server`, `visitors`, `status`, `requests` a round.
 */
export const measure = async (load, scenarios, { rounds = ROUNDS, warmUp = WARM_UP } = {}) => {
  for (const { visitors, status } of scenarios) await load.run({ visitors, status, requests: warmUp })
  const measured = new Map(scenarios.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const scenario of scenarios) measured.get(scenario.name).push(await measureOnce(load, scenario))
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
  }
}

export const rounded = (value, digits) => Number(value.toFixed(digits))
