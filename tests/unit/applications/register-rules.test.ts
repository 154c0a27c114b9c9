import { agreesWithRegister, COMPARED } from '../../../src/features/applications/control/register-rules'
import { GENERAL } from '../../support/applicant'
import { anOrganisation, type Case, saidBy } from './facts'

const found = { registerState: 'found' } as const
const differs = (name: string, registered: string) =>
  `${name} отличается от данных реестра («${registered}»): проверьте значение`

it.each<Case>([
  ['agrees with a record that knows little', { ...found, organisation: anOrganisation() }, []],
  ['has nothing to agree with', { organisation: undefined }, []],
  [
    'is not compared with an archived record',
    { registerState: 'archived', organisation: anOrganisation({ inn: '1' }) },
    [],
  ],
  [
    'tells the value of the register',
    { ...found, organisation: anOrganisation({ inn: '7708503727' }) },
    [`warning inn: ${differs('ИНН', '7708503727')}`],
  ],
  [
    'tells the office of the register by its label',
    { ...found, organisation: anOrganisation({ officeId: 77 }) },
    [`warning officeCode: ${differs('ТОГС (РОГС)', '№ 77 – МОССТАТ')}`],
  ],
  [
    'does not mind capitals, quotation marks, dashes and spaces',
    {
      ...found,
      organisation: anOrganisation({
        shortName: 'ооо  "ПРИМЕР"',
        postalAddress: '650000, КЕМЕРОВО, Советский  проспект, 1',
      }),
    },
    [],
  ],
  [
    'does not compare what is not typed',
    { ...found, organisation: anOrganisation({ okato: '32' }), general: { okato: '' } },
    [],
  ],
  [
    'does not compare what is typed wrong',
    { ...found, organisation: anOrganisation({ inn: '7708503727' }), general: { inn: '1' } },
    [],
  ],
  [
    'does not compare an office that is not known',
    { ...found, organisation: anOrganisation({ officeId: 77 }), general: { officeCode: 'Нов' } },
    [],
  ],
])('An application %s', (_title, given, said) => {
  expect(saidBy(agreesWithRegister, given)).toEqual(said)
})

it('compares every field that the register may know', () => {
  const general = { ...GENERAL, okved: '01.11', okogu: '4210014', okato: '32' }
  const other = Object.fromEntries(COMPARED.map(field => [field, 'другое']))
  const said = saidBy(agreesWithRegister, {
    ...found,
    general,
    organisation: anOrganisation({ ...other, officeId: 77 }),
  })

  expect(said.map(line => /^warning (\w+):/.exec(line)?.[1])).toEqual([...COMPARED])
})
