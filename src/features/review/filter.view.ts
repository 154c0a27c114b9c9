import type { Db } from '../../db/db'
import type { Reference } from '../reference/reference'
import type { QueueView } from './queue.filters'
import type { OfficeStaff } from './queue.lists'

type Item = { value: string; text: string }
type Colleague = { id: number; full_name: string }

const ANY: Item = { value: '', text: 'Любые' }

/** Who works at an office now, by name. */
export const listColleagues = (db: Db, officeId: number): Promise<Colleague[]> =>
  db('staff').where({ office_id: officeId, active: true }).orderBy(['full_name', 'id']).select('id', 'full_name')

/** The choices of the filters, as fields of one row. */
export const filterFields = (
  { filters }: QueueView,
  reference: Reference,
  colleagues: readonly Colleague[],
  { staffId }: OfficeStaff,
) => {
  const field = (name: keyof QueueView['filters'], text: string, items: Item[]) => ({
    id: name,
    name,
    label: { text },
    value: filters[name] ?? '',
    items: [ANY, ...items],
  })
  return [
    field('kind', 'Вид', [
      { value: 'registration', text: 'Регистрация' },
      { value: 'change', text: 'Изменение данных' },
    ]),
    field('channel', 'Канал', [
      { value: 'web', text: 'Через сайт' },
      { value: 'letter', text: 'Письмом' },
    ]),
    field(
      'type',
      'Тип',
      reference.enterpriseTypes.map(({ code, name }) => ({ value: code, text: name })),
    ),
    field('signed', 'Подпись', [
      { value: 'yes', text: 'Подписаны' },
      { value: 'no', text: 'Не подписаны' },
    ]),
    field('differs', 'Данные регистра', [
      { value: 'yes', text: 'Отличаются' },
      { value: 'no', text: 'Не отличаются' },
    ]),
    field('who', 'Специалист', [
      { value: 'me', text: 'Я' },
      { value: 'none', text: 'Не назначен' },
      ...colleagues
        .filter(({ id }) => id !== staffId)
        .map(({ id, full_name }) => ({ value: String(id), text: full_name })),
    ]),
  ]
}
