import { chance, fraction, permutation } from './chance'
import { branchNumber, legalCodes, personCodes } from './identifiers'
import { firmRoot, personName } from './names'
import { REGIONS, type Region, shareOut } from './regions'

/** The published number of respondents. */
export const WHOLE_COUNTRY = 5_714_148

export type SyntheticRow = {
  okpo: string
  enterpriseType: 'legal' | 'entrepreneur' | 'branch'
  shortName: string
  fullName: string
  inn: string | null
  ogrn: string | null
  okved2: string
  okopf: string
  okfs: string
  okogu: string
  oktmo: string
  okato: string
  parentOkpo: string | null
  email: string
  postalAddress: string
  officeId: number
  archived: boolean
  /** Whether the state register knows it; a few have only registered with us. */
  synchronised: boolean
  hasPassword: boolean
}

export type SyntheticRegister = { total: number; row(index: number): SyntheticRow }

type Block = { region: Region; start: number; size: number }

const OKVED2 =
  '01.11 10.71 16.10 25.11 33.12 41.20 43.21 45.20 46.90 47.11 47.25 49.41 55.10 56.10 62.01 68.20 69.20 71.12 85.41 86.21 96.02'.split(
    ' ',
  )
const LEGAL_FORMS = [
  ['12300', 'ООО', 'Общество с ограниченной ответственностью', 0.86],
  ['12267', 'АО', 'Акционерное общество', 0.92],
  ['75403', 'МБУ', 'Муниципальное бюджетное учреждение', 0.97],
  ['70400', 'Фонд', 'Фонд', 1],
] as const

/**
 * A made-up register of the size of the country: `row(index)` is a pure function of the seed and the index, so any row
 * can be made alone, in any order, by any number of processes. 44 % legal entities, 50 % entrepreneurs, 6 % ТОСП, in the
 * regions by their towns; all ОКПО, ИНН and ОГРН are unique and their check digits right.
 * @param total up to 6 million: beyond that there are not enough numbers
 */
export const syntheticRegister = ({ seed = 20_260_101, total = WHOLE_COUNTRY } = {}): SyntheticRegister => {
  const legal = Math.round(total * 0.44)
  const branches = Math.round(total * 0.06)
  const people = total - legal - branches
  const order = permutation(total, seed)
  const codes = { legal: legalCodes(seed), people: personCodes(seed) }
  const blocks = { legal: blocksOf(legal), people: blocksOf(people), branches: blocksOf(branches) }
  // The parent of a branch: any legal entity, if there is one.
  const parentOf = (place: number): string => codes.legal.okpo(legal === 0 ? 0 : chance(seed, place, 13) % legal)

  const special = (
    place: number,
  ): Pick<
    SyntheticRow,
    'enterpriseType' | 'shortName' | 'fullName' | 'okpo' | 'inn' | 'ogrn' | 'okopf' | 'okfs' | 'okogu' | 'parentOkpo'
  > & { region: Region } => {
    if (place < legal) {
      const { region, start } = blockOf(blocks.legal, place)
      const part = fraction(seed, place, 14)
      const [okopf, short, full] = LEGAL_FORMS.find(([, , , upTo]) => part < upTo) ?? LEGAL_FORMS[0]
      const name = `«${firmRoot(seed, place)}${chance(seed, place, 15) % 3 === 0 ? `-${1 + (chance(seed, place, 16) % 99)}` : ''}»`
      const okfs = okopf === '75403' ? '14' : '16'
      return {
        region,
        enterpriseType: 'legal',
        shortName: `${short} ${name}`,
        fullName: `${full} ${name}`,
        okpo: codes.legal.okpo(place),
        ...codes.legal.rest(region.subject, place - start, place),
        okopf,
        okfs,
        okogu: '4210014',
        parentOkpo: null,
      }
    }
    if (place < legal + people) {
      const own = place - legal
      const { region, start } = blockOf(blocks.people, own)
      const name = personName(seed, place)
      return {
        region,
        enterpriseType: 'entrepreneur',
        shortName: `ИП ${name}`,
        fullName: `Индивидуальный предприниматель ${name}`,
        okpo: codes.people.okpo(own),
        ...codes.people.rest(region.subject, own - start, place),
        okopf: '50102',
        okfs: '16',
        okogu: '4210015',
        parentOkpo: null,
      }
    }
    const own = place - legal - people
    const parentOkpo = parentOf(place)
    const { region } = blockOf(blocks.branches, own)
    const name = `«${firmRoot(seed, place)}», подразделение ${1 + (own % 40)}`
    return {
      region,
      enterpriseType: 'branch',
      shortName: name,
      fullName: `Обособленное подразделение ${name}`,
      okpo: branchNumber(parentOkpo, own),
      inn: null,
      ogrn: null,
      okopf: '30002',
      okfs: '16',
      okogu: '4210014',
      parentOkpo,
    }
  }

  const row = (index: number): SyntheticRow => {
    const place = order(index)
    const { region, ...rest } = special(place)
    const archived = fraction(seed, place, 17) < 0.005
    const synchronised = fraction(seed, place, 18) >= 0.03
    return {
      ...rest,
      okved2: OKVED2[chance(seed, place, 19) % OKVED2.length] as string,
      oktmo: `${region.territory}701000`,
      okato: `${region.territory}401000000`,
      email: `unit-${place}@example.invalid`,
      postalAddress: `Синтетическая запись: регион ${region.subject}, ул. Образцовая, д. ${1 + (place % 300)}`,
      officeId: region.office,
      archived,
      synchronised,
      hasPassword: fraction(seed, place, 20) < 0.4,
    }
  }
  return { total, row }
}

const blocksOf = (total: number): Block[] => {
  let start = 0
  const blocks: Block[] = []
  for (const [index, size] of shareOut(total).entries()) {
    if (size > 0) blocks.push({ region: REGIONS[index] as Region, start, size })
    start += size
  }
  return blocks
}

const blockOf = (blocks: readonly Block[], place: number): Block => {
  let low = 0
  let high = blocks.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((blocks[middle] as Block).start <= place) low = middle
    else high = middle - 1
  }
  return blocks[low] as Block
}
