import { defineForm } from '../../validation/form'
import { okpo } from '../../validation/rules/okpo'

export const okpoForm = defineForm({ okpo })
