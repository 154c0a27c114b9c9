import type { Day } from '../../db/db'
import { field } from '../fields'

/** A day, `name` in its sentence of error, typed as ДД.ММ.ГГГГ or as browsers with a date picker send it. The value is YYYY-MM-DD. */
export const day = (name: string) =>
  field((typed, fail): Day => {
    const match = /^(\d{1,2})[.\-/ ](\d{1,2})[.\-/ ](\d{4})$/.exec(typed)
    const [year, month, date] = match === null ? typed.split('-') : [match[3], match[2], match[1]]
    const iso = `${year}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}`
    const moment = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? new Date(`${iso}T00:00:00Z`) : new Date(Number.NaN)
    if (
      Number.isNaN(moment.getTime()) ||
      moment.toISOString().slice(0, 10) !== iso ||
      Number(year) < 1990 ||
      Number(year) > 2100
    )
      fail('date', `${name}: введите дату в виде ДД.ММ.ГГГГ, например 31.12.2027`)
    return iso
  })
