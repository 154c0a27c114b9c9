export type Attachment = {
  fileName: string
  /** `application/xml`, without parameters. */
  contentType: string
  content: Buffer
}

/** A letter as a feature writes it: to one person, in plain text. */
export type Letter = {
  /** The same key twice is one letter: `application_submitted:42:1`. Up to 120 characters. */
  dedupeKey: string
  /** Short name of the kind of letter: `application_submitted`. */
  kind: string
  /** One e-mail address that was validated; a national domain may be in its own letters. */
  recipient: string
  /** One line, up to 500 characters. */
  subject: string
  body: string
  attachments?: Attachment[]
  /** What the letter is about. */
  applicationId?: number
  organisationId?: number
}

export type LetterState = 'waiting' | 'sent' | 'failed'
