/** A formula that cannot be understood: a defect of the template. */
export class FormulaError extends Error {
  constructor(
    message: string,
    /** Character of the formula, counted from one. */
    readonly position: number,
  ) {
    super(message)
    this.name = 'FormulaError'
  }
}
