/** Why a row of a list is not taken, in the words of the report and of the file of refused rows. */
export const REFUSALS = {
  'row.too_long': 'Строка слишком длинная',
  'row.quote': 'Кавычки в строке не закрыты',
  'row.fields': 'В строке не хватает столбцов',
  'okpo.format': 'ОКПО должен состоять из 8, 10, 12 или 14 цифр',
  'form.unknown': 'Такой формы среди действующих нет',
  'form.several': 'У этого ОКУД несколько форм: укажите код формы',
  'period.format': 'Период не понят: оставьте его пустым, укажите год или год и код периода, например 2026-0201',
  'period.unknown': 'Такого периода у формы нет',
  'organisation.unknown': 'Организации с таким ОКПО в регистре нет',
  'organisation.archived': 'Организация в архиве',
  'row.repeated': 'Такая строка уже была выше',
} as const

export type Refusal = keyof typeof REFUSALS
