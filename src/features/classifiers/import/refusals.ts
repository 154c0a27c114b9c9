/** Why a row of a classifier's file is not taken, in the words of the report. */
export const REFUSALS = {
  'row.too_long': 'Строка слишком длинная',
  'row.quote': 'Кавычки в строке не закрыты',
  'row.encoding': 'Строка не в той кодировке, что весь файл',
  'row.control': 'В строке есть недопустимые управляющие знаки',
  'row.fields': 'В строке не хватает столбцов',
  'code.format': 'Такого кода в этом классификаторе быть не может',
  'code.duplicate': 'Код уже встретился в файле выше',
  'name.required': 'Нет наименования',
  'name.too_long': 'Наименование длиннее 2000 знаков',
  'name.letters': 'Наименование не похоже на русский текст: проверьте кодировку файла',
} as const

export type Refusal = keyof typeof REFUSALS
