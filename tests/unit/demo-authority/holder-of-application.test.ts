import { holderOfApplication } from '../../../src/features/demo-authority/holder-of-application'

const application = (general: string, namespace = 'urn:websbor:application:1'): Uint8Array =>
  Buffer.from(`<?xml version="1.0"?>\n<application xmlns="${namespace}"><general>${general}</general></application>\n`)

describe('Whose application a file is', () => {
  it('is read from what the organisation said about itself', () => {
    const general = '<shortName>ООО «Ромашка»</shortName><inn>4299000019</inn><ogrn>1994200000012</ogrn>'
    expect(holderOfApplication(application(general))).toEqual({
      name: 'ООО «Ромашка»',
      inn: '4299000019',
      ogrn: '1994200000012',
    })
  })

  it('is read with the characters that XML writes in another way', () => {
    const general = '<fullName>&lt;А &amp;amp; Б&gt;</fullName><inn>419900000101</inn>'
    expect(holderOfApplication(application(general))).toEqual({ name: '<А &amp; Б>', inn: '419900000101', ogrn: null })
  })

  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['a text', Buffer.from('Письмо')],
    ['XML of another kind', application('<shortName>А</shortName><inn>4299000019</inn>', 'urn:other')],
    ['an application without ИНН', application('<shortName>А</shortName>')],
    ['an application with a strange ИНН', application('<shortName>А</shortName><inn>42</inn>')],
    ['an application without a name', application('<inn>4299000019</inn>')],
    ['bytes that are no text', Uint8Array.from({ length: 300 }, (_, i) => i & 255)],
  ])('is not to be read from %s', (_what, file) => {
    expect(holderOfApplication(file)).toBeUndefined()
  })
})
