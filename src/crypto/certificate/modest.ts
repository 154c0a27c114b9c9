import { Asn1Error, type Element, LimitError, parse } from '../asn1/element'
import { tag } from '../asn1/tags'

/** A real certificate has about two hundred elements, those inside its extensions included. */
const MAX_CERTIFICATE_ELEMENTS = 1000

/**
 * Looks a certificate through before the library, which takes a tenth of a second over a hundred kilobytes that are made
 * of nothing but tiny elements.
 * @throws LimitError when there are more elements than any honest certificate has, Asn1Error when it is no DER
 */
export const checkModest = (der: Uint8Array): void => {
  let left = MAX_CERTIFICATE_ELEMENTS
  const walk = (element: Element): void => {
    if (--left < 0) throw new LimitError('too many elements')
    if (element.constructed) element.children.forEach(walk)
    else if (element.tag === tag.octetString) enter(element.content)
  }
  /** The value of an extension is DER within an OCTET STRING; what is not, holds no elements. */
  const enter = (value: Uint8Array): void => {
    try {
      walk(parse(value, { elements: left }))
    } catch (error) {
      if (!(error instanceof Asn1Error) || error instanceof LimitError) throw error
    }
  }
  walk(parse(der, { elements: left }))
}
