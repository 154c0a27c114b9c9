import type { StaffMember } from '../../http/identity'
import type { Finding } from '../../validation/finding'
import type { staffMemberForm } from './staff-member.form'
import type { Member } from './staff-members.repository'

/** An error of one field. */
export const wrong = (field: string, rule: string, message: string): Finding => ({
  field,
  severity: 'error',
  rule,
  message,
})

type Known = ReturnType<typeof staffMemberForm.parse>['known']

/** What is wrong although each field is right: a role beyond one's own, an office that is missing, oneself shut out. */
export const wrongTogether = (
  admin: StaffMember,
  before: Member | undefined,
  known: Known,
  officeId: number | null,
): Finding[] => {
  const findings: Finding[] = []
  if (known.role === 'system_admin' && admin.role !== 'system_admin')
    findings.push(wrong('role', 'staff.role', 'Выберите роль'))
  if (known.role !== undefined && known.role !== 'system_admin' && officeId === null)
    findings.push(
      wrong('office', 'staff.office', 'Выберите ТОГС: специалист и администратор ТОГС работают в одном органе'),
    )
  if (
    before?.id === admin.staffId &&
    (known.active === false || (known.role !== undefined && known.role !== admin.role))
  )
    findings.push(
      wrong('role', 'staff.self', 'Свою роль и свой доступ изменить нельзя: попросите другого администратора'),
    )
  return findings
}
