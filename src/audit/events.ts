/** Every event that the audit log knows. What is not in this list cannot be written. */
export const AUDIT_EVENTS = [
  'application.created',
  'application.submitted',
  'application.resubmitted',
  'application.withdrawn',
  'application.link_sent',
  'application.taken',
  'application.released',
  'application.returned',
  'application.rejected',
  'application.approved',
  'application.certificate_added',
  'application.certificate_removed',
  'signature.received',
  'signature.rechecked',
  'organisation.registered',
  'account.created',
  'account.renewed',
  'account.signed_in',
  'account.sign_in_failed',
  'account.signed_out',
  'staff.signed_in',
  'staff.sign_in_failed',
  'staff.signed_out',
  'trust.certificate_added',
  'trust.certificate_removed',
  'trust.list_added',
] as const

export type AuditEvent = (typeof AUDIT_EVENTS)[number]

export type Subject = 'application' | 'organisation' | 'account' | 'staff' | 'trust_certificate' | 'revocation_list'
