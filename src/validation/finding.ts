/**
 * What formal-logical control (ФЛК) says about one field.
 * An error blocks sending; a warning is shown beside the field and asks for a tick before sending.
 */
export type Finding = {
  /** Name of the form field, also the id of its input on the page. */
  field: string
  severity: 'error' | 'warning'
  /** Name of the rule, stable, for the stored protocol: `inn.check_digit`. */
  rule: string
  /** The Russian sentence that the person reads. It says what to do. */
  message: string
}
