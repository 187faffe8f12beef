import { judgeCriteria } from '../../src/evidence/checks/criteria.ts'
import type { Evidence, JudgedCriterion } from '../../src/evidence/evidence.ts'
import type { StagingFacts } from '../../src/pull-request/staging-facts.ts'
import type { Spec } from '../../src/spec/spec.ts'
import { finding } from '../../src/finding.ts'
import { sourced } from '../../src/sourced.ts'
import { proofScenarios } from './proof-scenarios.ts'
import {
  emptyTrail,
  found,
  headSha,
  judged,
  makeChange,
  makeConfig,
  makeContext,
  makeDependency,
  makeDocument,
  makeEvidence,
  makeFacts,
  makePlan,
  makeSpec,
  makeStepConfig,
  makeStepResult,
  stepResults,
} from './staging-facts.ts'

const forkFixBody = `# Phase 5: Fork Fix - Implement fix for Issue #1234

## Context

The research is in \`.chant/research/\`; the impact map recommends to lock before the read-modify-write cycle.

## Approach

Take the file lock before the value is read, and hold it until the write is on disk.

## Acceptance Criteria

- [x] Lock acquired before write operation
- [x] Reproduction test passes
- [x] New concurrency tests added
- [x] All existing tests pass
- [x] Edge cases handled
- [x] Documentation updated
- [x] Release notes section added

## Release Notes

### Fixed: Data loss during concurrent writes (#1234)

Previously, when multiple processes wrote to the same key simultaneously,
one write could be silently lost.

**Impact:** Users who experienced data loss during concurrent CLI
invocations should see consistent behavior after upgrading.

**Technical details:** The storage layer now uses pessimistic locking for
write operations.

**Cost:** may slightly increase write latency under high concurrency.

**Migration:** No action required.

## Implementation Notes

The lock lives in \`lock.rs\`, since 003-root-cause asks for one place that can be tested alone. Timeouts are 5 s.
`

const forkFixSpec = makeSpec(forkFixBody, {
  targetFiles: ['src/storage/store.rs', 'tests/storage/concurrent_test.rs'],
  dependsOn: ['004-impact-map'],
  informedBy: ['.chant/research/*.md'],
  labels: ['issue-1234'],
})

const rootCause = makeDocument('.chant/research/issue-1234-root-cause.md', {
  title: 'Root cause',
  finding:
    'optimistic locking does not serialize concurrent updates of one key.',
})

const impactMap = makeDocument('.chant/research/issue-1234-impact-map.md', {
  title: 'Impact map',
  finding:
    'recommends locking before the read-modify-write cycle, in `store.rs` only.',
  recommendation:
    'Lock before the read-modify-write cycle, in `store.rs` only. Do not touch the cache: it is filled after the write.',
})

const forkFixTrail: StagingFacts['trail'] = {
  documents: [rootCause, impactMap],
  dependencies: [makeDependency('004-impact-map', { title: 'Impact map' })],
  members: [],
  mentioned: [
    makeDependency('003-root-cause', { title: 'Find the cause of the loss' }),
  ],
}

const forkFixChanges = [
  makeChange('.chant/research/issue-1234-impact-map.md', { status: 'added' }),
  makeChange('.chant/research/issue-1234-root-cause.md', { status: 'added' }),
  makeChange('.chant/specs/005-fork-fix.md', { status: 'added' }),
  makeChange('docs/storage.md', { added: 8, removed: 0 }),
  makeChange('src/storage/lock.rs', { added: 6, removed: 1 }),
  makeChange('src/storage/store.rs'),
  makeChange('tests/storage/concurrent_test.rs', {
    status: 'added',
    added: 61,
    removed: 0,
  }),
]

const forkFixNewTests = makePlan().newTests

/** What the evidence of a branch says about the criteria of its spec. */
function criteriaOf(
  spec: Spec,
  evidence: Evidence = makeEvidence(),
): readonly JudgedCriterion[] {
  return judgeCriteria(spec.criteria.items, {
    ...evidence,
    results: new Map(),
    bindings: {},
    newTests: forkFixNewTests,
    files: forkFixChanges.map((file) => ({
      file,
      reason: file.path.startsWith('.chant/')
        ? { kind: 'not-for-upstream', what: 'spec' }
        : { kind: 'unknown' },
    })),
    spec,
    diff: [],
    absentNames: [],
    existingTestsTouched: false,
    wording: new Map(),
  })
}

const forkFixCriteria = criteriaOf(forkFixSpec)

