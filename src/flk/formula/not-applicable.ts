/** The control cannot be applied to this template or report: it is skipped, with the reason. */
export class NotApplicable extends Error {
  constructor(readonly reason: string) {
    super(reason)
    this.name = 'NotApplicable'
  }
}
