import { formatDate } from '../../http/dates'
import type { Obstacle, Post } from './acting.repository'

const OBSTACLES: Record<Obstacle, string> = {
  invited: 'Приглашение ещё не принято.',
  suspended: 'Организация приостановила ваши полномочия. Обратитесь в организацию.',
  ran_out: 'Срок ваших полномочий закончился. Обратитесь в организацию за новой доверенностью.',
  organisation: 'Организация сейчас не может работать в системе. Обратитесь в её территориальный орган статистики.',
}

/** Why nobody can act for this organisation now, and whom to ask. */
export const obstacleWords = (obstacle: Obstacle): string => OBSTACLES[obstacle]

/** «Права: заполнение, просмотр. Полномочия до 31.12.2027». */
export const postWords = ({ rights, validUntil }: Post): string => {
  const names = [rights.fill && 'заполнение', rights.send && 'подписание и отправка', rights.view && 'просмотр']
  const until = validUntil === null ? '' : `. Полномочия до ${formatDate(validUntil)}`
  return `Права: ${names.filter(Boolean).join(', ') || 'не заданы'}${until}`
}
