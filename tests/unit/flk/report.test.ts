import {
  companionNames,
  isEmptyReport,
  isXmlText,
  newReport,
  readReport,
  readReportName,
  readTemplate,
  reportName,
  titleValue,
  writeReport,
} from '../../../src/flk'
import { metaForm, reportXml } from '../../support/flk/meta-form'
import { trialFile, trialFiles, withTrialData } from '../../support/flk/trial-data'
import { NAUGHTY } from '../../support/naughty-strings'

describe('reading and writing a report', () => {
  test('what is not known comes back, and writing is the same each time', () => {
    const xml = reportXml({
      sections: `<section code="1" цвет="белый"><row code="1" s1=" 01.1 " note="а&quot;б"><col code="3" src="hand"> 100 </col><x/></row></section>`,
    }).replace('<title>', '<comment>Пояснение</comment><title>')
    const report = readReport(xml)
    expect(report.sections[0]?.rows[0]).toMatchObject({
      code: '1',
      specifics: { s1: '01.1' },
      cells: [{ column: '3', value: '100' }],
    })
    const written = writeReport(report)
    for (const part of ['цвет="белый"', 'note="а&quot;б"', 'src="hand"', '<x/>', '<comment>Пояснение</comment>'])
      expect(written).toContain(part)
    expect(writeReport(readReport(written))).toBe(written)
  })

  test('only filled cells are written, and every section', () => {
    const { template } = readTemplate(metaForm())
    const report = newReport(template, { year: '2026', period: '0401', title: { okpo: '99900016' } })
    expect(isEmptyReport(report)).toBe(true)
    const filled = {
      ...report,
      sections: [
        {
          code: '1',
          rows: [
            {
              code: '01',
              specifics: {},
              cells: [
                { column: '3', value: '5' },
                { column: '4', value: ' ' },
              ],
            },
            { code: '02', specifics: {}, cells: [] },
          ],
        },
      ],
    }
    expect(writeReport(filled)).toBe(`<?xml version="1.0" encoding="utf-8"?>
<report code="699999001004" form="1" shifr="test" version="01-01-2025" format-version="1.3" year="2026" period="0401">
  <title>
    <item name="okpo" value="99900016"/>
    <item name="name" value=""/>
  </title>
  <sections>
    <section code="1">
      <row code="01">
        <col code="3">5</col>
      </row>
    </section>
  </sections>
</report>
`)
    expect(titleValue(readReport(writeReport(filled)), 'okpo')).toBe('99900016')
  })

  test('every text that a person can type into a cell or the title comes back', () => {
    for (const text of NAUGHTY) {
      const report = readReport(reportXml())
      const typed = {
        ...report,
        title: [{ name: 'okpo', value: text }],
        sections: [
          { code: '1', rows: [{ code: '1', specifics: { s1: text }, cells: [{ column: '3', value: text }] }] },
        ],
      }
      const read = readReport(writeReport(typed))
      const kept = isXmlText(text) ? text.trim() : read.title[0]?.value
      expect(read.title[0]?.value).toBe(kept)
      expect(read.sections[0]?.rows[0]?.cells[0]?.value).toBe(kept === '' ? undefined : kept)
      expect(writeReport(readReport(writeReport(read)))).toBe(writeReport(read))
    }
  })

  test('a template in place of a report is told apart', () => {
    expect(() => readReport(metaForm())).toThrow('Это XML-шаблон формы, а не отчёт. Загрузите файл отчёта.')
    expect(() => readReport('<html/>')).toThrow('Файл не является отчётом')
  })
})

describe('names of files', () => {
  test('a name has the parts of those that were handed in', () => {
    const name = reportName(readReport(reportXml()), {
      okpo: '99900016',
      stamp: '202507161215',
      uuid: 'C2095279-0d94-4644-9d42-111111111111',
    })
    expect(name).toBe('0699999_001_004_99900016_2025_0402_202507161215_c2095279_0d94_4644')
    expect(readReportName(`${name}.xml`)).toMatchObject({
      okud: '0699999',
      idf: '001',
      idp: '004',
      okpo: '99900016',
      period: '0402',
    })
    expect(companionNames(name).respondentSignature).toBe(`${name}.resp.sign`)
  })

  test('the name of order 313 is read, and nothing else', () => {
    expect(readReportName('608003_001_004_11767685_2009_9_2_1_200909021532.xml')).toMatchObject({
      year: '2009',
      period: '9',
      stamp: '200909021532',
    })
    for (const name of ['report.xml', '', '../../etc/passwd', '608003_001_004.xml'])
      expect(readReportName(name)).toBeUndefined()
  })
})

withTrialData('the real report', () => {
  test.each(trialFiles('reports', '.xml'))('%s is read, its name too, and it is written back whole', name => {
    const report = readReport(trialFile('reports', name))
    expect(isEmptyReport(report)).toBe(true)
    expect(report.sections.map(({ code }) => code)).toEqual(['1', '2'])
    expect(readReportName(name)).toMatchObject({
      okpo: titleValue(report, 'okpo'),
      year: report.year,
      period: report.period,
    })
    const [, stamp, uuid] = /_(\d{12})_(.+)\.xml$/.exec(name) ?? []
    expect(
      reportName(report, {
        okpo: titleValue(report, 'okpo'),
        stamp: stamp ?? '',
        uuid: (uuid ?? '').replaceAll('_', '-'),
      }),
    ).toBe(name.slice(0, -4))
    expect(readReport(writeReport(report))).toEqual(report)
  })
})
