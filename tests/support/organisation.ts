/** A registered organisation of the Kemerovo region in good order, as a row of the register. */
export const ORGANISATION = {
  short_name: 'ООО «Ромашка»',
  full_name: 'Общество с ограниченной ответственностью «Ромашка»',
  inn: '4299000019',
  ogrn: '1994200000012',
  okved2: '62',
  okopf: '12300',
  okfs: '16',
  oksm: '643',
  oktmo: '32701000',
  email: 'romashka@primer.example',
  postal_address: '650000, Кемерово, Советский проспект, 1',
  phone: '+7 384 212-34-56',
  head_name: 'Иванов Иван Иванович',
}
