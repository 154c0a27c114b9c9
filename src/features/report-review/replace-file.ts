import { open, rename } from 'node:fs/promises'

/** Writes a file so that others see the old one or the new one, whole and on the disk, and never a part. */
export const replaceFile = async (path: string, content: string): Promise<void> => {
  const begun = `${path}.part`
  const file = await open(begun, 'w')
  try {
    await file.writeFile(content, 'utf8')
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(begun, path)
}
