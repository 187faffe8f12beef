const { statSync } = require('node:fs')
const { default: Sequencer } = require('@jest/test-sequencer')

/** Small suites first: most mutants fall to them, and the first failure is enough. */
module.exports = class extends Sequencer {
  sort(tests) {
    const size = ({ path }) => statSync(path).size
    return [...tests].sort((one, other) => size(one) - size(other))
  }
}
