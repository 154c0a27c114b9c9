import { removeTemplate } from './database'

export default async function globalTeardown(): Promise<void> {
  await removeTemplate()
}
