import { isIPv6 } from 'node:net'

/**
 * Whom an address stands for when tries are counted: an IPv4 address itself, the first 64 bits of an IPv6 address,
 * because a single subscriber has all the others to choose from (RFC 6177).
 */
export const clientNetwork = (address: string | undefined): string => {
  if (address === undefined || !isIPv6(address)) return address ?? ''
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped !== null) return mapped[1] as string
  return groupsOf(address).slice(0, 4).join(':')
}

/** The groups of an address as far as the network part needs them, `::` written out. */
const groupsOf = (address: string): string[] => {
  const split = (part: string | undefined) => (part ? part.split(':') : [])
  const [before, after] = address.toLowerCase().split('%')[0]?.split('::') ?? []
  const [left, right] = [split(before), split(after)]
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0')
  return (address.includes('::') ? [...left, ...zeros, ...right] : left).map(group => group.replace(/^0+(?=.)/, ''))
}
