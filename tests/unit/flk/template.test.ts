import { cellRule, readTemplate, writeTemplate, XmlError } from '../../../src/flk'
import { metaForm } from '../../support/flk/meta-form'
import { trialFile, trialFiles, withTrialData } from '../../support/flk/trial-data'

describe('the model of a template', () => {
  test('settings, title, sections, cells, controls and dictionaries are typed', () => {
    const { template, defects } = readTemplate(
      metaForm({
        settings: '<sign>true</sign><validation>always</validation><notEmpty>true</notEmpty>',
        columns: `
          <column code="А" type="B" name="Наименование"><default-cell column="А" format="C(250)" inputType="0"/></column>
          <column code="В" type="S" fld="s1" name="Код"><default-cell column="В" format="C(4)" inputType="2" dic="kinds" vldType="4" vld="kinds"/></column>
          <column code="03" type="Z" name="Всего"><default-cell column="03" format="N(15,2)" inputType="2" vldType="2" vld="-5.5--1"/></column>`,
        rows: `
          <row code="" type="C" name="Заголовок"/>
          <row code="01" type="F" name="Всего"><cell column="3" format="N(3)" inputType="1" vldType="3" vld="1,2"/></row>
          <row code="2" type="M" name="По видам" grv="В"/>`,
        controls: '<control id="7" name="Сумма" rule="{[1][1][3]}=0" tip="0" fault="0.5" precision="1"/>',
        dics: '<dic id="Kinds"><term id="А1" name="Первый" Other="1"/><term id="а1" Other="2"/><term id="б">Второй</term></dic>',
      }),
    )
    expect(defects).toEqual([])
    expect(template).toMatchObject({
      code: '699999001004',
      periodicity: 4,
      settings: { sign: true, validation: true, notEmpty: true },
      title: [{ field: 'okpo', dictionary: 's_okpo' }, { field: 'name' }],
    })
    const [section] = template.sections
    if (section === undefined) throw new Error('no section')
    expect(section.rows.map(({ key, type, keySpecifics }) => [key, type, keySpecifics])).toEqual([
      ['', 'C', undefined],
      ['1', 'F', undefined],
      ['2', 'M', 'В'],
    ])
    const [, , value] = section.columns
    const [, total, free] = section.rows
    if (value === undefined || total === undefined || free === undefined) throw new Error('no rows')
    expect(cellRule(total, value)).toMatchObject({
      format: { kind: 'number', integer: 3, fraction: 0 },
      inputType: 1,
      check: { kind: 'list', values: ['1', '2'] },
    })
    expect(cellRule(free, value)?.check).toEqual({ kind: 'range', from: '-5.5', to: '-1' })
    expect(template.controls).toEqual([
      expect.objectContaining({ id: '7', obligatory: false, fault: '0.5', precision: 1, condition: '' }),
    ])
    const kinds = template.dictionaries.get('kinds')
    expect(kinds?.terms.map(({ id, name }) => [id, name])).toEqual([
      ['А1', 'Первый'],
      ['б', 'Второй'],
    ])
    expect(kinds?.term('а1')?.relations.get('other')).toEqual(['1', '2'])
  })

  test('what is not known is written back', () => {
    const xml = metaForm({
      root: 'colour="red"',
      rows: '<row code="1" type="F" name="А &amp; &lt;Б&gt;" зачем="так"><note lang="ru">Текст <b>здесь</b></note></row>',
    })
    const written = writeTemplate(readTemplate(xml).template)
    expect(written).toMatch('colour="red"')
    expect(written).toMatch('name="А &amp; &lt;Б&gt;" зачем="так"')
    expect(written).toMatch('<note lang="ru">Текст <b>здесь</b></note>')
    expect(writeTemplate(readTemplate(written).template)).toBe(written)
  })

  test('codes with Latin A and Cyrillic А are two columns', () => {
    const { template } = readTemplate(
      metaForm({ columns: '<column code="A" type="Z" name=""/><column code="А" type="Z" name=""/>' }),
    )
    expect(template.sections[0]?.columns).toHaveLength(2)
  })

  test('a dictionary of 100,000 terms is read', () => {
    const terms = Array.from({ length: 100_000 }, (_, i) => `<term id="${i}" name="Термин ${i}"/>`).join('')
    const { template } = readTemplate(metaForm({ dics: `<dic id="big">${terms}</dic>` }))
    expect(template.dictionaries.get('big')?.has('99999')).toBe(true)
    expect(template.dictionaries.get('big')?.range('99990', '99999', 'document')).toHaveLength(10)
  })
})

