import { describe, expect, it } from '@jest/globals'

import { runGates } from '../../../src/evidence/checks/all-gates.ts'
import type { Grounds } from '../../../src/evidence/checks/grounds.ts'
import { noProof } from '../../../src/evidence/proof/no-proof.ts'
import { finding, gateIds, gateOf } from '../../../src/finding.ts'
import { diffOf } from '../../support/small-diff.ts'
import {
  emptyTrail,
  found,
  headSha,
  makeChange,
  makeConfig,
  makeDependency,
  makeDocument,
  makeSpec,
  makeStepResult,
  mergeBaseSha,
} from '../../support/staging-facts.ts'

const spec = makeSpec('# Fix it\n\n- [ ] It is fixed\n', {
  targetFiles: ['src/a.rs'],
  commits: ['none'],
  status: 'failed',
})

/** Something for each gate but `ci`. */
const troubled: Grounds = {
  fork: 'yourusername/project',
  defaultBranch: 'main',
  config: { requiresProof: true },
  headConfig: makeConfig(),
  isConfigFromHead: false,
  sourceConfig: null,
  firstConfig: null,
  search: found(spec),
  spec,
  firstSpec: makeSpec('# Fix it\n\n- [ ] Another thing\n'),
  sourceSpec: null,
  bypassedSpec: null,
  trail: {
    ...emptyTrail,
    dependencies: [makeDependency('002', { status: 'pending' })],
    documents: [makeDocument('notes/a.md', { at: null })],
  },
  files: [
    {
      file: makeChange('.chant/a.md'),
      reason: { kind: 'not-for-upstream', what: 'spec' },
    },
    { file: makeChange('Makefile'), reason: { kind: 'undeclared' } },
  ],
  texts: [],
  diff: diffOf('src/a.rs', { added: '#[ignore]' }),
  commits: [{ sha: headSha, parents: ['0'], message: 'WIP', changes: [] }],
  steps: [makeStepResult('test', 'cargo test', { status: 'failed' })],
  results: new Map(),
  testFindings: [
    finding({
      rule: 'test-integrity/ignored',
      severity: 'error',
      message: 'ignored',
    }),
  ],
  criteria: [{ text: 'It is fixed', checked: false, state: 'open', by: null }],
  proof: noProof,
  knownOriginals: new Map(),
  freshness: { behind: 3, conflicts: null, upstream: 'upstreamorg/project' },
  mergeBase: mergeBaseSha,
}

describe('all gates', () => {
  it('are asked in the order in which findings are shown', () => {
    const gates = [
      ...new Set(runGates(troubled).map(({ rule }) => gateOf(rule))),
    ]

    expect(gates).toEqual(gateIds.filter((id) => id !== 'ci'))
  })

  it('say what can be said without a spec', () => {
    const without: Grounds = {
      ...troubled,
      search: { status: 'none', looked: [] },
      spec: null,
      firstSpec: null,
      trail: emptyTrail,
    }
    const gates = new Set(runGates(without).map(({ rule }) => gateOf(rule)))

    expect([...gates]).toEqual([
      'spec',
      'proof',
      'steps',
      'test-integrity',
      'history',
      'freshness',
      'fork-only',
    ])
  })
})
