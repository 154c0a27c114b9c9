import { readFileSync } from 'node:fs'
import { Streebog } from '../../../src/crypto/gost/streebog'
import { Gost341194 } from '../../../src/crypto/gost/gost341194'
import { parse } from '../../../src/crypto/asn1/element'
import { readBits } from '../../../src/crypto/asn1/values'
import { readGostKey } from '../../../src/crypto/gost/public-key'
import { verifyGostMessage } from '../../../src/crypto/gost/gost3410'
test('x', async () => {
  const m1 = Buffer.from('323130393837363534333231303938373635343332313039383736353433323130393837363534333231303938373635343332313039383736353433323130','hex').reverse()
  console.log(Buffer.from(new Streebog(512).update(m1).digest()).toString('hex'),Buffer.from(new Gost341194().update(m1).digest()).toString('hex'), m1.toString())
  const d = new Uint8Array(4<<20), out:unknown[] = []
  for (let i=0;i<8;i++){ const t=process.hrtime.bigint(); new Streebog(256).update(d).digest(); const ms=Number(process.hrtime.bigint()-t)/1e6; out.push((4.194/ms*1000).toFixed(1)) }
  for (let i=0;i<3;i++){ const t=process.hrtime.bigint(); new Gost341194().update(d).digest(); const ms=Number(process.hrtime.bigint()-t)/1e6; out.push((4.194/ms*1000).toFixed(1)) }
  for (const f of ['mincifry2026.cer','mincom2018.cer','rfc4491-gost2001.cer','rfc9215-a.cer','rfc9215-b.cer','rfc9215-c.cer']) {
    const c = parse(readFileSync('/work/shared/data/signatures/'+f))
    const tbs = c.child(0); const off = tbs.child(0).tag === 0xa0 ? 6 : 5
    const key = readGostKey(tbs.child(off))!
    const ok = verifyGostMessage(key, tbs.raw, readBits(c.child(2)))
    const t=process.hrtime.bigint(); for (let i=0;i<50;i++) verifyGostMessage(key, tbs.raw, readBits(c.child(2)));
    out.push(f, key.curve.name, ok, Number(process.hrtime.bigint()-t)/5e7)
  }
  console.log(out.join(' '))
  expect(1).toBe(1)
})
