// Runs the command as `node dist/cli/trust.js` does, from the sources: `node run-trust.cjs add --root FILE`.
const { transformFileSync } = require('@swc/core')

require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file).code, file)

require('../../../src/cli/trust')
