import { readReport, takeExplanations, withExplanations, writeReport } from '../../../src/flk'
import { reportXml } from '../../support/flk/meta-form'
import { NAUGHTY } from '../../support/naughty-strings'

const report = readReport(reportXml())

test('explanations stand after the sections, in one order, and come back from the XML', () => {
  const explanations = { '4.30': 'Сезон', '4.4': 'Остатки «прошлого» года & <прочее>' }
  const xml = writeReport(withExplanations(report, explanations))
  expect(xml).toContain('<explanation control="30">Сезон</explanation>')
  expect(xml.indexOf('</sections>')).toBeLessThan(xml.indexOf('<explanations>'))
  expect(writeReport(withExplanations(report, { '4.4': explanations['4.4'], '4.30': 'Сезон' }))).toBe(xml)
  expect(takeExplanations(readReport(xml))).toEqual({ report, explanations })
})

test('a report without explanations is written as if there were no such thing', () => {
  expect(writeReport(withExplanations(report, { '4.1': '' }))).toBe(writeReport(report))
  expect(takeExplanations(report)).toEqual({ report, explanations: {} })
})

test('what else is unknown in the report stays, and explanations are never doubled', () => {
  const kept = readReport(
    reportXml().replace('<title>', '<comment>Да</comment><title>').replace('<report ', '<report a="1" '),
  )
  const twice = withExplanations(withExplanations(kept, { '4.1': 'Раз' }), { '4.1': 'Два' })
  const read = takeExplanations(readReport(writeReport(twice)))
  expect([writeReport(read.report), read.explanations]).toEqual([writeReport(kept), { '4.1': 'Два' }])
})

test('whatever is explained comes back as text', () => {
  for (const text of NAUGHTY) {
    const { explanations } = takeExplanations(readReport(writeReport(withExplanations(report, { '4.1': text }))))
    const shown = (explanations['4.1'] ?? '').replace(/\s/g, '')
    expect(text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF\s]/gu, '')).toContain(
      shown.replace(/[\p{Cc}\p{Cs}]/gu, '').slice(0, 50),
    )
  }
})
