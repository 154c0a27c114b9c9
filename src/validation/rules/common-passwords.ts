/**
 * Words that people make passwords of: alone, written twice, with digits and signs at the ends (`Пароль2026!`) or with
 * signs in place of letters (`P@ssw0rd`). Russian words stand in three writings: in Cyrillic, in Latin letters and as
 * the same keys give in the Latin layout. Our own choice for this system.
 */
const WORDS = new Set(
  `
  password passwort passw passwd pass passkey secret secretkey login signin username user root admin administrator
  adminadmin superuser superadmin sysadmin guest test tester testtest temp temporary default change changeme
  changeit welcome letmein enter access master manager director office company business account accountant
  service server system windows linux ubuntu oracle postgres mysql database internet network computer hello
  iloveyou loveyou mylove princess sunshine shadow dragon monkey football baseball superman batman pokemon
  starwars freedom whatever trustno flower summer winter spring autumn january february march april june july august
  september october november december monday tuesday wednesday thursday friday saturday sunday
  aa aaa qq abc qwe asd zxc абв йцу фыв ячс
  qwerty qwertyu qwertyui qwertyuiop qwert qwerasdf qwerasdfzxcv qweasd qweasdzxc qweqwe qweewq asdf asdfg asdfgh
  asdfghj asdfghjkl asdasd zxcv zxcvb zxcvbn zxcvbnm zxcvbnmasdfghjkl qazwsx qazwsxedc qazxsw wsxedc edcrfv
  qaz2wsx qaz@wsx q2w3e4r q2w3e4r5t q1w2e3 q1w2e3r4 q1w2e3r4t5 a1s2d3 a1s2d3f4 z1x2c3 z1x2c3v4 zaq12wsx zaq1xsw 1qaz2wsx
  1qaz2wsx3edc 1q2w3e 1q2w3e4r 1q2w3e4r5t abcd abcde abcdef abcdefg abcdefgh abcabc aaaa aaaaaa aaaaaaaa
  йцукен йцукенг йцукенгш йцукенгшщзх йцук йцуке фывапролд фывапро фывапр фыва ячсмить ячсмитьбю ячсм йфяцычувс
  йцуфыв йцуйцу фывфыв й1ц2у3к4 й1ц2у3 1й2ц3у 1й2ц3у4к абвг абвгд абвгде
  пароль парольпароль секрет привет приветик здравствуйте админ администратор пользователь тест тестовый
  любовь люблю россия москва питер спартак зенит динамо солнышко солнце зайчик котенок кошка собака наташа
  марина светлана татьяна ирина елена ольга анна мария екатерина алексей александр дмитрий сергей андрей николай
  владимир максим иван михаил бухгалтер бухгалтерия директор организация предприятие компания отчет отчетность
  статистика росстат налог январь февраль март апрель июнь июль август сентябрь октябрь ноябрь декабрь
  весна лето осень зима понедельник вторник среда четверг пятница
  gfhjkm gfhjkmgfhjkm ghbdtn ghbdtnbr flvby flvbybcnhfnjh jnxtn jnxtnyjcnm hjccnfn cnfnbcnbrf vjcrdf hjccbz
  k.,jdm rjntyjr cjkysirj yfnfif vfhbyf ,e[ufknth lbhtrnjh jhufybpfwbz cgfhnfr
  parol parolparol privet rossiya rossia russia moskva moscow spartak zenit dinamo solnyshko kotenok natasha marina
  svetlana tatyana irina elena olga maria ekaterina alexey aleksey alexander aleksandr dmitry dmitriy sergey andrey
  nikolay vladimir maksim ivan mihail buhgalter buhgalteria direktor organizacia otchet otchetnost
  statistika statistics rosstat rosstatistika goskomstat websbor report nalog okpo
  `
    .split(/\s+/)
    .filter(word => word !== ''),
)

/** Signs that stand for letters; each text is tried with and without the exchange. */
const LETTERS: Record<string, string> = { '@': 'a', '0': 'o', '1': 'l', '!': 'i', '3': 'e', $: 's', '5': 's', '7': 't' }

/** Whether a password is one of the words above in one of its usual disguises. Capitals do not matter. */
export const isCommonPassword = (password: string): boolean => {
  const text = password.toLowerCase().replaceAll('ё', 'е')
  const cores = [text, ...ENDS.map(ends => text.replace(ends, ''))]
  return cores.flatMap(core => [core, deciphered(core), half(core)]).some(form => WORDS.has(form))
}

/** What is put around a word: signs behind it; digits and signs behind it; digits and signs on both sides. */
const ENDS = [/[^\p{L}\p{N}]+$/u, /\P{L}+$/u, /^\P{L}+|\P{L}+$/gu]

const deciphered = (text: string): string => text.replace(/[@01!3$57]/g, sign => LETTERS[sign] ?? sign)

/** The first half of a text that is one word written twice; otherwise nothing. */
const half = (text: string): string => {
  const first = text.slice(0, text.length / 2)
  return first.repeat(2) === text ? first : ''
}