const ready = makeFacts({
  search: found(forkFixSpec),
  trail: forkFixTrail,
  changes: forkFixChanges,
  evidence: makeEvidence({ criteria: forkFixCriteria }),
})

const openSpec = makeSpec(
  forkFixBody
    .replace('- [x] Edge cases', '- [ ] Edge cases')
    .replace('- [x] Documentation', '- [ ] Documentation'),
  { targetFiles: forkFixSpec.targetFiles, status: 'in_progress' },
)

const incomplete: StagingFacts = {
  ...ready,
  search: found(openSpec),
  changes: forkFixChanges.filter(({ path }) => path.includes('storage/')),
  evidence: makeEvidence({
    conclusion: 'incomplete',
    criteria: criteriaOf(openSpec),
    findings: openSpec.criteria.items
      .filter(({ checked }) => !checked)
      .map(({ text, line }) =>
        finding({
          rule: 'criteria/open',
          severity: 'error',
          message: `“${text}” is not ticked.`,
          remedy: 'Do it, or take the criterion out of the spec.',
          path: openSpec.path,
          line,
        }),
      ),
  }),
}

const rustTail = `running 218 tests
test storage::tests::reads_back ... ok
test storage::tests::keeps_every_version ... FAILED

failures:

---- storage::tests::keeps_every_version stdout ----

thread 'storage::tests::keeps_every_version' panicked at src/storage/store.rs:214:9:
assertion \`left == right\` failed
  left: 5
 right: 8
note: run with \`RUST_BACKTRACE=1\` environment variable to display a backtrace

failures:
    storage::tests::keeps_every_version

test result: FAILED. 217 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out; finished in 1.33s
`

const failedSteps = stepResults.map((step) =>
  step.id === 'test'
    ? makeStepResult('test', 'cargo test', {
        status: 'failed',
        exitCode: 101,
        durationMs: 98_000,
        tests: { passed: 217, failed: 1, skipped: 2 },
        tail: rustTail,
      })
    : step,
)

const failed: StagingFacts = {
  ...ready,
  evidence: makeEvidence({
    conclusion: 'failed',
    criteria: criteriaOf(forkFixSpec, makeEvidence({ steps: failedSteps })),
    findings: [
      finding({
        rule: 'steps/failed',
        severity: 'error',
        message: 'Step test failed: exit status 101.',
      }),
      finding({
        rule: 'criteria/contradicted',
        severity: 'error',
        message: '“All existing tests pass” is ticked, but step test failed.',
        remedy: 'Make it true, or untick the box.',
        path: forkFixSpec.path,
        line: 16,
      }),
    ],
    steps: failedSteps,
  }),
}

/** Red upstream: what failed before holds nothing back. */
const redUpstreamSteps = stepResults.map((step) => {
  const baseline = { fresh: [], mended: [], lost: [], before: null }
  switch (step.id) {
    case 'test':
      return makeStepResult('test', 'cargo test', {
        exitCode: 101,
        durationMs: 98_000,
        tests: { passed: 215, failed: 2, skipped: 2 },
        baseline: {
          ...baseline,
          measure: 'tests',
          known: ['tests/net.rs: reconnects', 'tests/net.rs: resolves'],
          mended: ['tests/storage.rs: keeps_every_version'],
        },
      })
    case 'clippy':
      return {
        ...step,
        exitCode: 101,
        baseline: {
          ...baseline,
          measure: 'complaints' as const,
          known: ['src/net.rs:41: unneeded `return` statement'],
        },
      }
    default:
      return step
  }
})

const redUpstream: StagingFacts = {
  ...ready,
  evidence: makeEvidence({
    steps: redUpstreamSteps,
    criteria: criteriaOf(
      forkFixSpec,
      makeEvidence({ steps: redUpstreamSteps }),
    ),
  }),
}

