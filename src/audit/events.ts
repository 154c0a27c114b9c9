/** Every event that the audit log knows. What is not in this list cannot be written. */
export const AUDIT_EVENTS = [
  'application.created',
  'application.submitted',
  'application.resubmitted',
  'application.withdrawn',
  'application.discarded',
  'application.link_sent',
  'application.taken',
  'application.released',
  'application.handed_over',
  'application.note_added',
  'application.returned',
  'application.rejected',
  'application.approved',
  'application.certificate_added',
  'application.certificate_removed',
  'signature.received',
  'signature.rechecked',
  'organisation.registered',
  'organisation.changed',
  'organisation.certificate_added',
  'organisation.certificate_retired',
  'organisation.archived',
  'organisation.restored',
  'organisation.blocked',
  'organisation.unblocked',
  'register.import_started',
  'register.imported',
  'register.import_cancelled',
  'account.created',
  'account.renewed',
  'account.signed_in',
  'account.sign_in_failed',
  'account.signed_out',
  'account.recovery_requested',
  'account.recovery_refused',
  'account.recovery_link_sent',
  'account.password_recovered',
  'account.password_changed',
  'account.email_change_requested',
  'account.email_changed',
  'person.signed_in',
  'person.sign_in_failed',
  'person.signed_out',
  'person.recovery_requested',
  'person.recovery_refused',
  'person.password_set',
  'person.password_recovered',
  'person.password_changed',
  'person.email_change_requested',
  'person.email_changed',
  'contact.invited',
  'contact.invited_again',
  'contact.accepted',
  'contact.changed',
  'contact.suspended',
  'contact.restored',
  'contact.removed',
  'staff.signed_in',
  'staff.sign_in_failed',
  'staff.signed_out',
  'staff.created',
  'staff.changed',
  'staff.password_link_sent',
  'staff.password_set',
  'second_factor.enabled',
  'second_factor.disabled',
  'second_factor.codes_replaced',
  'second_factor.reset',
  'session.ended',
  'announcement.created',
  'announcement.changed',
  'letter.sent_again',
  'office.changed',
  'office.merged',
  'rejection_reason.changed',
  'enterprise_types.changed',
  'calendar.changed',
  'classifier.imported',
  'trust.certificate_added',
  'trust.certificate_removed',
  'trust.list_added',
  'form.imported',
  'form.changed',
  'form.archived',
  'form.restored',
  'form.assignment_prepared',
  'form.assigned',
  'form.assignment_dropped',
  'form.assignment_ended',
  'report.started',
  'report.correction_started',
  'report.carried_over',
  'report.discarded',
  'report.loaded',
  'report.sent',
  'report.delivered',
  'report.accepted',
  'report.needs_clarification',
  'report.refused_format',
  'report.refused_other_way',
  'support.asked',
  'support.written',
  'support.answered',
  'support.closed',
  'faq.created',
  'faq.changed',
] as const

export type AuditEvent = (typeof AUDIT_EVENTS)[number]

export type Subject =
  | 'application'
  | 'organisation'
  | 'organisation_change'
  | 'account'
  | 'person'
  | 'contact'
  | 'announcement'
  | 'letter'
  | 'office'
  | 'classifier'
  | 'calendar_year'
  | 'staff'
  | 'trust_certificate'
  | 'revocation_list'
  | 'register_import'
  | 'form'
  | 'form_assignment'
  | 'report'
  | 'support_question'
  | 'faq_entry'