describe('defects of a template', () => {
  const defectsOf = (parts: Parameters<typeof metaForm>[0]): string[] =>
    readTemplate(metaForm(parts)).defects.map(
      ({ severity, place, line, message }) => `${severity}, ${line}, ${place}: ${message}`,
    )

  test('each names its place and the line of the file', () => {
    expect(
      defectsOf({
        columns: '\n\n<column code="3" type="Z" name=""><default-cell column="3" format="число"/></column>',
      }),
    ).toEqual([
      'error, 8, Раздел 1, графа 3: Формат «число» не распознан: ожидается N(15,2) или C(250).',
      'warning, 8, Раздел 1, графа 3: Не указан формат ячейки: принимается любой текст.',
    ])
  })

  test.each([
    [{ columns: '<column code="3" type="Q" name=""/>' }, 'Тип графы «Q» неизвестен'],
    [{ columns: '<column code="3" type="S" name=""/>' }, 'должен быть атрибут fld'],
    [{ columns: '<column code="3" type="Z"/><column code="03" type="Z"/>' }, 'Графа с таким кодом уже описана'],
    [{ rows: '<row code="1" type="F"/><row code="01" type="F"/>' }, 'Строка с таким кодом уже описана'],
    [{ rows: '<row code="1" type="P"/>' }, 'Тип строки «P» неизвестен'],
    [{ rows: '<row code="1" type="F"><cell column="77" format="N(1,0)"/></row>' }, 'неизвестной графе «77»'],
    [{ rows: '<row code="1" type="F"><cell column="3" format="N(1,0)" vldType="9"/></row>' }, 'Вид проверки «9»'],
    [{ rows: '<row code="1" type="F"><cell column="3" format="N(1,0)" vldType="2" vld="5"/></row>' }, 'Диапазон «5»'],
    [
      { rows: '<row code="1" type="F"><cell column="3" format="N(1,0)" vldType="1" dic="нет"/></row>' },
      'Справочника «нет» нет в шаблоне',
    ],
    [{ controls: '<control id="1" rule="" fault="много"/>' }, 'Погрешность «много»'],
    [{ controls: '<control id="1" rule="" precision="-1"/>' }, 'Точность «-1»'],
    [{ controls: '<control id="1" rule="" tip="5"/>' }, 'Обязательность «5»'],
    [{ dics: '<dic id="a"/><dic id="A"/>' }, 'Справочник с таким именем уже есть'],
    [{ dics: '<dic id="a"><term/></dic>' }, 'У термина нет кода'],
    [{ root: 'shifr="x"', okud: '12' }, 'Код ОКУД «12»'],
  ])('%j', (parts, sentence) => {
    expect(defectsOf(parts).join('\n')).toMatch(sentence)
  })

  test('related dictionaries that go round are told', () => {
    const column = (code: string, fld: string, other: string) =>
      `<column code="${code}" type="S" fld="${fld}"><default-cell column="${code}" format="C(4)" inputType="2" dic="d" vldType="5" vld="d=#1,1,${other}"/></column>`
    const told = defectsOf({ columns: column('В', 's1', 'Г') + column('Г', 's2', 'В'), dics: '<dic id="d"/>' })
    expect(told.filter(sentence => sentence.includes('по кругу'))).toHaveLength(2)
  })

  test('a file that is no template is refused', () => {
    expect(() => readTemplate('<report/>')).toThrow(XmlError)
    expect(() => readTemplate('<report/>')).toThrow('корневой элемент должен называться metaForm')
  })
})

withTrialData('openings of real templates', () => {
  /** The openings are cut in the middle: what is open is closed, so that everything before the cut is read. */
  const closed = (text: string): string => {
    const whole = text.slice(0, text.lastIndexOf('<'))
    const open: string[] = []
    for (const [, end, name, empty] of whole.matchAll(/<(\/?)([\w-]+)(?:\s[^<>]*?)?(\/?)>/g))
      if (end === '/') open.pop()
      else if (empty !== '/' && name !== undefined) open.push(name)
    return (
      whole +
      open
        .toReversed()
        .map(name => `</${name}>`)
        .join('')
    )
  }

  test.each(trialFiles('templates', '.opening.xml'))('%s is read as far as it goes', name => {
    const { template, defects } = readTemplate(closed(trialFile('templates', name).toString('utf8')))
    expect(defects.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(defects.map(({ message }) => message).filter(message => !message.startsWith('Не указан формат'))).toEqual([])
    expect(template.okud).toBe(name.slice(0, 7))
    expect(template.title.length).toBeGreaterThanOrEqual(6)
    const [section] = template.sections
    expect(section?.columns.length).toBeGreaterThanOrEqual(4)
    expect(template.settings.validation).toBe(true)
  })
})
