/**
 * The check digit of codes of the all-Russian classifiers (ОКПО, ОКТМО, ОКАТО).
 * Source: ПР 50.1.024-2005, appendix В. Weights 1, 2, … 10 and again from 1; the remainder of the sum by 11.
 * When it is 10 the sum is taken once more with weights 3, 4, … 10 and again from 1; when it is 10 again, the digit is 0.
 * Errors: none; `digits` holds digits only and no check digit.
 */
export const classifierCheckDigit = (digits: string): number => {
  const first = remainder(digits, 1)
  return first < 10 ? first : remainder(digits, 3) % 10
}

/** Weights run from `start` to 10 and then from 1: without the wrap one entrepreneur in twelve is judged wrong. */
const remainder = (digits: string, start: number): number => {
  let sum = 0
  for (let index = 0; index < digits.length; index++) sum += Number(digits[index]) * (((start - 1 + index) % 10) + 1)
  return sum % 11
}
