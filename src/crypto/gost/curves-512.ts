import { type CurveParameters, hex } from './curve'

// RFC 7091, 7.2: the example of the standard itself.
export const TEST_512: CurveParameters = {
  name: 'id-tc26-gost-3410-2012-512-paramSetTest',
  bits: 512,
  p: hex(
    '4531acd1fe0023c7550d267b6b2fee80922b14b2ffb90f04d4eb7c09b5d2d15d' +
      'f1d852741af4704a0458047e80e4546d35b8336fac224dd81664bbf528be6373',
  ),
  a: 7n,
  b: hex(
    '1cff0806a31116da29d8cfa54e57eb748bc5f377e49400fdd788b649eca1ac43' +
      '61834013b2ad7322480a89ca58e0cf74bc9e540c2add6897fad0a3084f302adc',
  ),
  q: hex(
    '4531acd1fe0023c7550d267b6b2fee80922b14b2ffb90f04d4eb7c09b5d2d15d' +
      'a82f2d7ecb1dbac719905c5eecc423f1d86e25edbe23c595d644aaf187e6e6df',
  ),
  h: 1n,
  x: hex(
    '24d19cc64572ee30f396bf6ebbfd7a6c5213b3b3d7057cc825f91093a68cd762' +
      'fd60611262cd838dc6b60aa7eee804e28bc849977fac33b4b530f1b120248a9a',
  ),
  y: hex(
    '2bb312a43bd2ce6e0d020613c857acddcfbf061e91e5f2c3f32447c259f39b2c' +
      '83ab156d77f1496bf7eb3351e1ee4e43dc1a18b91b24640b6dbb92cb1add371e',
  ),
}

// RFC 7836, A.1.
export const TC26_512_A: CurveParameters = {
  name: 'id-tc26-gost-3410-12-512-paramSetA',
  bits: 512,
  p: 2n ** 512n - 569n,
  a: 2n ** 512n - 569n - 3n,
  b: hex(
    'e8c2505dedfc86ddc1bd0b2b6667f1da34b82574761cb0e879bd081cfd0b6265' +
      'ee3cb090f30d27614cb4574010da90dd862ef9d4ebee4761503190785a71c760',
  ),
  q: hex(
    'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff' +
      '27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275',
  ),
  h: 1n,
  x: 3n,
  y: hex(
    '7503cfe87a836ae3a61b8816e25450e6ce5e1c93acf1abc1778064fdcbefa921' +
      'df1626be4fd036e93d75e6a50e3a41e98028fe5fc235f5b889a589cb5215f2a4',
  ),
}

export const TC26_512_B: CurveParameters = {
  name: 'id-tc26-gost-3410-12-512-paramSetB',
  bits: 512,
  p: 2n ** 511n + 111n,
  a: 2n ** 511n + 111n - 3n,
  b: hex(
    '687d1b459dc841457e3e06cf6f5e2517b97c7d614af138bcbf85dc806c4b289f' +
      '3e965d2db1416d217f8b276fad1ab69c50f78bee1fa3106efb8ccbc7c5140116',
  ),
  q: hex(
    '8000000000000000000000000000000000000000000000000000000000000001' +
      '49a1ec142565a545acfdb77bd9d40cfa8b996712101bea0ec6346c54374f25bd',
  ),
  h: 1n,
  x: 2n,
  y: hex(
    '1a8f7eda389b094c2c071e3647a8940f3c123b697578c213be6dd9e6c8ec7335' +
      'dcb228fd1edf4a39152cbcaaf8c0398828041055f94ceeec7e21340780fe41bd',
  ),
}

// RFC 7836, A.2: a twisted Edwards curve written as a Weierstrass one, hence the cofactor.
export const TC26_512_C: CurveParameters = {
  name: 'id-tc26-gost-3410-2012-512-paramSetC',
  bits: 512,
  p: 2n ** 512n - 569n,
  a: hex(
    'dc9203e514a721875485a529d2c722fb187bc8980eb866644de41c68e1430645' +
      '46e861c0e2c9edd92ade71f46fcf50ff2ad97f951fda9f2a2eb6546f39689bd3',
  ),
  b: hex(
    'b4c4ee28cebc6c2c8ac12952cf37f16ac7efb6a9f69f4b57ffda2e4f0de5ade0' +
      '38cbc2fff719d2c18de0284b8bfef3b52b8cc7a5f5bf0a3c8d2319a5312557e1',
  ),
  q: hex(
    '3fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff' +
      'c98cdba46506ab004c33a9ff5147502cc8eda9e7a769a12694623cef47f023ed',
  ),
  h: 4n,
  x: hex(
    'e2e31edfc23de7bdebe241ce593ef5de2295b7a9cbaef021d385f7074cea043a' +
      'a27272a7ae602bf2a7b9033db9ed3610c6fb85487eae97aac5bc7928c1950148',
  ),
  y: hex(
    'f5ce40d95b5eb899abbccff5911cb8577939804d6527378b8c108c3d2090ff9b' +
      'e18e2d33e3021ed2ef32d85822423b6304f726aa854bae07d0396e9a9addc40f',
  ),
}
