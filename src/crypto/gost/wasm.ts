/**
 * Just enough of WebAssembly's binary format (WebAssembly Core 1.0, chapter 5) to write down a routine on 64-bit
 * integers, which JavaScript has not: there every look-up of Streebog would take two of 32 bits.
 */
export type Code = readonly number[]

/** All parameters are i32, all further locals i64. Nothing is returned: results go to the memory. */
export type WasmFunction = { name: string; parameters: number; locals: number; body: Code }

// The compiler knows this global of every engine only together with a browser's whole library.
declare const WebAssembly: {
  Module: new (code: Uint8Array<ArrayBuffer>) => object
  Instance: new (module: object) => { exports: unknown }
}

const MAGIC_AND_VERSION = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]
const I32 = 0x7f
const I64 = 0x7e
const FUNCTION = 0x60
const END = 0x0b
const EMPTY_BLOCK = 0x40

const operator =
  (opcode: number) =>
  (first: Code, ...others: Code[]): Code => [...first, ...others.flatMap(other => [...other, opcode])]

/** Instructions as functions of the code that makes their operands. */
export const wasm = {
  local: (index: number): Code => [0x20, ...unsigned(index)],
  setLocal: (index: number, value: Code): Code => [...value, 0x21, ...unsigned(index)],
  i32: (value: number): Code => [0x41, ...signed(value)],
  i64: (value: number): Code => [0x42, ...signed(value)],
  /** i64 at `address` plus `offset`; every address here is a multiple of eight. */
  load: (address: Code, offset: number): Code => [...address, 0x29, 3, ...unsigned(offset)],
  store: (address: Code, offset: number, value: Code): Code => [...address, ...value, 0x37, 3, ...unsigned(offset)],
  call: (index: number, ...parameters: Code[]): Code => [...parameters.flat(), 0x10, ...unsigned(index)],
  /** Does `body`, and again as long as `condition` (i32) is not 0. */
  repeat: (body: Code, condition: Code): Code => [0x03, EMPTY_BLOCK, ...body, ...condition, 0x0d, 0, END],
  xor: operator(0x85),
  and: operator(0x83),
  or: operator(0x84),
  add: operator(0x7c),
  addI32: operator(0x6a),
  shiftLeft: operator(0x86),
  shiftRight: operator(0x88),
  lessUnsigned: operator(0x54),
  lessUnsignedI32: operator(0x49),
  /** i64 to i32, the low half. */
  wrap: (value: Code): Code => [...value, 0xa7],
  /** i32 to i64, without a sign. */
  extend: (value: Code): Code => [...value, 0xad],
} as const

type Routine = (...parameters: number[]) => void

/** Compiles the functions around one memory of `pages` times 64 KiB. */
export const compile = <Name extends string>(
  pages: number,
  functions: readonly (WasmFunction & { name: Name })[],
): { memory: Uint8Array<ArrayBuffer>; routines: Record<Name, Routine> } => {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(encodeModule(pages, functions)))
  const routines = exports as Record<Name, Routine> & { memory: { buffer: ArrayBuffer } }
  return { memory: new Uint8Array(routines.memory.buffer), routines }
}

const encodeModule = (pages: number, functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> => {
  const types = functions.map(({ parameters }) => [
    FUNCTION,
    ...list(Array.from({ length: parameters }, () => [I32])),
    0,
  ])
  const indices = functions.map((_, index) => unsigned(index))
  const memories = [[0x00, ...unsigned(pages)]]
  const exports = [
    [...text('memory'), 0x02, 0],
    ...functions.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]),
  ]
  const bodies = functions.map(({ locals, body }) => sized([...list([[...unsigned(locals), I64]]), ...body, END]))
  const sections: [number, Code[]][] = [
    [1, types],
    [3, indices],
    [5, memories],
    [7, exports],
    [10, bodies],
  ]
  return Uint8Array.from([...MAGIC_AND_VERSION, ...sections.flatMap(([id, entries]) => [id, ...sized(list(entries))])])
}

const list = (entries: readonly Code[]): Code => [...unsigned(entries.length), ...entries.flat()]
const sized = (code: Code): Code => [...unsigned(code.length), ...code]
const text = (value: string): Code => list([...Buffer.from(value)].map(octet => [octet]))

/** LEB128 */
const unsigned = (value: number): Code => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)])

const signed = (value: number): Code =>
  value >= -0x40 && value < 0x40 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)]
