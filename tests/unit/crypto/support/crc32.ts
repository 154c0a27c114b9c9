/** CRC-32 of ISO 3309, bit by bit: Node 20 has none of its own. */
export const crc32Of = (bytes: Uint8Array): number => {
  let crc = 0xffffffff
  for (const octet of bytes) {
    crc ^= octet
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) === 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}
