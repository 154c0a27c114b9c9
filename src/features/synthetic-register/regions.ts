/** A subject of the Federation in the made-up register. */
export type Region = { subject: string; territory: string; office: number; weight: number }

/**
 * Each subject: its code, the first digits of its ОКАТО and ОКТМО, the number of its office, and its weight: thousands
 * of people in its towns (2021), not below 15; a weight of 15 stands for an unknown one too. Enterprises live in towns.
 */
const FACTS = `
01 79 23 157; 02 80 02 2419; 03 81 03 515; 04 84 22 63; 05 82 05 1184; 06 26 26 223; 07 83 26 453;
08 85 30 128; 09 91 26 185; 10 86 10 461; 11 87 11 587; 12 88 12 338; 13 89 13 423; 14 98 14 480;
15 90 26 438; 16 92 16 2781; 17 93 24 148; 18 94 18 984; 19 95 24 316; 20 96 95 469; 21 97 21 733;
22 01 22 1263; 23 03 23 2618; 24 04 24 1947; 25 05 25 1317; 26 07 26 1475; 27 08 27 967; 28 10 28 469;
29 11 29 802; 30 12 30 638; 31 14 31 848; 32 15 32 728; 33 17 33 1065; 34 18 34 1822; 35 19 35 789;
36 20 36 1306; 37 24 37 810; 38 25 38 1712; 39 27 39 718; 40 29 40 721; 41 30 41 242; 42 32 42 2164;
43 33 43 804; 44 34 44 425; 45 37 66 505; 46 38 46 639; 47 41 78 974; 48 42 48 746; 49 44 27 102;
50 46 77 4710; 51 47 51 665; 52 22 52 2344; 53 49 53 393; 54 50 54 1912; 55 52 55 1255; 56 53 56 1226;
57 54 57 437; 58 56 58 823; 59 57 59 1877; 60 58 60 417; 61 60 61 2826; 62 61 62 721; 63 36 63 2458;
64 63 64 1685; 65 64 65 356; 66 65 66 3507; 67 66 67 661; 68 68 68 557; 69 28 69 892; 70 69 70 726;
71 70 71 1108; 72 71 72 813; 73 73 73 795; 74 75 74 2761; 75 76 75 503; 76 78 76 993; 77 45 77 11514;
78 40 78 4849; 79 99 27 85; 83 11 29 21; 86 71 72 1227; 87 77 27 23; 89 71 72 408; 90 23 85 15;
91 35 82 960; 92 67 82 393; 93 21 80 15; 94 43 81 15; 95 74 84 15
`

/** Where more enterprises are registered than the number of people explains. */
const DENSER: Record<string, number> = { '77': 1.9, '78': 1.5, '50': 1.1, '23': 1.2, '54': 1.15 }

export const REGIONS: readonly Region[] = FACTS.trim()
  .split(';')
  .map(fact => {
    const [subject = '', territory = '', office, weight] = fact.trim().split(' ')
    return { subject, territory, office: Number(office), weight: Number(weight) * (DENSER[subject] ?? 1) }
  })

const WHOLE = REGIONS.reduce((sum, { weight }) => sum + weight, 0)

/** How many of `total` things each region gets, by weight; the largest remainders take what is left over. */
export const shareOut = (total: number): number[] => {
  const exact = REGIONS.map(({ weight }) => (total * weight) / WHOLE)
  const shares = exact.map(Math.floor)
  const left = total - shares.reduce((sum, share) => sum + share, 0)
  const byRemainder = exact.map((share, index) => ({ index, rest: share % 1 }))
  byRemainder.sort((one, other) => other.rest - one.rest || one.index - other.index)
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1
  return shares
}
