import { prepareTemplate } from './database'

/** Migrates and fills one template database; every test file works on a copy of it. */
export default async function globalSetup(): Promise<void> {
  await prepareTemplate()
}
