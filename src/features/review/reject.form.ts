import { choice, text } from '../../validation/fields'
import { defineForm } from '../../validation/form'

const MIN = 10
const MAX = 2000

/** Why an application is rejected: one of these reasons, and in words that the applicant understands. */
export const rejectForm = (codes: readonly string[]) =>
  defineForm({
    reason: choice(codes, 'Выберите причину отказа'),
    explanation: text({
      required: 'Объясните заявителю, почему заявка отклонена и что ему делать дальше',
      max: MAX,
      tooLong: `Объяснение не длиннее ${MAX} знаков: сократите его`,
    }).refine(explanation => [...explanation].length >= MIN, {
      message: `Объяснение слишком короткое: напишите не меньше ${MIN} знаков`,
      params: { rule: 'explanation.too_short' },
    }),
  })