const noSpec = makeFacts({
  context: makeContext({ branch: 'fix/987-empty-keys' }),
  issue: sourced(987, 'branch name'),
  search: {
    status: 'none',
    looked: [
      'frontmatter `branch: fix/987-empty-keys` and label `issue-987` in 12 specs of the head commit',
      'the same in 40 specs of branch `staging-specs`',
    ],
  },
  config: makeConfig({
    path: null,
    verify: sourced([], 'preset cargo (`Cargo.toml`)'),
  }),
  changes: [
    makeChange('src/keys.rs', { added: 4, removed: 1 }),
    makeChange('tests/keys.rs', { added: 20, removed: 0 }),
  ],
  plan: makePlan({
    newTests: [{ name: 'rejects_empty_keys', path: 'tests/keys.rs', line: 3 }],
    steps: [
      { status: 'planned', step: makeStepConfig('test', 'cargo test') },
      {
        status: 'planned',
        step: makeStepConfig('fmt', 'cargo fmt --check', { kind: 'format' }),
      },
    ],
  }),
  evidence: makeEvidence({
    spec: null,
    conclusion: 'incomplete',
    steps: stepResults.slice(2).filter(({ id }) => id !== 'clippy'),
    findings: [
      finding({
        rule: 'spec/not-found',
        severity: 'error',
        message: 'No spec was found for this branch.',
        remedy:
          'Commit it, push it to an own branch with `staging-pr specs push`, name it with the input `spec`, or set `gates.spec: off`.',
      }),
    ],
  }),
})

const ordinarySpec = makeSpec(
  `# Fix worker pool deadlock when a job panics

## Problem

When a job panics, its worker thread dies with the queue lock held. Every other
worker then waits for the lock forever, and \`pool.join()\` never returns.

**What users see:**
- the progress bar stops at a random percentage
- Ctrl-C is the only way out

\`\`\`
$ indexer run --jobs 4
indexing 3120 files
[=====>              ] 27%
\`\`\`

## Solution

Release the queue lock before the job runs, and catch panics at the edge of the worker:

\`\`\`rust
let job = { queue.lock().pop() };
let result = catch_unwind(AssertUnwindSafe(|| job.run()));
\`\`\`

1. Add \`Job::run_caught\`
2. Count a caught panic as a failed job
3. Show failed jobs in the summary

## Acceptance Criteria

- [x] \`pool.join()\` returns when a job panics
- [x] A panic is counted as a failed job
- [x] Failed jobs are listed in the summary
- [x] \`cargo clippy\` passes
- [x] All tests pass
`,
  {
    id: '2026-03-02-004-kx2',
    path: '.chant/specs/2026-03-02-004-kx2.md',
    targetFiles: ['src/pool.rs', 'src/summary.rs'],
  },
)

const ordinarySteps = [
  makeStepResult('test', 'cargo test', {
    tests: { passed: 88, failed: 0, skipped: 0 },
  }),
  makeStepResult('new-tests', 'cargo test -- $NEW_TESTS', {
    status: 'skipped',
    exitCode: null,
    durationMs: 0,
    reason: 'this branch adds no tests',
  }),
  makeStepResult('clippy', 'cargo clippy --all-targets -- -D warnings', {
    kind: 'lint',
    durationMs: 22_000,
  }),
]

const ordinary = makeFacts({
  context: makeContext({ branch: 'chant/2026-03-02-004-kx2' }),
  issue: null,
  search: found(ordinarySpec),
  changes: [
    makeChange('.chant/specs/2026-03-02-004-kx2.md'),
    makeChange('Cargo.lock', { added: 3, removed: 3 }),
    makeChange('src/pool.rs', { added: 38, removed: 12 }),
    makeChange('src/summary.rs', { added: 11, removed: 2 }),
  ],
  plan: makePlan({
    newTests: [],
    steps: [
      { status: 'planned', step: makeStepConfig('test', 'cargo test') },
      {
        status: 'skipped',
        step: makeStepConfig('new-tests', 'cargo test -- $NEW_TESTS'),
        reason: 'this branch adds no tests',
      },
      {
        status: 'planned',
        step: makeStepConfig(
          'clippy',
          'cargo clippy --all-targets -- -D warnings',
          {
            kind: 'lint',
          },
        ),
      },
    ],
  }),
  evidence: makeEvidence({
    criteria: criteriaOf(ordinarySpec, makeEvidence({ steps: ordinarySteps })),
    steps: ordinarySteps,
  }),
})

const driverSpec = makeSpec(
  `# Split the storage module

The storage module mixes file access, locking and the cache.

## Overview

Three members: file access first, then locking, then the cache.
`,
  {
    id: '2026-03-05-001-abc',
    path: '.chant/specs/2026-03-05-001-abc.md',
    type: 'driver',
    status: 'in_progress',
    targetFiles: ['src/storage/'],
  },
)

const member = (
  number: number,
  title: string,
  checked: number,
): StagingFacts['trail']['members'][number] => ({
  id: `2026-03-05-001-abc.${number}`,
  title,
  status: checked === 3 ? 'completed' : 'in_progress',
  path: `.chant/specs/2026-03-05-001-abc.${number}.md`,
  criteria: { total: 3, checked, unchecked: 3 - checked, items: [], line: 5 },
})

