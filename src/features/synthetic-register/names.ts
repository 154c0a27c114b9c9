import { chance } from './chance'

/*
 * Names put together from parts: 60 × 50 roots of firms, 60 × 5 surnames. Nobody is meant: a name that exists is the
 * work of chance, which is why every record says that it is synthetic.
 */
const words = (text: string): string[] => text.trim().split(/\s+/)

const BEGINNINGS = words(`
  Агро Алтай Альфа Амур Арктик Астра Балт Бель Био Вектор Верхне Вита Волга Восток Гамма Гео Гидро Глобал Дальне Дон
  Евро Ёлка Запад Звезда Ижора Инвест Интер Кама Кедр Кубань Ладога Лена Макс Мега Метал Нева Нефте Ника Новая Обь Океан
  Онега Парма Полюс Прима Рос Север Сиб Сокол Союз Спец Техно Транс Урал Фарма Центр Эко Электро Энерго Юг`)

const ENDINGS = words(`
  авто агент аква бетон быт вест гарант град дент дизайн ком комплект консалт контакт лес лизинг лит логистик маркет
  маш мебель медиа мет монтаж навигатор опт пак партнёр пласт прибор проект пром ресурс сад свет сервис снаб софт старт
  стиль строй сфера тара тех торг трейд тур фонд хим экспресс`)

const STEMS = words(`
  Абрам Агаф Алёш Ануфри Бар Белоз Бобр Борис Верши Влас Волк Воробь Гаврил Голуб Горш Грач Гус Дем Дрозд Евдоким Ерем
  Жук Зай Зим Иван Игнат Казак Калин Карп Ким Козл Кольц Комар Королёк Кот Краснопол Куз Лебедь Леон Лис Лук Макар Матве
  Миха Мороз Назар Орл Остап Петр Полян Рыбак Рябин Сав Сид Сокол Степ Сух Тит Фёд Щерб`)
const SURNAME_ENDINGS = words('ов ин овский ский енко')

const FIRST = words(`
  Александр Алексей Анатолий Андрей Антон Борис Вадим Валерий Василий Виктор Виталий Владимир Вячеслав Геннадий Георгий
  Григорий Денис Дмитрий Евгений Егор Иван Игорь Илья Кирилл Константин Леонид Максим Михаил Никита Николай Олег Павел
  Пётр Роман Сергей Станислав Степан Фёдор Юрий Ярослав`)
const FATHERS = words(`
  Александрович Алексеевич Анатольевич Андреевич Антонович Борисович Вадимович Валерьевич Васильевич Викторович
  Витальевич Владимирович Вячеславович Геннадьевич Георгиевич Григорьевич Денисович Дмитриевич Евгеньевич Егорович
  Иванович Игоревич Ильич Кириллович Константинович Леонидович Максимович Михайлович Никитич Николаевич Олегович Павлович
  Петрович Романович Сергеевич Станиславович Степанович Фёдорович Юрьевич Ярославович`)

const pick = (list: readonly string[], number: number): string => list[number % list.length] as string

/** The square of an even chance: the first names of a list are far more frequent than the last ones, as in life. */
const skewed = (list: readonly string[], bits: number): string =>
  list[Math.floor((bits / 2 ** 32) ** 2 * list.length)] as string

/** «Сибстрой», one of three thousand. */
export const firmRoot = (seed: number, index: number): string =>
  skewed(BEGINNINGS, chance(seed, index, 21)) + pick(ENDINGS, chance(seed, index, 22))

/** «Орлов Иван Петрович». */
export const personName = (seed: number, index: number): string =>
  [
    skewed(STEMS, chance(seed, index, 23)) + pick(SURNAME_ENDINGS, chance(seed, index, 24)),
    skewed(FIRST, chance(seed, index, 25)),
    skewed(FATHERS, chance(seed, index, 26)),
  ].join(' ')
