import type { ErrorRequestHandler, RequestHandler } from 'express'
import { AppError, notFound, SeeOther } from './errors'

/** The last handler of the chain: no route took the request. */
export const noSuchPage: RequestHandler = (_req, _res, next) => next(notFound())

type Described = { title: string; text: string }

const PAGES: Record<number, Described> = {
  403: {
    title: 'Действие не разрешено',
    text: 'У вас нет права на это действие. Войдите под своей учётной записью или вернитесь на главную страницу.',
  },
  404: {
    title: 'Страница не найдена',
    text: 'Проверьте адрес страницы. Возможно, ссылка устарела или скопирована не полностью.',
  },
  409: {
    title: 'Данные уже изменились',
    text: 'Пока страница была открыта, состояние изменилось. Откройте страницу заново, чтобы увидеть его.',
  },
  413: {
    title: 'Слишком большой файл или слишком много данных',
    text: 'Уменьшите файл или объём текста и отправьте форму ещё раз.',
  },
  422: {
    title: 'Данные не удалось прочитать',
    text: 'Вернитесь на предыдущую страницу, проверьте введённое и отправьте форму ещё раз.',
  },
  429: { title: 'Слишком много попыток', text: 'Подождите и попробуйте ещё раз.' },
  500: {
    title: 'Ошибка на сервере',
    text: 'Повторите действие через несколько минут. Если ошибка повторится, сообщите номер запроса в свой территориальный орган статистики.',
  },
}

/** Turns every error into a page. What is not an AppError is our bug: logged with its stack, shown with a number. */
export const errorPages: ErrorRequestHandler = (error: unknown, req, res, next) => {
  const status = statusOf(error)
  if (status === 500 && !(error instanceof SeeOther)) req.log?.error({ err: error }, 'unexpected error')
  if (res.headersSent) return next(error)
  if (error instanceof SeeOther) return res.redirect(303, error.location)
  if (error instanceof AppError && error.retryAfter !== undefined) res.set('Retry-After', String(error.retryAfter))
  const page = PAGES[status] as Described
  const text = error instanceof AppError && error.sentence !== undefined ? error.sentence : page.text
  res.status(status).page('errors/error', { title: page.title, text, requestId: status === 500 ? req.id : undefined })
}

/** Errors of the body parser and the router carry a status of their own; only those that a person can cause count. */
const statusOf = (error: unknown): number => {
  if (error instanceof AppError) return error.status
  const status = (error as { status?: unknown } | null)?.status
  if (status === 413) return 413
  if (status === 400 || status === 415) return 422
  return 500
}
