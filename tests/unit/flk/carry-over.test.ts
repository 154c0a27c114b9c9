import { carryOver, checkReport, compileTemplate, readReport, readTemplate } from '../../../src/flk'
import { metaForm, reportXml } from '../../support/flk/meta-form'

const column = (code: string): string =>
  `<column code="${code}" type="Z" name=""><default-cell column="${code}" format="N(5,0)" inputType="2"/></column>`

test('a draft goes over to a new version: what has a place is taken along, the rest is told', () => {
  const { template } = readTemplate(
    metaForm({
      title: '<item field="okpo" name="ОКПО"/><item field="email" name="Почта"/>',
      columns: `${column('3')}<column code="4" type="Z" name=""><default-cell column="4" format="N(5,0)" inputType="0"/></column>`,
      rows: '<row code="01" type="F" name=""/><row code="03" type="M" name=""/>',
    }).replace('version="01-01-2025"', 'version="01-01-2026"'),
  )
  const before = readReport(
    reportXml({
      sections: `<section code="01" note="x"><row code="1" s1="a"><col code="03">1</col><col code="4">2</col><col code="5">3</col></row><row code="2"><col code="3">много</col></row><row code="3" s1="b"><col code="3">5</col></row></section><section code="9"><row code="1"><col code="3">7</col></row></section>`,
    }),
  )
  const { report, lost } = carryOver(before, template)
  expect(report).toMatchObject({ version: '01-01-2026', year: '2025', period: '0402' })
  expect(report.title).toEqual([
    { name: 'okpo', value: '00000011' },
    { name: 'email', value: '' },
  ])
  expect(report.sections).toEqual([
    {
      code: '1',
      kept: { attributes: { note: 'x' }, children: [] },
      rows: [
        { code: '01', specifics: {}, cells: [{ column: '03', value: '1' }] },
        { code: '03', specifics: { s1: 'b' }, cells: [{ column: '3', value: '5' }] },
      ],
    },
  ])
  expect(lost.map(({ field, section, row, column, value }) => [field ?? section, row, column, value])).toEqual([
    ['name', null, null, 'Пример'],
    ['01', '1', 's1', 'a'],
    ['01', '1', '4', '2'],
    ['01', '1', '5', '3'],
    ['01', '2', '3', 'много'],
    ['9', '1', '3', '7'],
  ])
  const { findings } = checkReport(compileTemplate(template), report)
  expect(findings.map(({ code }) => code)).toEqual(['2.3'])
})

test('a report carried over to its own version is the same', () => {
  const { template } = readTemplate(metaForm())
  const report = readReport(reportXml())
  const carried = carryOver(report, template)
  expect(carried.lost).toEqual([])
  expect(checkReport(compileTemplate(template), carried.report).findings).toEqual([])
})
