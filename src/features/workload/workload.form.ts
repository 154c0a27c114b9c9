import { optional } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { day } from '../../validation/rules/day'

/** The days that the page counts over. */
export const spanForm = defineForm({ from: optional(day('С')), until: optional(day('По')) })
