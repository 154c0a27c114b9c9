import { type CurveParameters, hex } from './curve'

// RFC 7091, 7.1: the example of the standard itself.
export const TEST_256: CurveParameters = {
  name: 'id-GostR3410-2001-TestParamSet',
  bits: 256,
  p: 2n ** 255n + 1073n,
  a: 7n,
  b: hex('5fbff498aa938ce739b8e022fbafef40563f6e6a3472fc2a514c0ce9dae23b7e'),
  q: hex('8000000000000000000000000000000150fe8a1892976154c59cfc193accf5b3'),
  h: 1n,
  x: 2n,
  y: hex('08e2a8a0e65147d4bd6316030e16d19c85c97f0a9ca267122b96abbcea7e8fc8'),
}

// RFC 4357, 11.4; since RFC 7836 also called TC26 256 B, C and D.
export const CRYPTOPRO_A: CurveParameters = {
  name: 'id-GostR3410-2001-CryptoPro-A-ParamSet',
  bits: 256,
  p: 2n ** 256n - 617n,
  a: 2n ** 256n - 617n - 3n,
  b: 0xa6n,
  q: hex('ffffffffffffffffffffffffffffffff6c611070995ad10045841b09b761b893'),
  h: 1n,
  x: 1n,
  y: hex('8d91e471e0989cda27df505a453f2b7635294f2ddf23e3b122acc99c9e9f1e14'),
}

export const CRYPTOPRO_B: CurveParameters = {
  name: 'id-GostR3410-2001-CryptoPro-B-ParamSet',
  bits: 256,
  p: 2n ** 255n + 3225n,
  a: 2n ** 255n + 3225n - 3n,
  b: hex('3e1af419a269a5f866a7d3c25c3df80ae979259373ff2b182f49d4ce7e1bbc8b'),
  q: hex('800000000000000000000000000000015f700cfff1a624e5e497161bcc8a198f'),
  h: 1n,
  x: 1n,
  y: hex('3fa8124359f96680b83d1c3eb2c070e5c545c9858d03ecfb744bf8d717717efc'),
}

export const CRYPTOPRO_C: CurveParameters = {
  name: 'id-GostR3410-2001-CryptoPro-C-ParamSet',
  bits: 256,
  p: hex('9b9f605f5a858107ab1ec85e6b41c8aacf846e86789051d37998f7b9022d759b'),
  a: hex('9b9f605f5a858107ab1ec85e6b41c8aacf846e86789051d37998f7b9022d759b') - 3n,
  b: 0x805an,
  q: hex('9b9f605f5a858107ab1ec85e6b41c8aa582ca3511eddfb74f02f3a6598980bb9'),
  h: 1n,
  x: 0n,
  y: hex('41ece55743711a8c3cbf3783cd08c0ee4d4dc440d4641a8f366e550dfdb3bb67'),
}

// RFC 7836, A.2: a twisted Edwards curve written as a Weierstrass one, hence the cofactor.
export const TC26_256_A: CurveParameters = {
  name: 'id-tc26-gost-3410-2012-256-paramSetA',
  bits: 256,
  p: 2n ** 256n - 617n,
  a: hex('c2173f1513981673af4892c23035a27ce25e2013bf95aa33b22c656f277e7335'),
  b: hex('295f9bae7428ed9ccc20e7c359a9d41a22fccd9108e17bf7ba9337a6f8ae9513'),
  q: hex('400000000000000000000000000000000fd8cddfc87b6635c115af556c360c67'),
  h: 4n,
  x: hex('91e38443a5e82c0d880923425712b2bb658b9196932e02c78b2582fe742daa28'),
  y: hex('32879423ab1a0375895786c4bb46e9565fde0b5344766740af268adb32322e5c'),
}
