import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import express, { Router } from 'express'
import { directories } from '../directories'

type Stylesheet = { address: string; plain: Buffer; compressed: Buffer }

/** The stylesheet that the build made: its name carries a hash of the content. Compressed once, at start. */
export const loadStylesheet = (): Stylesheet => {
  const folder = join(directories.public, 'css')
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { 'app.css': string }
  const plain = readFileSync(join(folder, manifest['app.css']))
  return { address: `/assets/css/${manifest['app.css']}`, plain, compressed: gzipSync(plain, { level: 9 }) }
}

/** The stylesheet never changes under its name and is kept for a year; pictures for a day. */
export const assets = (stylesheet: Stylesheet): Router => {
  const router = Router()
  router.get(stylesheet.address, (req, res) => {
    res.type('css').set('Cache-Control', 'public, max-age=31536000, immutable').vary('Accept-Encoding')
    if (!req.acceptsEncodings('gzip')) return void res.end(stylesheet.plain)
    res.set('Content-Encoding', 'gzip').end(stylesheet.compressed)
  })
  router.use('/assets', express.static(directories.public, { index: false, redirect: false, maxAge: '1d' }))
  return router
}
