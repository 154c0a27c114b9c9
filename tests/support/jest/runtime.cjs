// Loads the application once a worker instead of once a test file.
//
// Jest gives every test file a registry of modules and a realm of its own; with this application that is a thousand
// files read, compiled and run again for each of two hundred files, which took longer than the tests themselves. Here
// packages and everything outside of `tests/` are loaded by Node's own `require`, in the realm that `environment.cjs`
// shares, and stay. Nothing is lost by it: no module of the application holds a database, a clock or a setting
// (docs/architecture.md), so each test file still has an application of its own. Test files and `tests/support` are
// loaded anew for each file, and a file that replaces modules (`jest.mock`) gets everything anew, as Jest does it.

const Module = require('node:module')
const path = require('node:path')
const { compileFunction } = require('node:vm')
const JestRuntime = require('jest-runtime').default

const TESTS = path.resolve(__dirname, '../..') + path.sep
const OF_JEST = /^(@jest\/|jest-|expect$)/
/** Where the lines of the shared files come from, for the stacks of errors. */
const sourceMaps = new Map()

/** Teaches Node's `require` TypeScript, with Jest's transformer and its cache. */
const loadTypescriptWith = (transformer, mapped) => {
  Module._extensions['.ts'] = (module, file) => {
    const { code, sourceMapPath } = transformer.transform(file, {
      isInternalModule: false,
      supportsDynamicImport: true,
    })
    mapped(file, sourceMapPath)
    module._compile(code, file)
  }
}

module.exports = class Runtime extends JestRuntime {
  constructor(config, environment, resolver, transformer, cacheFS, coverage, testFile, globalConfig) {
    const replacesModules = cacheFS.get(testFile).includes('jest.mock(')
    super(config, environment, resolver, transformer, cacheFS, coverage, testFile, globalConfig)
    this.replacesModules = replacesModules
    const maps = this.getSourceMaps()
    for (const [file, map] of sourceMaps) maps.set(file, map)
    loadTypescriptWith(transformer, (file, map) => {
      for (const known of [maps, sourceMaps]) known.set(file, map)
    })
    // In the realm of the worker, where the application is: a Date of a test is a Date to the application.
    this.executor.compile = (source, filename) =>
      compileFunction(source, this.executor.injectedModuleParameters, { filename })
  }

  requireModuleOrMock(from, name) {
    return this.isShared(from, name) ? Module.createRequire(from)(name) : super.requireModuleOrMock(from, name)
  }

  isShared(from, name) {
    if (this.replacesModules || Module.isBuiltin(name) || OF_JEST.test(name)) return false
    if (!name.startsWith('.') && !path.isAbsolute(name)) return true
    return !path.resolve(path.dirname(from), name).startsWith(TESTS)
  }

  /** Jest sends `process.getBuiltinModule` through the sandbox; there is none. */
  installGetBuiltinModule() {}
}
