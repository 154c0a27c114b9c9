/*
 * Optional: signs the application with the КриптоПро ЭЦП Browser plug-in, in the page. It works only where the plug-in
 * has put `window.cadesplugin` into the page; otherwise nothing changes and nothing is shown. What is signed are the
 * very bytes that the link on the page gives out, and what comes out goes through the same upload form and the same
 * check as a file made by any other program. The private key never leaves the plug-in.
 */
;(() => {
  const CURRENT_USER_STORE = 2
  const MAXIMUM_ALLOWED = 2
  const FIND_EXTENDED_PROPERTY = 6
  const PRIVATE_KEY_PROPERTY = 2
  const WHOLE_CHAIN = 1
  const BASE64_TO_BINARY = 1
  const CADES_BES = 1
  const GIVE_UP_AFTER = 20_000
  const ASK_EVERY = 250

  const element = id => document.getElementById(id)
  const say = text => {
    element('plugin-message').textContent = text
  }

  /** The plug-in is a promise until it has loaded; it must not be returned from async code, which would wait again. */
  const whenReady = async () => {
    for (let waited = 0; window.cadesplugin === undefined; waited += ASK_EVERY) {
      if (waited >= GIVE_UP_AFTER) return false
      await new Promise(done => setTimeout(done, ASK_EVERY))
    }
    await window.cadesplugin
    return typeof window.cadesplugin.CreateObjectAsync === 'function'
  }

  /** Certificates with a private key, of the person at this computer. */
  const loadCertificates = async () => {
    const store = await window.cadesplugin.CreateObjectAsync('CAdESCOM.Store')
    await store.Open(CURRENT_USER_STORE, 'My', MAXIMUM_ALLOWED)
    const all = await store.Certificates
    const own = await all.Find(FIND_EXTENDED_PROPERTY, PRIVATE_KEY_PROPERTY)
    const certificates = []
    for (let index = 1; index <= (await own.Count); index += 1) {
      const certificate = await own.Item(index)
      const until = new Date(await certificate.ValidToDate)
      const name = /CN="?([^,"]+)/.exec(await certificate.SubjectName)?.[1] ?? 'Сертификат'
      certificates.push({ certificate, text: `${name}, действует до ${until.toLocaleDateString('ru-RU')}` })
    }
    await store.Close()
    return certificates
  }

  const base64Of = bytes => {
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    return btoa(text)
  }

  /** A detached CAdES-BES signature in base64. */
  const signDetached = async (certificate, bytes) => {
    const signer = await window.cadesplugin.CreateObjectAsync('CAdESCOM.CPSigner')
    await signer.propset_Certificate(certificate)
    await signer.propset_Options(WHOLE_CHAIN)
    const data = await window.cadesplugin.CreateObjectAsync('CAdESCOM.CadesSignedData')
    await data.propset_ContentEncoding(BASE64_TO_BINARY)
    await data.propset_Content(base64Of(bytes))
    return data.SignCades(signer, CADES_BES, true)
  }

  const upload = signature => {
    const files = new DataTransfer()
    files.items.add(new File([signature], 'plugin.sig', { type: 'application/octet-stream' }))
    element('signature').files = files.files
    element('form').submit()
  }

  const start = async () => {
    if (!(await whenReady())) return
    const certificates = await loadCertificates()
    if (certificates.length === 0) return
    const list = element('plugin-certificate')
    for (const [index, { text }] of certificates.entries()) list.add(new Option(text, String(index)))
    element('plugin').hidden = false
    element('plugin-sign').addEventListener('click', async () => {
      const chosen = list.value === '' ? undefined : certificates[Number(list.value)]
      if (chosen === undefined) return say('Выберите сертификат из списка.')
      say('Подписывается…')
      try {
        const answer = await fetch(element('document').href, { credentials: 'same-origin', redirect: 'error' })
        if (!answer.ok) throw new Error('Файл заявки не удалось загрузить')
        upload(await signDetached(chosen.certificate, new Uint8Array(await answer.arrayBuffer())))
      } catch (error) {
        say(`Подписать не удалось: ${error?.message ?? error}. Можно подписать файл в программе подписи.`)
      }
    })
  }

  start().catch(() => undefined)
})()
