import { z } from 'zod'

/** Like `safeParse`, without writing down a stack for what a person mistyped, which costs more than the rules. */
export const judge = z.core._safeParse(z.core.$ZodError)
