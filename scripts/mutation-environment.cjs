const { TestEnvironment } = require('jest-environment-node')

/**
 * Ends a file of tests with its first failure, which is all that kills a
 * mutant; Jest's own `bail` ends only between files.
 */
module.exports = class extends TestEnvironment {
  #hasFailed = false

  handleTestEvent({ name, test }) {
    if (name === 'test_done' && test.errors.length > 0) this.#hasFailed = true
    if (name === 'test_start' && this.#hasFailed) test.mode = 'skip'
  }
}
