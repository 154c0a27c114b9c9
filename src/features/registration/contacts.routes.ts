import { randomBytes } from 'node:crypto'
import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { issueToken } from '../../http/csrf'
import { notFound } from '../../http/errors'
import { action, formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import type { Finding } from '../../validation/finding'
import type { RawValues } from '../../validation/form'
import { sentText } from '../../validation/sent-text'
import { type Application, type ContactDraft, fingerprint } from '../applications/application'
import { updateForm } from '../applications/applications.repository'
import { BASES, CONTACT_LABELS, contactForm, contactName } from '../applications/contact.form'
import { controlContacts, controlGeneral } from '../applications/control/control'
import { contactField } from '../applications/control/facts'
import { draftOf } from './draft-cookie'
import { loadFacts } from './load-facts'
import { noticesOf } from './remark-notices'
import { lockDraft, withTab } from './save-draft'
import { tabAddress, tabButtons, tabLinks } from './tabs'

const MAX_CONTACTS = 20
const KEY = /^[0-9a-f]{12}$/
const bases = [{ value: '', text: 'Не указано' }, ...Object.entries(BASES).map(([value, text]) => ({ value, text }))]

/** «Контакты»: the people who may act for the organisation. */
export const contactRoutes = (router: Router, deps: Deps): void => {
  router.get(paths.registration.contacts, issueToken, async (req, res) => {
    const draft = await draftOf(deps, req)
    const facts = await loadFacts(deps, draft)
    const findings = controlContacts(facts)
    const notices = await noticesOf(deps, draft)
    res.page('registration/contacts', {
      okpo: draft.okpo,
      tabs: tabLinks(draft, 'contacts', { general: controlGeneral(facts), certificates: facts.certificates.length }),
      next: paths.registration.check,
      contacts: draft.form.contacts.map(contact => contactRow(contact, findings, notices)),
      full: draft.form.contacts.length >= MAX_CONTACTS,
      max: MAX_CONTACTS,
    })
  })

  /** A new contact has its address before it is typed, so that a resent form makes no second one. */
  router.get(paths.registration.contactNew, async (req, res) => {
    await draftOf(deps, req)
    res.redirect(303, paths.registration.contact(randomBytes(6).toString('hex')))
  })

  const show = async (req: Request, res: Response, form: FormView, base?: string): Promise<void> => {
    const draft = await draftOf(deps, req)
    const key = keyOf(req)
    const stored = contactOf(draft, key)
    const facts = await loadFacts(deps, draft)
    const filled =
      req.method === 'GET' && stored !== undefined
        ? new FormView(stored.values, ownFindings(controlContacts(facts), key))
        : form
    res.page('registration/contact', {
      form: filled,
      key,
      isNew: stored === undefined,
      notice: (await noticesOf(deps, draft))[`contact-${key}`],
      base: base ?? (req.method === 'GET' ? fingerprint(stored?.values ?? null) : sentText(req.body, 'base')),
      tabs: tabButtons(draft, 'contacts', { general: controlGeneral(facts), certificates: facts.certificates.length }),
      labels: CONTACT_LABELS,
      bases,
      certificates: [
        { value: '', text: 'Без сертификата' },
        ...facts.certificates.map(({ id, details }) => ({
          value: String(id),
          text: `${details.owner} (${details.serialNumber.toUpperCase()})`,
        })),
      ],
    })
  }

  formPage(router, {
    path: paths.registration.contact(':key'),
    read: contactForm.read,
    show,
    submit: async (req, res, values) => {
      const { id } = await draftOf(deps, req)
      const key = keyOf(req)
      const saved = await saveContact(deps, id, { key, values }, sentText(req.body, 'base'))
      if (saved.kind === 'full') return show(req, res.status(422), new FormView(values, [FULL]))
      if (saved.kind === 'conflict')
        return show(req, res.status(409), new FormView(values, [], { notice: CONFLICT }), saved.base)
      const findings = ownFindings(controlContacts(await loadFacts(deps, saved.application)), key)
      const go = sentText(req.body, 'go')
      if (go !== '') return res.redirect(303, tabAddress(go, paths.registration.contacts))
      if (findings.length === 0) return res.redirect(303, paths.registration.contacts)
      return show(req, res.status(422), new FormView(values, findings), fingerprint(values))
    },
  })

  action(router, paths.registration.contactRemove(':key'), async (req, res) => {
    const { id } = await draftOf(deps, req)
    const key = keyOf(req)
    const removed = await deps.db.transaction(async trx => {
      const draft = await lockDraft(trx, deps, id)
      if (contactOf(draft, key) === undefined) return false
      const contacts = draft.form.contacts.filter(contact => contact.key !== key)
      await updateForm(trx, draft, { ...draft.form, contacts }, deps.clock().toISOString())
      return true
    })
    if (removed) req.session.flash = 'Контакт удалён из заявки.'
    res.redirect(303, paths.registration.contacts)
  })
}

const CONFLICT =
  'Пока страница была открыта, этот контакт изменили в другой вкладке. Ваши значения пока не сохранены. Проверьте их и нажмите «Сохранить контакт», чтобы записать то, что на этой странице.'

const FULL: Finding = {
  field: 'lastName',
  severity: 'error',
  rule: 'contacts.too_many',
  message: `К заявке можно добавить не больше ${MAX_CONTACTS} контактов: удалите лишний и сохраните этот ещё раз`,
}

type Saved = { kind: 'saved'; application: Application } | { kind: 'conflict'; base: string } | { kind: 'full' }

/** Stores a contact as typed, right or wrong; the same key twice is one contact. */
const saveContact = (deps: Deps, id: number, contact: ContactDraft, base: string): Promise<Saved> =>
  deps.db.transaction(async trx => {
    const draft = await lockDraft(trx, deps, id)
    const stored = contactOf(draft, contact.key)
    const storedPrint = fingerprint(stored?.values ?? null)
    if (storedPrint !== base && storedPrint !== fingerprint(contact.values))
      return { kind: 'conflict', base: storedPrint }
    if (stored === undefined && draft.form.contacts.length >= MAX_CONTACTS) return { kind: 'full' }
    const contacts =
      stored === undefined
        ? [...draft.form.contacts, contact]
        : draft.form.contacts.map(other => (other.key === contact.key ? contact : other))
    const form = { ...draft.form, contacts, saved: withTab(draft, 'contacts') }
    await updateForm(trx, draft, form, deps.clock().toISOString())
    return { kind: 'saved', application: { ...draft, form } }
  })

const keyOf = (req: Request): string => {
  const { key } = req.params
  if (typeof key !== 'string' || !KEY.test(key)) throw notFound()
  return key
}

const contactOf = (draft: Application, key: string): ContactDraft | undefined =>
  draft.form.contacts.find(contact => contact.key === key)

const ownFindings = (findings: readonly Finding[], key: string): Finding[] =>
  findings
    .filter(({ field }) => field.startsWith(contactField(key, '')))
    .map(finding => ({ ...finding, field: finding.field.slice(contactField(key, '').length) }))

const contactRow = ({ key, values }: ContactDraft, findings: readonly Finding[], notices: Record<string, string>) => ({
  key,
  name: contactName(values) || 'Без имени',
  position: values.position,
  email: values.email,
  rights: rightsOf(values),
  errors: ownFindings(findings, key).length,
  notice: notices[`contact-${key}`],
})

const RIGHTS = { mayFill: 'заполнение', maySend: 'подписание и отправка', mayView: 'просмотр' }

/** «заполнение, просмотр». */
export const rightsOf = (values: RawValues): string =>
  Object.entries(RIGHTS)
    .filter(([name]) => values[name] === 'yes')
    .map(([, text]) => text)
    .join(', ')
