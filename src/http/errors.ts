/** What a person can cause or act on. Everything else is a bug: a 500 page with the request's number. */
export class AppError extends Error {
  constructor(
    readonly status: 403 | 404 | 409 | 413 | 422 | 429,
    /** A sentence of our own instead of the page's general one. */
    readonly sentence?: string,
    /** Seconds after which another try makes sense (429). */
    readonly retryAfter?: number,
  ) {
    super(sentence ?? String(status))
  }
}

/** Also for somebody else's record: who may not see a thing does not learn that it exists. */
export const notFound = (): AppError => new AppError(404)

/** Somebody else was faster, or the state does not allow the step any more. */
export const conflict = (sentence?: string): AppError => new AppError(409, sentence)

export const forbidden = (sentence?: string): AppError => new AppError(403, sentence)

export const tooManyRequests = (sentence: string, retryAfter: number): AppError =>
  new AppError(429, sentence, retryAfter)

/** Not an error of anybody: the person is sent on (303) from wherever the code finds that this page is not the place. */
export class SeeOther extends Error {
  constructor(readonly location: string) {
    super(location)
  }
}

export const seeOther = (location: string): SeeOther => new SeeOther(location)
