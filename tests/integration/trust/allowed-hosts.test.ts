import { readConfig } from '../../../src/config'
import { allowedBy, allowedHosts, isPrivateAddress } from '../../../src/features/trust/allowed-hosts'

const settings = (env: Record<string, string>) =>
  readConfig({ WEBSBOR_MODE: 'demo', BASE_URL: 'http://localhost', DATABASE_URL: 'sqlite:x', ...env }).revocationLists

describe('the settings of the fetch', () => {
  it('leave it off unless an operator switches it on and names hosts', () => {
    expect(settings({})).toMatchObject({ fetch: false, hosts: [] })
    expect(settings({ CRL_FETCH: 'on', CRL_HOSTS: 'CRL.example.ru, private:10.0.0.1:8080,[::1]' })).toMatchObject({
      fetch: true,
      hosts: ['crl.example.ru', 'private:10.0.0.1:8080', '[::1]'],
    })
    expect(() => settings({ CRL_FETCH: 'on' })).toThrow('CRL_HOSTS is missing')
  })

  it.each(['http://crl.example.ru', 'crl.example.ru/list', '*', 'a b'])('refuse %s as a host', host => {
    expect(() => settings({ CRL_FETCH: 'on', CRL_HOSTS: host })).toThrow('CRL_HOSTS must be a list of hosts')
  })
})

describe('an address of a revocation list', () => {
  const hosts = allowedHosts(['crl.example.ru', 'private:crl.local:8080', '127.0.0.1', '[::1]:81'])

  it.each([
    ['http://crl.example.ru/a.crl', false],
    ['https://CRL.example.ru:443/a.crl', false],
    ['http://crl.local:8080/a', true],
    ['http://crl.local/a', true],
    ['http://127.0.0.1/a', true],
    ['http://2130706433/a', true],
    ['http://[::1]:81/a', true],
  ])('%s may be gone to; inside the own network: %s', (url, mayBePrivate) => {
    expect(allowedBy(url, hosts)?.mayBePrivate).toBe(mayBePrivate)
  })

  it.each([
    'http://crl.example.ru:8080/a.crl',
    'http://other.example.ru/a.crl',
    'http://crl.example.ru.other.example/a.crl',
    'http://crl.example.ru@other.example/a.crl',
    'http://user@crl.example.ru/a.crl',
    'http://crl.example.ru./a.crl',
    'http://127.0.0.1:22/a',
    'ftp://crl.example.ru/a.crl',
    'file:///etc/passwd',
    'ldap://crl.example.ru/cn=a',
    'nonsense',
  ])('%s may not', url => {
    expect(allowedBy(url, hosts)).toBeUndefined()
  })

  it('is private or public as the registries say', () => {
    const privates = ['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0']
    const six = ['::1', '::', 'fe80::1', 'fc00::1', 'ff02::1', '::ffff:8.8.8.8', '64:ff9b::a00:1', '2002:7f00:1::']
    expect([...privates, ...six].filter(address => !isPrivateAddress(address))).toEqual([])
    expect(['8.8.8.8', '95.173.128.90', '2a00:1450:4001::1'].filter(isPrivateAddress)).toEqual([])
  })
})
