/**
 * Called by scripts/mutation.ts, which names the tests of a module in
 * MUTATION_TESTS. Stryker's own `testFiles` holds for its first run only.
 */
export default {
  testRunner: 'jest',
  testRunnerNodeArgs: [
    '--experimental-vm-modules',
    '--no-warnings=ExperimentalWarning',
  ],
  // It is read by an interface that TypeScript 7 has no more.
  tsconfigFile: 'none',
  jest: {
    configFile: 'jest.config.mjs',
    config: {
      testEnvironment: './scripts/mutation-environment.cjs',
      testSequencer: '<rootDir>/scripts/mutation-sequencer.cjs',
      setupFiles: ['<rootDir>/scripts/mutation-setup.mjs'],
      testMatch: (process.env['MUTATION_TESTS'] ?? '**/*')
        .split(',')
        .map((test) => `<rootDir>/__tests__/${test}.test.ts`),
    },
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // Jest keeps the modules of every run.
  maxTestRunnerReuse: 40,
  timeoutMS: 15_000,
  ignorePatterns: ['dist', 'demo-output'],
  reporters: ['clear-text', 'progress-append-only', 'json'],
  jsonReporter: { fileName: '.stryker-tmp/mutation.json' },
  clearTextReporter: { allowColor: false, reportTests: false },
  warnings: { slow: false },
  tempDirName: '.stryker-tmp',
}
