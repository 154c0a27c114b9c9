import { choiceOf, text } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { REASONS } from '../applications/rejection-reasons'

const MIN = 10
const MAX = 2000

/** Why an application is rejected: from the list, and in words that the applicant understands. */
export const rejectForm = defineForm({
  reason: choiceOf(REASONS, 'Выберите причину отказа'),
  explanation: text({
    required: 'Объясните заявителю, почему заявка отклонена и что ему делать дальше',
    max: MAX,
    tooLong: `Объяснение не длиннее ${MAX} знаков: сократите его`,
  }).refine(explanation => [...explanation].length >= MIN, {
    message: `Объяснение слишком короткое: напишите не меньше ${MIN} знаков`,
    params: { rule: 'explanation.too_short' },
  }),
})
