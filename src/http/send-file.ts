import type { Response } from 'express'

/** A file to keep: the browser saves it and guesses nothing about it. */
export const sendFile = (res: Response, file: { name: string; type: string; bytes: Uint8Array }): void => {
  res.set('Content-Type', file.type)
  res.set('Content-Disposition', `attachment; filename="${file.name.replace(/[^\w.-]/g, '_')}"`)
  res.set('Cache-Control', 'private, no-store')
  res.end(Buffer.from(file.bytes))
}

export const sendCertificate = (res: Response, { id, der }: { id: number; der: Uint8Array }): void =>
  sendFile(res, { name: `certificate-${id}.cer`, type: 'application/pkix-cert', bytes: der })
