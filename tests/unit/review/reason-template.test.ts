import { fillTemplate, unknownPlaces } from '../../../src/features/rejection-reasons/reason-template'

const VALUES = { номер: '2026-000001', окпо: '12345678', организация: 'ООО «{номер}»', тогс: 'КЕМЕРОВОСТАТ' }

it('fills every place, in any capitals, once', () => {
  expect(fillTemplate('{Номер}: {организация}, {ОКПО}, {тогс}', VALUES)).toBe(
    '2026-000001: ООО «{номер}», 12345678, КЕМЕРОВОСТАТ',
  )
})

it.each(['{адрес}', '{}', '{ номер }', '{constructor}', '{номер'])('leaves «%s» as it is', text => {
  expect(fillTemplate(text, VALUES)).toBe(text)
})

it('names the places that are not known', () => {
  expect(unknownPlaces('{номер} {адрес} {ОКПО} {дата }')).toEqual(['адрес', 'дата '])
})
