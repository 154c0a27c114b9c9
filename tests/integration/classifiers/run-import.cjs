// Runs the command as `node dist/cli/import-classifier.js` does, from the sources.
const { transformFileSync } = require('@swc/core')

require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file).code, file)

require('../../../src/cli/import-classifier')
