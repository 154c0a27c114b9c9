import type { Router } from 'express'
import { readCertificate } from '../../crypto/certificate'
import type { Deps } from '../../deps'
import { formatDateTime } from '../../http/dates'
import { notFound } from '../../http/errors'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { sendCertificate } from '../../http/send-file'
import { userId } from '../../http/session'
import { certificateView } from '../certificates/certificate.view'
import { findOwnCertificate, listOwnCertificates } from '../certificates/organisation-certificates.repository'
import { contactCells, fullName, stateOf } from '../contacts/contact.view'
import { listContacts } from '../contacts/contacts.repository'
import { findFactor, usersWithFactor } from '../second-factor/second-factors.repository'
import {
  findAccount,
  findReasons,
  findRegisterValues,
  listApplications,
  listChanges,
  listLetters,
  listReports,
  SHOWN,
} from './card.repository'
import {
  APPLICATION_HEAD,
  applicationRow,
  changeItem,
  DATA_HEAD,
  dataRows,
  LETTER_HEAD,
  letterRow,
  REPORT_HEAD,
  reportRow,
  standingWords,
} from './card.view'
import { ownOrganisation } from './own-organisation'
import { standingTag } from './register.view'

/** The card of an organisation: everything the office knows of it, and what it can do. */
export const cardRoutes = (router: Router, { db, clock, reference, forms }: Deps): void => {
  router.get(paths.office.organisation(':id'), async (req, res) => {
    const { staff, organisation } = await ownOrganisation(db, req)
    const { id, okpo } = organisation
    const account = await findAccount(db, id)
    const factor = account && (await findFactor(db, userId('account', account.id)))
    const certificates = await listOwnCertificates(db, id)
    const contacts = await listContacts(db, id, clock())
    const canReset = staff.role !== 'specialist'
    const accepted = contacts.filter(({ state }) => state !== 'invited')
    const guarded = await usersWithFactor(
      db,
      canReset ? accepted.map(({ personId }) => userId('person', personId)) : [],
    )
    const reports = await Promise.all(
      (await listReports(db, id)).map(async row =>
        reportRow(row, (await forms.get(row.templateId)).form.template, staff.officeId, staff.timeZone),
      ),
    )
    res.page('register/card', {
      organisation,
      tag: standingTag(organisation),
      standing: standingWords(organisation, await findReasons(db, id), staff.timeZone),
      dataHead: DATA_HEAD,
      data: dataRows(organisation, await findRegisterValues(db, id), await reference.get()),
      account: account && {
        createdAt: formatDateTime(account.createdAt, staff.timeZone),
        lastSignInAt: formatDateTime(account.lastSignInAt, staff.timeZone),
        passwordChangedAt: formatDateTime(account.passwordChangedAt, staff.timeZone),
        factorEnabledAt: factor && formatDateTime(factor.enabledAt, staff.timeZone),
      },
      certificates: certificates.map(certificate => ({
        ...certificateView(certificate.id, readCertificate(certificate.der)),
        href: paths.office.organisationCertificate(id, certificate.id),
      })),
      contacts: contacts.map(contact => {
        const { text, tone } = stateOf(contact)
        return { cells: [...contactCells(contact), { tag: { text, tone } }] }
      }),
      canReset,
      persons: accepted.map(contact => ({
        name: fullName(contact),
        sessions: paths.office.contactSessions(id, contact.id),
        reset: guarded.has(userId('person', contact.personId))
          ? paths.office.contactSecondFactor(id, contact.id)
          : undefined,
      })),
      applicationHead: APPLICATION_HEAD,
      applications: (await listApplications(db, okpo)).map(row => applicationRow(row, staff.officeId, staff.timeZone)),
      reportHead: REPORT_HEAD,
      reports,
      letterHead: LETTER_HEAD,
      letters: (await listLetters(db, id)).map(row => letterRow(row, staff.timeZone)),
      changes: (await listChanges(db, id, account?.id)).map(change => changeItem(change, staff.timeZone)),
      shown: SHOWN,
      canRecover: account !== undefined && organisation.archivedAt === null && organisation.blockedAt === null,
    })
  })

  router.get(paths.office.organisationCertificate(':id', ':certificate'), async (req, res) => {
    const { organisation } = await ownOrganisation(db, req)
    const certificate = await findOwnCertificate(db, organisation.id, recordNumber(req.params.certificate))
    if (certificate === undefined) throw notFound()
    sendCertificate(res, certificate)
  })
}
