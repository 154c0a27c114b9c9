import { BlockList, isIP } from 'node:net'

/** Where lists may be fetched from. An address given literally was chosen as that address, private or not. */
export type AllowedHost = { hostname: string; port: string | undefined; mayBePrivate: boolean }

const ENTRY = /^(private:)?(.+?)(?::(\d+))?$/

/** @param entries as in CRL_HOSTS, lower case */
export const allowedHosts = (entries: readonly string[]): AllowedHost[] =>
  entries.map(entry => {
    const [, mark, hostname = '', port] = ENTRY.exec(entry) ?? []
    return { hostname, port, mayBePrivate: mark !== undefined || isAddress(hostname) }
  })

/** The entry that allows an address, if there is one: http or https, a listed host, its port or the usual one. */
export const allowedBy = (url: string, hosts: readonly AllowedHost[]): AllowedHost | undefined => {
  if (!URL.canParse(url)) return undefined
  const { protocol, hostname, port, username, password } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') return undefined
  if (username !== '' || password !== '') return undefined
  return hosts.find(host => host.hostname === hostname.toLowerCase() && (port === '' || port === host.port))
}

/** Without the brackets that an address of version 6 has inside a URL. */
export const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '')

const isAddress = (hostname: string): boolean => isIP(bare(hostname)) !== 0

// Special-purpose registries of IANA (RFC 6890): what never belongs to a public server.
const closed = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  closed.addSubnet(net, prefix, 'ipv4')
const open6 = new BlockList()
open6.addSubnet('2000::', 3, 'ipv6')
// Both carry an address of version 4 inside, which may be a private one.
closed.addSubnet('2002::', 16, 'ipv6')
closed.addSubnet('2001::', 32, 'ipv6')

/** Whether an address lies in no public network: one's own machine, one's own network, multicast, mapped addresses. */
export const isPrivateAddress = (address: string): boolean =>
  isIP(address) === 4 ? closed.check(address, 'ipv4') : !open6.check(address, 'ipv6') || closed.check(address, 'ipv6')
