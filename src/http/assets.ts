import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import express, { Router } from 'express'
import { directories } from '../directories'
import { STYLESHEETS, type StylesheetManifest, type StylesheetName } from './view-settings'

type Stylesheet = { address: string; plain: Buffer; compressed: Buffer }
export type Stylesheets = Record<StylesheetName, Stylesheet>

/** The stylesheets that the build made: their names carry a hash of the content. Read and compressed once a process. */
export const loadStylesheets = (): Stylesheets => {
  loaded ??= load()
  return loaded
}

let loaded: Stylesheets | undefined

const load = (): Stylesheets => {
  const folder = join(directories.public, 'css')
  const { files } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as StylesheetManifest
  const read = (name: StylesheetName): Stylesheet => {
    const plain = readFileSync(join(folder, files[name]))
    return { address: `/assets/css/${files[name]}`, plain, compressed: gzipSync(plain, { level: 9 }) }
  }
  return Object.fromEntries(STYLESHEETS.map(name => [name, read(name)])) as Stylesheets
}

/** A stylesheet never changes under its name and is kept for a year; pictures for a day. */
export const assets = (stylesheets: Stylesheets): Router => {
  const router = Router()
  for (const { address, plain, compressed } of Object.values(stylesheets))
    router.get(address, (req, res) => {
      res.type('css').set('Cache-Control', 'public, max-age=31536000, immutable').vary('Accept-Encoding')
      if (!req.acceptsEncodings('gzip')) return void res.end(plain)
      res.set('Content-Encoding', 'gzip').end(compressed)
    })
  router.use('/assets', express.static(directories.public, { index: false, redirect: false, maxAge: '1d' }))
  return router
}
