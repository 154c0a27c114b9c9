/** DER of one element around octets that are DER already. */
export const element = (tag, ...parts) => {
  const body = Buffer.concat(parts)
  const length =
    body.length < 128 ? [body.length] : [0x84, ...Buffer.from(body.length.toString(16).padStart(8, '0'), 'hex')]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

const DATE = Buffer.from('170d3235303130313030303030305a', 'hex')
const REASON = Buffer.from('300c300a0603551d1504030a0101', 'hex')

/** Content octets of the serial number of an entry. */
export const serial = i =>
  Buffer.from(`01${(i * 2654435761).toString(16).padStart(16, '0')}${i.toString(16).padStart(16, '0')}`, 'hex')

/** The sequence of entries as a state authority publishes it, each with a reason. */
export const entries = count =>
  element(
    0x30,
    Buffer.concat(Array.from({ length: count }, (_, i) => element(0x30, element(2, serial(i)), DATE, REASON))),
  )

/** A list of so many entries: octets around those of a real, short list, whose signature no longer fits. */
export const stretch = (short, count, parse) => {
  const top = parse(short)
  const fields = top.child(0).children.map(({ raw }) => raw)
  const signed = element(0x30, ...fields.slice(0, 5), entries(count), ...fields.slice(5))
  return new Uint8Array(element(0x30, signed, top.child(1).raw, top.child(2).raw))
}
