import { Router } from 'express'
import type { Deps } from '../deps'
import { accessibilityRoutes } from './accessibility/accessibility.routes'
import { accountsRoutes } from './accounts/accounts.routes'
import { administrationRoutes } from './administration/administration.routes'
import { announcementsRoutes } from './announcements/announcements.routes'
import { assignmentsRoutes } from './assignments/assignments.routes'
import { auditLogRoutes } from './audit-log/audit-log.routes'
import { cabinetRoutes } from './cabinet/cabinet.routes'
import { calendarRoutes } from './calendar/calendar.routes'
import { certificatesRoutes } from './certificates/certificates.routes'
import { classifiersRoutes } from './classifiers/classifiers.routes'
import { codesRoutes } from './codes/codes.routes'
import { contactsRoutes } from './contacts/contacts.routes'
import { demoRoutes } from './demo/demo.routes'
import { demoAuthorityRoutes } from './demo-authority/demo-authority.routes'
import { faqRoutes } from './faq/faq.routes'
import { formsRoutes } from './forms/forms.routes'
import { helpRoutes } from './help/help.routes'
import { homeRoutes } from './home/home.routes'
import { letterApplicationRoutes } from './letter-applications/letter-applications.routes'
import { lettersRoutes } from './letters/letters.routes'
import { enterpriseTypesRoutes } from './offices/enterprise-types.routes'
import { officesRoutes } from './offices/offices.routes'
import { offlineRoutes } from './offline/offline.routes'
import { profileRoutes } from './profile/profile.routes'
import { recoveryRoutes } from './recovery/recovery.routes'
import { registerRoutes } from './register/register.routes'
import { registrationRoutes } from './registration/registration.routes'
import { reasonsRoutes } from './rejection-reasons/reasons.routes'
import { reportReviewRoutes } from './report-review/report-review.routes'
import { reportsRoutes } from './reports/reports.routes'
import { reviewRoutes } from './review/review.routes'
import { securityRoutes } from './security/security.routes'
import { signInRoutes } from './sign-in/sign-in.routes'
import { membersRoutes } from './staff/members.routes'
import { staffPasswordRoutes } from './staff/password.routes'
import { supportRoutes } from './support/support.routes'
import { trustRoutes } from './trust/trust.routes'
import { workloadRoutes } from './workload/workload.routes'

/** Every feature's pages. One line a feature. */
export const features = (deps: Deps): Router => {
  const router = Router()
  // First, because everybody comes here; a request passes the routes of all features before its own.
  router.use(registrationRoutes(deps))
  router.use(homeRoutes(deps))
  router.use(accessibilityRoutes(deps))
  router.use(announcementsRoutes(deps))
  router.use(codesRoutes(deps))
  router.use(administrationRoutes(deps))
  router.use(membersRoutes(deps))
  router.use(staffPasswordRoutes(deps))
  router.use(officesRoutes(deps))
  router.use(enterpriseTypesRoutes(deps))
  router.use(calendarRoutes(deps))
  router.use(classifiersRoutes(deps))
  router.use(reasonsRoutes(deps))
  router.use(workloadRoutes(deps))
  router.use(auditLogRoutes(deps))
  router.use(lettersRoutes(deps))
  router.use(helpRoutes(deps))
  router.use(offlineRoutes(deps))
  router.use(signInRoutes(deps))
  router.use(faqRoutes(deps))
  router.use(supportRoutes(deps))
  router.use(accountsRoutes(deps))
  router.use(recoveryRoutes(deps))
  router.use(cabinetRoutes(deps))
  router.use(certificatesRoutes(deps))
  router.use(profileRoutes(deps))
  router.use(contactsRoutes(deps))
  router.use(securityRoutes(deps))
  router.use(letterApplicationRoutes(deps))
  router.use(reviewRoutes(deps))
  router.use(registerRoutes(deps))
  // Before the forms: their page takes any word for a number.
  router.use(assignmentsRoutes(deps))
  router.use(formsRoutes(deps))
  router.use(reportsRoutes(deps))
  router.use(reportReviewRoutes(deps))
  router.use(trustRoutes(deps))
  router.use(demoRoutes(deps))
  router.use(demoAuthorityRoutes(deps))
  return router
}