const driver = makeFacts({
  context: makeContext({ branch: 'chant/2026-03-05-001-abc' }),
  issue: null,
  search: found(driverSpec),
  trail: {
    ...emptyTrail,
    members: [
      member(1, 'Move file access into `files.rs`', 3),
      member(2, 'Move locking into `lock.rs`', 3),
      member(3, 'Move the cache into `cache.rs`', 1),
    ],
  },
  changes: [
    makeChange('src/storage/files.rs', { status: 'added', removed: 0 }),
    makeChange('src/storage/mod.rs', { added: 14, removed: 210 }),
    makeChange('src/storage/old.rs', { status: 'deleted', added: 0 }),
  ],
  plan: makePlan({ newTests: [] }),
  evidence: makeEvidence({ steps: stepResults.slice(2) }),
})

const preview: StagingFacts = {
  ...ready,
  context: makeContext({ run: { id: 0, attempt: 1 } }),
  evidence: null,
  mergeBase: makeEvidence().mergeBase,
}

const hostileSpec = makeSpec(
  `# Fix \`</details>\` <!-- staging-pr:end --> @octocat closes upstreamorg/project#99 | # 1

## Release Notes

### Fixed: <img src=x onerror=alert(1)> @everyone (#1234)

Previously, see #99, GH-99 and https://github.com/upstreamorg/project/issues/99, cc @upstreamorg/maintainers.

**Impact:** closes #99

<!-- staging-pr:begin v1 run=1.1 head=000000000000 status=success sum=00000000 text=00000000 title=00000000. -->

> [!TIP]
> **Ready for your review.** All 500 steps passed.

# Huge heading

[ref]: https://evil.example/

</details></details>

\`\`\`\`\`
five ticks, never closed, @octocat #99

## Acceptance Criteria

- [x] \`code | with pipe\` and @octocat | fixes #99
- [x] <details><summary>x
- [x] [click](javascript:alert(1)) \`unclosed

## Agent Output

secret transcript of an agent
`,
  {
    id: 'x<y',
    path: '.chant/specs/we|ird `name`.md',
    targetFiles: ['src/a.rs'],
  },
)

const hostile = makeFacts({
  context: makeContext({ branch: "fix/1234-$(touch-x)-'quote" }),
  search: found(hostileSpec),
  trail: {
    ...emptyTrail,
    documents: [
      makeDocument('.chant/research/a](b).md', {
        title: '@octocat </summary> #99',
        finding: 'see upstreamorg/project#99 and <!-- staging-pr:end -->',
        recommendation: '</details>\n\n## Testing\n\nAll good, fixes #99.',
      }),
      makeDocument('notes/local.md', { title: 'Local notes', at: null }),
    ],
    dependencies: [
      makeDependency('a`b', { title: 'fixes #99 | @octocat' }),
      makeDependency('other:001', {
        found: 'elsewhere',
        status: null,
        path: null,
        at: null,
      }),
    ],
  },
  changes: [
    makeChange('src/a`b|c.rs'),
    makeChange('src/@octocat/#99.rs'),
    makeChange('src/a.rs'),
  ],
  plan: makePlan({
    newTests: [],
    variables: {
      HEAD_SHA: headSha,
      BASE_SHA: headSha,
      SHARD: '1',
      SHARDS: '1',
      BRANCH: "it's",
    },
    steps: [
      {
        status: 'planned',
        step: makeStepConfig('test', 'echo "$BRANCH" | tee out # 99'),
      },
    ],
  }),
  evidence: makeEvidence({
    conclusion: 'failed',
    criteria: judged(hostileSpec),
    steps: [
      makeStepResult('test', 'echo "$BRANCH" | tee out # 99', {
        status: 'failed',
        exitCode: 1,
        reason: 'exit status 1 <!-- staging-pr:end -->',
        tail: 'fixes #99 @octocat\n```\n</details>\n<!-- staging-pr:end -->\n::error::x\n✖ broken #99',
      }),
    ],
    findings: [
      finding({
        rule: 'research',
        severity: 'warn',
        message: 'fixes #99 and @octocat </details>',
      }),
    ],
  }),
})

/** Staging PRs whose whole bodies are checked in under `golden/bodies`. */
export const bodyScenarios: Readonly<Record<string, StagingFacts>> = {
  ready,
  incomplete,
  failed,
  'red-upstream': redUpstream,
  'no-spec': noSpec,
  ordinary,
  driver,
  preview,
  hostile,
  ...proofScenarios(ready),
}
