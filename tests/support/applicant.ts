import type { Browser } from './browser'

/** Right values of «Общая информация» for a legal entity of the Kemerovo region; tests change what they are about. */
export const GENERAL: Record<string, string> = {
  shortName: 'ООО «Пример»',
  fullName: 'Общество с ограниченной ответственностью «Пример»',
  enterpriseType: 'legal',
  inn: '7736050003',
  ogrn: '1027700132195',
  okved2: '01.11',
  okopf: '12300',
  okfs: '16',
  oksm: '643',
  oktmo: '32701000',
  subsidiary: 'no',
  email: 'office@primer.example',
  postalAddress: '650000, Кемерово, Советский проспект, 1',
  phone: '+7 384 212-34-56',
  headName: 'Иванов Иван Иванович',
  officeCode: '02347699 – КЕМЕРОВОСТАТ',
  password: 'Zimniy-vecher-42',
  passwordRepeat: 'Zimniy-vecher-42',
}

/** An ОКПО that no register knows, with a right check digit. */
export const FREE_OKPO = '48724475'

/** Begins an application: the ОКПО, up to «Общая информация». */
export const begin = async (browser: Browser, okpo = FREE_OKPO): Promise<Browser> => {
  await browser.open('/registration')
  return browser.submit({ okpo })
}

/** Fills the application as far as «Проверка и отправка». */
export const fill = async (
  browser: Browser,
  values: Record<string, string> = {},
  okpo = FREE_OKPO,
): Promise<Browser> => {
  await begin(browser, okpo)
  await browser.submit({ ...GENERAL, ...values })
  return browser.open('/registration/check')
}

/** From «Проверка и отправка» on, with the tick where there are warnings; organisations that sign come to the signing. */
export const passCheck = (browser: Browser): Promise<Browser> =>
  browser.submit(browser.$('[name=confirmWarnings]').length > 0 ? { confirmWarnings: 'yes' } : {}, {
    press: browser.$('#send button').text(),
  })

/** From «Проверка и отправка» to the end, without a signature. */
export const handIn = async (browser: Browser): Promise<Browser> => {
  await passCheck(browser)
  return browser.heading === 'Подписание заявки' ? browser.submit({}, { press: 'Отправить без подписи' }) : browser
}

/** Sends a complete application unsigned; the browser stands on the page that follows it. */
export const send = async (browser: Browser, values: Record<string, string> = {}, okpo = FREE_OKPO): Promise<Browser> =>
  handIn(await fill(browser, values, okpo))
