interface MetaFormParts {
  root?: string
  okud?: string
  idp?: string
  settings?: string
  title?: string
  columns?: string
  rows?: string
  /** Instead of columns and rows of section 1. */
  sections?: string
  controls?: string
  dics?: string
}

const COLUMNS = `<column code="3" type="Z" name="Графа 3"><default-cell column="3" format="N(15,2)" inputType="2"/></column>
<column code="4" type="Z" name="Графа 4"><default-cell column="4" format="N(15,2)" inputType="2"/></column>`
const ROWS = '<row code="01" type="F" name="Строка 1"/><row code="02" type="F" name="Строка 2"/>'

/** The XML of a small template, whole but for what a test wants otherwise. */
export const metaForm = ({
  root = '',
  okud = '0699999',
  idp = '4',
  settings = '',
  title = '<item field="okpo" name="ОКПО" dic="s_okpo"/><item field="name" name="Наименование"/>',
  columns = COLUMNS,
  rows = ROWS,
  sections = `<section code="1" name="Раздел 1" nb="1"><columns>${columns}</columns><rows>${rows}</rows></section>`,
  controls = '',
  dics = '',
}: MetaFormParts = {}): string => `<?xml version="1.0" encoding="utf-8"?>
<metaForm code="${okud.replace(/^0+/, '')}001${idp.padStart(3, '0')}" OKUD="${okud}" idf="1" idp="${idp}" ${root.includes('shifr') ? '' : 'shifr="test"'} name="Пример" obj="okpo" version="01-01-2025" format-version="1.3" ${root}>
<settings>${settings}</settings>
<title>${title}</title>
<sections>
${sections}
</sections>
<controls>${controls}</controls>
<dics>${dics}</dics>
</metaForm>`

interface ReportParts {
  version?: string
  code?: string
  year?: string
  period?: string
  title?: string
  /** Rows of section 1. */
  rows?: string
  sections?: string
}

/** The XML of a report of `metaForm`. */
export const reportXml = ({
  version = '01-01-2025',
  code = '699999001004',
  year = '2025',
  period = '0402',
  title = '<item name="okpo" value="00000011"/><item name="name" value="Пример"/>',
  rows = '<row code="1"><col code="3">1</col></row>',
  sections = `<section code="1">${rows}</section>`,
}: ReportParts = {}): string => `<?xml version="1.0" encoding="utf-8"?>
<report code="${code}" form="1" shifr="test" version="${version}" format-version="1.3" year="${year}" period="${period}">
<title>${title}</title>
<sections>${sections}</sections>
</report>`
