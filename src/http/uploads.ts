import type { Request, RequestHandler } from 'express'
import multer, { MulterError } from 'multer'
import { AppError } from './errors'
import { diskStorage, removeUnlessKept } from './stored-upload'

export type UploadLimits = {
  /** The name of the file input. */
  field: string
  maxBytes: number
  /** A text field of the form may have as much; 20,000 bytes unless it is told. */
  maxFieldBytes?: number
  /** Files too large for memory go here as they come, and are removed after the request unless somebody keeps them. */
  directory?: string
}

/** A file as it came: its name is only a name, its type is not believed. */
export type UploadedFile = { name: string; bytes: Uint8Array }

declare module 'express-serve-static-core' {
  interface Request {
    /** Set when the uploaded file was larger than allowed; its bytes were thrown away. */
    uploadTooLarge?: boolean
  }
}

/**
 * Reads a multipart form with at most one file, into memory unless a folder is named; everything is bounded.
 * The rest of a body that is too large is read away, so that the browser gets the answer instead of a reset
 * connection; the token stands before the file in our forms and has been read by then.
 */
export const receiveUpload = ({ field, maxBytes, maxFieldBytes, directory }: UploadLimits): RequestHandler => {
  const receive = multer({
    storage: directory === undefined ? multer.memoryStorage() : diskStorage(directory),
    defParamCharset: 'utf8',
    limits: {
      fileSize: maxBytes,
      files: 1,
      fields: 60,
      parts: 62,
      fieldNameSize: 100,
      fieldSize: maxFieldBytes ?? 20_000,
      headerPairs: 20,
    },
  }).single(field)
  return (req, res, next) => {
    if (!req.is('multipart/form-data')) return next(new AppError(422, 'Форма с файлом отправлена в неверном формате.'))
    if (directory !== undefined) removeUnlessKept(req, res)
    receive(req, res, (error: unknown) => {
      if (error === undefined || error === null) return next()
      if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE') {
        req.uploadTooLarge = true
        return next()
      }
      if (error instanceof MulterError || isMalformed(error)) return next(new AppError(422, MALFORMED))
      return next(error)
    })
  }
}

const MALFORMED =
  'Не удалось прочитать отправленную форму. Вернитесь на страницу, выберите один файл и попробуйте ещё раз.'

/** busboy's complaints about a broken multipart body are plain errors. */
const isMalformed = (error: unknown): boolean =>
  error instanceof Error && /multipart|boundary|unexpected end|malformed|request (aborted|closed)/i.test(error.message)

export const uploadedFile = (req: Request): UploadedFile | undefined =>
  req.file === undefined ? undefined : { name: req.file.originalname, bytes: req.file.buffer }
