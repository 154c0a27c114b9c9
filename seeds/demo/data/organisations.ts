/**
 * A small register to play with. Every number has a right check digit and belongs to nobody: there is no tax office
 * 4299 or 4199, no ОГРН of the year 99, and ОКПО of this range have not been given out. The address domain `.example`
 * is reserved (RFC 2606), so that no letter reaches anybody.
 */
type Place = { office_id: number; oktmo: string; okato: string; postal_address: string; phone: string }

const KEMEROVO: Place = {
  office_id: 42,
  oktmo: '32701000',
  okato: '32401000000',
  postal_address: '650000, Кемеровская область — Кузбасс, г. Кемерово, ул. Демонстрационная, д. 1',
  phone: '+7 (3842) 00-00-01',
}
const NOVOKUZNETSK: Place = {
  office_id: 42,
  oktmo: '32731000',
  okato: '32431000000',
  postal_address: '654000, Кемеровская область — Кузбасс, г. Новокузнецк, ул. Демонстрационная, д. 2',
  phone: '+7 (3843) 00-00-02',
}
const KAMCHATKA: Place = {
  office_id: 41,
  oktmo: '30701000',
  okato: '30401000000',
  postal_address: '683000, Камчатский край, г. Петропавловск-Камчатский, ул. Демонстрационная, д. 3',
  phone: '+7 (4152) 00-00-03',
}

const COMPANY = { enterprise_type: 'legal', okopf: '12300', okfs: '16', okogu: '4210014' }
const ENTREPRENEUR = { enterprise_type: 'entrepreneur', okopf: '50102', okfs: '16', okogu: '4210015' }
const BRANCH = { enterprise_type: 'branch', okopf: '30002', okfs: '16', okogu: '4210014' }
const AUTHORITY = { enterprise_type: 'authority', okopf: '75404', okfs: '14' }

type DemoOrganisation = Place & {
  okpo: string
  enterprise_type: string
  short_name: string
  full_name: string
  inn: string
  ogrn?: string
  okved2: string
  okopf: string
  okfs: string
  okogu?: string
  parent_okpo?: string
  email: string
  archived_at?: string
}

