import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import type { Request, Response } from 'express'
import multer from 'multer'

/** A file that went to the disk as it came. It is removed with the answer unless somebody keeps it. */
export type StoredFile = { name: string; path: string; bytes: number; keep(): void }

declare module 'express-serve-static-core' {
  interface Request {
    keepsUpload?: boolean
  }
}

/** Where files too large for memory go, under names of our own: theirs is only a name. */
export const diskStorage = (directory: string): multer.StorageEngine =>
  multer.diskStorage({
    destination: (_req, _file, done) => {
      mkdirSync(directory, { recursive: true })
      done(null, directory)
    },
    filename: (_req, _file, done) => done(null, `upload-${randomUUID()}.csv`),
  })

/** Whatever becomes of the request (a stale token, an error, a refusal), its file does not stay on the disk. */
export const removeUnlessKept = (req: Request, res: Response): void => {
  res.once('close', () => {
    if (req.file?.path !== undefined && req.keepsUpload !== true) rmSync(req.file.path, { force: true })
  })
}

export const storedFile = (req: Request): StoredFile | undefined =>
  req.file === undefined
    ? undefined
    : {
        name: req.file.originalname.slice(0, 255),
        path: req.file.path,
        bytes: req.file.size,
        keep: () => {
          req.keepsUpload = true
        },
      }
