import type { GateId, GateLevel } from '../finding.ts'

/** Patterns of fix branches where the configuration names none. */
export const defaultBranches: readonly string[] = ['fix/**', 'chant/**']

/** Every other default of the configuration file, as it would be written there. */
export const defaults = {
  timeout: '60m',
  concurrency: 1,
  reuse: true,
  checkRuns: false,
  handoff: { research: false, branch: false, squash: true, close: false },
  step: {
    timeout: '30m',
    retries: 0,
    shell: 'bash',
    workingDirectory: '.',
    runs: 1,
    shards: 1,
  },
} as const

/** How much each gate weighs where the configuration does not say. */
export const defaultGates: Readonly<Record<GateId, GateLevel>> = {
  spec: 'error',
  dependencies: 'error',
  commits: 'warn',
  proof: 'error',
  steps: 'error',
  criteria: 'error',
  scope: 'warn',
  'test-integrity': 'error',
  'spec-integrity': 'error',
  research: 'warn',
  'release-notes': 'warn',
  history: 'note',
  freshness: 'note',
  'fork-only': 'note',
  ci: 'warn',
}
