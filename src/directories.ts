import { extname, resolve } from 'node:path'

/** Where things lie, seen from the sources (tests) and from the build alike. */
const compiled = extname(__filename) === '.js'
const root = resolve(__dirname, '..')

export const directories = {
  root,
  views: resolve(root, 'views'),
  public: resolve(root, 'public'),
  migrations: compiled ? resolve(__dirname, 'migrations') : resolve(root, 'migrations'),
  seeds: compiled ? resolve(__dirname, 'seeds') : resolve(root, 'seeds'),
} as const
