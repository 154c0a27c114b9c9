import { browserWords } from '../../../src/http/browser-words'

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0'

it.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0', 'Firefox, Windows'],
  [`Mozilla/5.0 (Windows NT 10.0) ${CHROME} YaBrowser/24.6.0 Safari/537.36`, 'Яндекс Браузер, Windows'],
  [`Mozilla/5.0 (Windows NT 10.0) ${CHROME} Safari/537.36 Edg/126.0`, 'Microsoft Edge, Windows'],
  [`Mozilla/5.0 (Linux; Android 14; Pixel) ${CHROME} Mobile Safari/537.36`, 'Chrome, Android'],
  [`Mozilla/5.0 (X11; Linux x86_64) ${CHROME} Safari/537.36 OPR/112.0`, 'Opera, Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    'Safari, iPhone',
  ],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15', 'Safari, macOS'],
  ['Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko', 'Internet Explorer, Windows'],
  ['Lynx/2.9.0dev.12 libwww-FM/2.14 SSL-MM/1.4.1 GNUTLS/3.7.1', 'Lynx'],
  ['w3m/0.5.3+git20230121', 'w3m'],
  ['', 'Неизвестная программа'],
  [undefined, 'Неизвестная программа'],
])('calls %s «%s»', (userAgent, words) => {
  expect(browserWords(userAgent)).toBe(words)
})

it('lets through nothing that the header says of its own', () => {
  expect(browserWords('<script>alert(1)</script>'.repeat(10_000))).toBe('Неизвестная программа')
})