export const ORGANISATIONS: DemoOrganisation[] = [
  {
    ...COMPANY,
    ...KEMEROVO,
    okpo: '99900016',
    inn: '4299000019',
    ogrn: '1994200000012',
    okved2: '62.01',
    short_name: 'ООО «Ромашка (демо)»',
    full_name: 'Общество с ограниченной ответственностью «Ромашка (демо)»',
    email: 'romashka@demo.example',
  },
  {
    ...COMPANY,
    ...NOVOKUZNETSK,
    okpo: '99900022',
    inn: '4299000026',
    ogrn: '1994200000023',
    okopf: '12267',
    okved2: '25.11',
    short_name: 'АО «Василёк (демо)»',
    full_name: 'Акционерное общество «Василёк (демо)»',
    email: 'vasilyok@demo.example',
  },
  {
    // The register holds codes that have been closed since: this form of companies had another code until 2014.
    ...COMPANY,
    ...KEMEROVO,
    okpo: '99900039',
    inn: '4299000033',
    ogrn: '1994200000034',
    okopf: '12165',
    okved2: '47.11',
    short_name: 'ООО «Одуванчик (демо)»',
    full_name: 'Общество с ограниченной ответственностью «Одуванчик (демо)»',
    email: 'oduvanchik@demo.example',
  },
  {
    ...COMPANY,
    ...KEMEROVO,
    okpo: '99900045',
    inn: '4299000040',
    ogrn: '1994200000045',
    okved2: '43.31',
    short_name: 'ООО «Незабудка (демо)»',
    full_name: 'Общество с ограниченной ответственностью «Незабудка (демо)»',
    email: 'nezabudka@demo.example',
    archived_at: '2026-01-12T06:00:00.000Z',
  },
  {
    ...COMPANY,
    ...KEMEROVO,
    okpo: '99900051',
    inn: '4299000058',
    ogrn: '1994200000056',
    okved2: '56.10',
    short_name: 'ООО «Ландыш (демо)»',
    full_name: 'Общество с ограниченной ответственностью «Ландыш (демо)»',
    email: 'landysh@demo.example',
  },
  {
    ...ENTREPRENEUR,
    ...KEMEROVO,
    okpo: '9990000018',
    inn: '429900000116',
    ogrn: '399420000000018',
    okved2: '96.02',
    short_name: 'ИП Первый (демо)',
    full_name: 'Индивидуальный предприниматель Первый (демо)',
    email: 'ip-1@demo.example',
  },
  {
    ...BRANCH,
    ...NOVOKUZNETSK,
    okpo: '99900016000001',
    inn: '4299000019',
    parent_okpo: '99900016',
    okved2: '62.01',
    short_name: 'Филиал ООО «Ромашка (демо)» в Новокузнецке',
    full_name: 'Филиал общества с ограниченной ответственностью «Ромашка (демо)» в городе Новокузнецке',
    email: 'filial@demo.example',
  },
  {
    ...AUTHORITY,
    ...KEMEROVO,
    okpo: '99900068',
    inn: '4299000065',
    ogrn: '1994200000067',
    okved2: '84.11',
    short_name: 'Комитет образцов и примеров (демо)',
    full_name: 'Муниципальный комитет образцов и примеров (демо)',
    email: 'komitet@demo.example',
  },
  {
    ...COMPANY,
    ...KAMCHATKA,
    okpo: '99900074',
    inn: '4199000015',
    ogrn: '1994100000013',
    okved2: '03.11',
    short_name: 'ООО «Подснежник (демо)»',
    full_name: 'Общество с ограниченной ответственностью «Подснежник (демо)»',
    email: 'podsnezhnik@demo.example',
  },
  {
    ...COMPANY,
    ...KAMCHATKA,
    okpo: '99900080',
    inn: '4199000022',
    ogrn: '1994100000024',
    okved2: '49.41',
    short_name: 'ООО «Багульник (демо)»',
    full_name: 'Общество с ограниченной ответственностью «Багульник (демо)»',
    email: 'bagulnik@demo.example',
  },
  {
    ...ENTREPRENEUR,
    ...KAMCHATKA,
    okpo: '9990000026',
    inn: '419900000102',
    ogrn: '399410000000019',
    okved2: '47.23',
    short_name: 'ИП Второй (демо)',
    full_name: 'Индивидуальный предприниматель Второй (демо)',
    email: 'ip-2@demo.example',
  },
  {
    ...ENTREPRENEUR,
    ...KAMCHATKA,
    okpo: '9990000034',
    inn: '419900000279',
    ogrn: '399410000000020',
    okopf: '50101',
    okved2: '01.13',
    short_name: 'Глава КФХ Третий (демо)',
    full_name: 'Глава крестьянского (фермерского) хозяйства Третий (демо)',
    email: 'kfh@demo.example',
  },
  {
    ...BRANCH,
    ...KAMCHATKA,
    okpo: '99900016000002',
    inn: '4299000019',
    parent_okpo: '99900016',
    okved2: '62.01',
    short_name: 'Филиал ООО «Ромашка (демо)» в Петропавловске-Камчатском',
    full_name: 'Филиал общества с ограниченной ответственностью «Ромашка (демо)» в городе Петропавловске-Камчатском',
    email: 'filial-2@demo.example',
  },
  {
    ...AUTHORITY,
    ...KAMCHATKA,
    okpo: '99900097',
    inn: '4199000030',
    ogrn: '1994100000035',
    okved2: '84.11',
    short_name: 'Управление примеров (демо)',
    full_name: 'Муниципальное управление примеров (демо)',
    email: 'upravlenie@demo.example',
  },
]
