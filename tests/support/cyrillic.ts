/** In windows-1251 the Russian letters lie in one run, ё and Ё apart. */
export const inWindows1251 = (text: string): Buffer =>
  Buffer.from(
    [...text].map(sign => {
      const code = sign.codePointAt(0) as number
      if (code >= 0x410 && code <= 0x44f) return code - 0x350
      return { Ё: 0xa8, ё: 0xb8, '«': 0xab, '»': 0xbb, '№': 0xb9 }[sign] ?? code
    }),
  )

/** Cyrillic of MS-DOS: the same letters elsewhere. */
export const inCp866 = (text: string): Buffer =>
  Buffer.from(
    [...text].map(sign => {
      const code = sign.codePointAt(0) as number
      if (code >= 0x410 && code <= 0x43f) return code - 0x390
      return code >= 0x440 && code <= 0x44f ? code - 0x360 : code
    }),
  )
