const { TestEnvironment } = require('jest-environment-node')

/** By their configuration, which each run makes anew. */
const failedRuns = new WeakSet()

/**
 * Ends a run with its first failure, which is all that kills a mutant; Jest's
 * own `bail` ends only between files, and not at all for Stryker.
 */
module.exports = class extends TestEnvironment {
  #run

  constructor(config, context) {
    super(config, context)
    this.#run = config.globalConfig
  }

  handleTestEvent({ name, test }) {
    const hasFailed = name === 'test_done' && test.errors.length > 0
    if (hasFailed) failedRuns.add(this.#run)
    if (name === 'test_start' && failedRuns.has(this.#run)) test.mode = 'skip'
  }
}
