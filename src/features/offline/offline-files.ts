import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FormVersion } from '../forms/form'
import type { FormCache } from '../forms/form-cache'
import { offlineForm } from './offline-form'

/** A form as a file to hand out: the bytes both ways, and what tells one state of it from another. */
export type OfflineFile = { name: string; etag: string; plain: Buffer; compressed: Buffer }

/** Files kept at most: about 200 KB each, a form with large dictionaries a few megabytes. */
const MAX_FILES = 40

const pack = promisify(gzip)

/**
 * Forms as files, made once a process and version of a template; the one that was not asked for longest makes room. The
 * mark of a file changes with the template and with the program that fills it in.
 */
export class OfflineFiles {
  private readonly ready = new Map<number, Promise<OfflineFile>>()

  constructor(private readonly forms: FormCache) {}

  async get(version: FormVersion): Promise<OfflineFile> {
    const found = this.ready.get(version.id) ?? this.make(version)
    this.ready.delete(version.id)
    this.ready.set(version.id, found)
    for (const oldest of this.ready.keys()) {
      if (this.ready.size <= MAX_FILES) break
      this.ready.delete(oldest)
    }
    try {
      return await found
    } catch (error) {
      this.ready.delete(version.id)
      throw error
    }
  }

  private async make(version: FormVersion): Promise<OfflineFile> {
    const { form } = await this.forms.get(version.id)
    const plain = Buffer.from(offlineForm(form.template), 'utf8')
    return {
      name: `forma-${version.okud}-${version.version}.html`,
      etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
      plain,
      compressed: await pack(plain, { level: 9 }),
    }
  }
}
