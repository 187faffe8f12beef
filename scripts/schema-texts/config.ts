import type { SchemaText } from './schema-text.ts'

/** Texts of the configuration; its keys are described where they are declared. */
export const configText: SchemaText = {
  title: 'Staging PR configuration',
  description: 'Configuration of Staging PR, every key optional.',
  properties: {},
  examples: {
    branches: ['fix/**', 'chant/**', '!fix/wip-**'],
    base: 'main',
    upstream: 'owner/project',
    'upstream-base': '2.x',
    verify: {
      reproduction: {
        run: 'cargo test issue_$ISSUE',
        files: ['tests/regression/**'],
        runs: 5,
      },
      'new-tests': 'cargo test -- $NEW_TESTS',
      test: { run: 'cargo test --no-fail-fast', timeout: '30m', retries: 1 },
      fmt: 'cargo fmt --check',
    },
    criteria: { 'edge cases': 'new-tests' },
    gates: { scope: 'error', 'release-notes': 'off' },
    timeout: '90m',
    concurrency: 2,
    reuse: false,
    'check-runs': true,
    annotations: { junit: ['reports/*.xml'] },
    env: { pass: ['RUSTFLAGS'], set: { RUST_BACKTRACE: '1' } },
    handoff: { research: true, squash: true },
  },
}
