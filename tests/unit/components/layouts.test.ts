import { load } from 'cheerio'
import { environment } from './render'

const shell = { assets: { css: '/assets/css/app.12345678.css' }, panel: { on: false, back: '/', groups: [] } }
const page =
  '{% extends "layouts/base.njk" %}{% block title %}Вход{% endblock %}{% block content %}<h1>Вход</h1>{% endblock %}'
const open = (context: object, view = page) => load(environment.renderString(view, { ...shell, ...context }))

const form = (told: object) => ({
  form: { hasErrors: false, summary: { titleText: '', errorList: [] }, notice: undefined, ...told },
})
const wrong = form({
  hasErrors: true,
  summary: { titleText: 'Исправьте ошибки', errorList: [{ text: 'Введите ИНН', href: '#inn' }] },
})

describe('the frame of every page', () => {
  test('is in Russian, names the page and the site, and takes its only stylesheet from the app', () => {
    const $ = open({})
    expect($('html').attr('lang')).toBe('ru')
    expect($('title').text()).toBe('Вход — Система сбора отчётности')
    expect(
      $('link[rel=stylesheet]')
        .map((_, link) => $(link).attr('href'))
        .get(),
    ).toEqual(['/assets/css/app.12345678.css'])
    expect($('script, style').length).toBe(0)
  })

  test('lets the home page do without the name of the site behind its own', () => {
    const home = `${page}{% block titleSuffix %}{% endblock %}`
    expect(open({}, home)('title').text()).toBe('Вход')
  })

  test('begins with the accessibility mode and a link past the header, to the content', () => {
    const $ = open({})
    expect($('body button').first().text()).toBe('Версия для слабовидящих')
    expect($('a').first().attr('href')).toBe('#main-content')
    expect($('main').attr('id')).toBe('main-content')
  })

  test('shows the sections and marks the current one', () => {
    const $ = open({
      navigation: [
        { text: 'Заявки', href: '/office', current: true },
        { text: 'Помощь', href: '/help' },
      ],
      footerLinks: [{ text: 'Коды', href: '/codes' }],
    })
    expect(
      $('nav a')
        .map((_, link) => $(link).text())
        .get(),
    ).toEqual(['Заявки', 'Помощь'])
    expect($('nav [aria-current=page]').text()).toBe('Заявки')
    expect($('footer a').attr('href')).toBe('/codes')
  })

  test('leaves out what there is not', () => {
    const $ = open({})
    expect($('nav, header form, footer ul, .app-demo, .govuk-error-summary, .govuk-notification-banner').length).toBe(0)
  })

  test('says who is signed in and signs out by a form with the token', () => {
    const $ = open({ user: { name: 'Специалист (демо)' }, signOutHref: '/sign-out', csrfToken: 'secret' })
    expect($('header form').attr('method')).toBe('post')
    expect($('header form').attr('action')).toBe('/sign-out')
    expect($('header [name=_csrf]').attr('value')).toBe('secret')
    expect($('header form').text()).toMatch(/Вы вошли как\s+Специалист \(демо\)\s+Выйти/)
  })

  test('says in words that it is a demonstration', () => {
    expect(open({ demo: true })('header').text()).toContain('Демонстрационный режим: данные и подписи ненастоящие')
  })

  test('takes classes for the root, such as those of the accessibility mode', () => {
    expect(open({ htmlClasses: 'app-black' })('html').attr('class')).toBe('govuk-template app-black')
  })
})

describe('the top of the content', () => {
  test('lists the errors, opens with the focus on them and warns in the title', () => {
    const $ = open(wrong)
    expect($('title').text()).toBe('Ошибка: Вход — Система сбора отчётности')
    expect($('main .govuk-error-summary[autofocus][tabindex=-1] a').attr('href')).toBe('#inn')
    expect($('.govuk-error-summary h2').text()).toBe('Исправьте ошибки')
  })

  test('has nothing when the form is right', () => {
    expect(open(form({}))('main').text().trim()).toBe('Вход')
  })

  test('explains what happened to the form, and tells what has been done, under ids of their own', () => {
    const $ = open({ ...form({ notice: 'Страница устарела' }), flash: { text: 'Сохранено' } })
    expect(
      $('.govuk-notification-banner')
        .map((_, banner) => $(banner).text().replace(/\s+/g, ' ').trim())
        .get(),
    ).toEqual(['Важно Страница устарела', 'Готово Сохранено'])
    expect($('.govuk-notification-banner--success[role=alert]').length).toBe(1)
    expect(
      new Set(
        $('[id]')
          .map((_, element) => $(element).attr('id'))
          .get(),
      ).size,
    ).toBe($('[id]').length)
  })

  test('escapes what comes from outside', () => {
    const hostile = '<img src=x>'
    const html = environment.renderString(page, {
      ...shell,
      ...form({ notice: hostile }),
      flash: { text: hostile },
      user: { name: hostile, note: hostile },
      navigation: [{ text: hostile, href: hostile }],
    })
    expect(html).not.toContain('<img src=x>')
  })
})

test('the frame for staff is the same, marked as dense', () => {
  const $ = open({ demo: true }, page.replace('base.njk', 'office.njk'))
  expect($('html').attr('class')).toBe('govuk-template app-office')
  expect($('h1').text()).toBe('Вход')
  expect($('.app-demo').length).toBe(1)
})
