import { organisationsNamed, tellingWords } from '../../../src/features/organisations/organisation-words'
import { fillRegister } from '../../../src/features/synthetic-register/fill'
import { syntheticRegister } from '../../../src/features/synthetic-register/register'
import { NOW } from '../../support/app'
import { buildOrganisation } from '../../support/builders'
import { createDatabase } from '../../support/database'

it('fills a database beside what is there, with words and accounts, and leaves it as it was otherwise', async () => {
  const database = await createDatabase()
  const { db } = database
  try {
    await buildOrganisation(db)
    const register = syntheticRegister({ total: 500 })
    await fillRegister(db, register, { at: NOW, passwordHash: 'x' })
    expect((await db('organisations').count({ total: '*' }).first())?.total).toBe(501)
    const passwords = Array.from({ length: 500 }, (_, index) => register.row(index)).filter(row => row.hasPassword)
    expect((await db('accounts').count({ total: '*' }).first())?.total).toBe(passwords.length)
    const { shortName, okpo, officeId } = register.row(123)
    const found = organisationsNamed(db, { words: tellingWords(shortName), officeIds: [officeId], limit: 100 })
    expect(await db('organisations').whereIn('id', found).pluck('okpo')).toContain(okpo)
    // Its number is the next one, and the unique index is there again.
    const later = await buildOrganisation(db)
    expect(later.id).toBeGreaterThan(501)
    await expect(buildOrganisation(db, { okpo })).rejects.toMatchObject({ message: expect.stringMatching(/unique/i) })
  } finally {
    await database.destroy()
  }
})
