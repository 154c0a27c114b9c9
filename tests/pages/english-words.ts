import type { Browser } from '../support/browser'

/**
 * Latin words that are names of things, not English: formats, protocols, the root of an XML file, what a person typed, and
 * the «offline-модуль», which respondents know by this name.
 */
const NAMES =
  /^(UTF|Windows|Android|iPhone|iPad|Safari|crl|csv|pdf|sig|sgn|cades|bes|csp|cryptcp|vipnet|openssl|mail|xml|txt|cer|crt|pem|der|zip|pfx|html|ctrl|tel|email|report|sha|rsa|ecdsa|gost|http|https|www|example|com|ru|offline)$/i

/** The English words that a page shows, outside of code. */
export const englishWords = (browser: Browser): string[] => {
  const main = browser.$('body').clone()
  main.find('code, .app-code').remove()
  const text = main.text().replace(/\S*[@/]\S*/g, ' ')
  return (text.match(/\b[a-z]{3,}\b/gi) ?? []).filter(word => !NAMES.test(word))
}
