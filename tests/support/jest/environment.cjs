// The realm of the worker as the environment of every test file, see `runtime.cjs`. What a file sets globally, Jest's
// own `it` and `expect` among it, is taken back when the file is done.
const { ModuleMocker } = require('jest-mock')

/** Remembers the properties of an object and gives a function that puts them back. */
const remember = object => {
  const before = Object.getOwnPropertyDescriptors(object)
  return () => {
    for (const key of Reflect.ownKeys(object)) if (!Object.hasOwn(before, key)) Reflect.deleteProperty(object, key)
    for (const key of Reflect.ownKeys(before)) {
      const now = Object.getOwnPropertyDescriptor(object, key)
      if (now?.value !== before[key].value) Object.defineProperty(object, key, before[key])
    }
  }
}

module.exports = class SharedEnvironment {
  constructor() {
    this.global = globalThis
    this.moduleMocker = new ModuleMocker(globalThis)
    this.fakeTimers = null
    this.fakeTimersModern = null
    const exit = Object.getOwnPropertyDescriptor(process, 'exit')
    this.restore = [remember(globalThis), remember(process.env), () => Object.defineProperty(process, 'exit', exit)]
    Error.stackTraceLimit = 100
  }

  async setup() {}

  async teardown() {
    this.moduleMocker.restoreAllMocks()
    for (const putBack of this.restore) putBack()
  }

  exportConditions() {
    return ['node', 'node-addons']
  }

  getVmContext() {
    return globalThis
  }
}
