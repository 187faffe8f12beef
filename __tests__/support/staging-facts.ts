import { gateIds, type GateId, type GateLevel } from '../../src/finding.ts'
import type { Config, StepConfig } from '../../src/config/config.ts'
import type { RunContext } from '../../src/context/run-context.ts'
import type {
  Evidence,
  JudgedCriterion,
  StepResult,
} from '../../src/evidence/evidence.ts'
import type { ChangedFile, Plan } from '../../src/plan/plan.ts'
import { noProof } from '../../src/evidence/proof/no-proof.ts'
import { sourced } from '../../src/sourced.ts'
import type { Criterion, Section, Spec } from '../../src/spec/spec.ts'
import type {
  Dependency,
  ResearchDocument,
  SpecTrail,
} from '../../src/spec/trail.ts'
import type { StagingFacts } from '../../src/pull-request/staging-facts.ts'

export const headSha = '9f3c2a7d1e22b04c5a6f7e8d9c0b1a2f3e4d5c6b'
export const mergeBaseSha = '4be01d2f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d'

export function makeContext(overrides: Partial<RunContext> = {}): RunContext {
  return {
    server: {
      url: 'https://github.com',
      apiUrl: 'https://api.github.com',
      graphqlUrl: 'https://api.github.com/graphql',
    },
    run: { id: 7_712_003_415, attempt: 1 },
    fork: {
      owner: 'yourusername',
      name: 'project',
      id: 2,
      defaultBranch: 'main',
    },
    upstream: {
      owner: 'upstreamorg',
      name: 'project',
      id: 1,
      defaultBranch: 'main',
    },
    branch: 'fix/issue-1234',
    base: 'main',
    headSha,
    ...overrides,
  }
}

/**
 * A spec from its Markdown body. Sections and criteria are taken from plain
 * `## ` headings and boxes, which is enough for text that has no surprises;
 * line numbers count from the first line of the body.
 */
export function makeSpec(body: string, overrides: Partial<Spec> = {}): Spec {
  const lines = body.split('\n')
  const items = lines.flatMap(toCriterion)
  const heading = lines.findIndex((line) =>
    line.startsWith('## Acceptance Criteria'),
  )
  const title = lines.find((line) => line.startsWith('# '))
  return {
    id: '005-fork-fix',
    path: '.chant/specs/005-fork-fix.md',
    blob: null,
    root: '',
    archived: false,
    type: 'code',
    status: 'completed',
    dependsOn: [],
    targetFiles: [],
    informedBy: [],
    commits: [],
    labels: [],
    members: [],
    branch: null,
    completedAt: null,
    approval: null,
    model: null,
    writtenModel: null,
    title: title === undefined ? null : title.slice(2),
    criteria: {
      total: items.length,
      checked: items.filter(({ checked }) => checked).length,
      unchecked: items.filter(({ checked }) => !checked).length,
      items,
      line: heading === -1 ? null : heading + 1,
    },
    sections: sectionsOf(lines),
    driver: null,
    member: null,
    present: [],
    unknownFields: [],
    hasFrontmatter: true,
    body,
    findings: [],
    ...overrides,
  }
}

function toCriterion(line: string, index: number): readonly Criterion[] {
  const box = /^\s*- \[([ xX])\] (.*)$/u.exec(line)
  if (box === null) return []
  const text = box[2] ?? ''
  return [{ text, checked: box[1] !== ' ', line: index + 1 }]
}

function sectionsOf(lines: readonly string[]): readonly Section[] {
  const starts = lines.flatMap((line, index) =>
    line.startsWith('## ') ? [index] : [],
  )
  return starts.map((start, at) => ({
    heading: (lines[start] ?? '').slice(3),
    line: start + 1,
    text: lines.slice(start + 1, starts[at + 1] ?? lines.length).join('\n'),
  }))
}

export function makeStepConfig(
  id: string,
  run: string,
  overrides: Partial<StepConfig> = {},
): StepConfig {
  return {
    id,
    kind: 'test',
    run,
    timeoutMs: 1_800_000,
    retries: 0,
    shell: 'bash',
    workingDirectory: '.',
    env: {},
    envPass: [],
    files: [],
    runs: 1,
    red: null,
    setup: null,
    accepted: null,
    baseline: false,
    junit: [],
    needs: [],
    shards: 1,
    runsOn: null,
    origin: 'configured',
    source: '`.github/staging-pr.yml`',
    ...overrides,
  }
}

export function makeStepResult(
  id: string,
  command: string,
  overrides: Partial<StepResult> = {},
): StepResult {
  return {
    id,
    kind: 'test',
    command,
    status: 'passed',
    exitCode: 0,
    durationMs: 12_300,
    attempts: 1,
    flaky: false,
    tests: null,
    tail: '',
    reason: null,
    baseline: null,
    changedFiles: [],
    problems: [],
    problemsLeftOut: 0,
    slowTests: [],
    ...overrides,
  }
}

function gateLevels(): Readonly<Record<GateId, GateLevel>> {
  const [first, ...rest] = gateIds.map((id) => ({ [id]: 'error' as const }))
  return Object.assign({}, first, ...rest)
}

export function makeConfig(overrides: Partial<Config> = {}): Config {
  return {
    branches: sourced(['fix/**', 'chant/**'], 'default'),
    base: null,
    upstream: null,
    upstreamBase: null,
    verify: sourced(steps, '`.github/staging-pr.yml`'),
    criteria: {},
    gates: gateLevels(),
    requiresProof: false,
    timeoutMs: 3_600_000,
    concurrency: 1,
    reuse: true,
    checkRuns: false,
    annotations: { junit: [] },
    env: { pass: [], set: {} },
    handoff: { research: false, branch: false, squash: false, close: false },
    path: '.github/staging-pr.yml',
    ...overrides,
  }
}

const steps: readonly StepConfig[] = [
  makeStepConfig('reproduction', 'cargo test "issue_$ISSUE"', {
    kind: 'reproduction',
  }),
  makeStepConfig('new-tests', 'cargo test -- $NEW_TESTS'),
  makeStepConfig('test', 'cargo test'),
  makeStepConfig('clippy', 'cargo clippy --all-targets -- -D warnings', {
    kind: 'lint',
  }),
  makeStepConfig('fmt', 'cargo fmt --check', { kind: 'format' }),
]

export const stepResults: readonly StepResult[] = [
  makeStepResult('reproduction', 'cargo test "issue_$ISSUE"', {
    kind: 'reproduction',
    durationMs: 41_200,
    tests: { passed: 1, failed: 0, skipped: 0 },
  }),
  makeStepResult('new-tests', 'cargo test -- $NEW_TESTS', {
    tests: { passed: 3, failed: 0, skipped: 0 },
  }),
  makeStepResult('test', 'cargo test', {
    durationMs: 98_000,
    tests: { passed: 217, failed: 0, skipped: 2 },
  }),
  makeStepResult('clippy', 'cargo clippy --all-targets -- -D warnings', {
    kind: 'lint',
    durationMs: 22_000,
  }),
  makeStepResult('fmt', 'cargo fmt --check', {
    kind: 'format',
    durationMs: 730,
  }),
]

export function makePlan(overrides: Partial<Plan> = {}): Plan {
  const path = 'tests/storage/concurrent_test.rs'
  return {
    steps: steps.map((step) => ({ status: 'planned', step })),
    variables: {
      ISSUE: '1234',
      NEW_TESTS:
        'concurrent_write_timeout_handling\nconcurrent_write_nested\nconcurrent_write_partial_failure',
      SPEC_ID: '005-fork-fix',
      HEAD_SHA: headSha,
      BASE_SHA: mergeBaseSha,
      BRANCH: 'fix/issue-1234',
      SHARD: '1',
      SHARDS: '1',
    },
    newTests: [
      { name: 'concurrent_write_timeout_handling', path, line: 5 },
      { name: 'concurrent_write_nested', path, line: 25 },
      { name: 'concurrent_write_partial_failure', path, line: 45 },
    ],
    ...overrides,
  }
}

/** Judged as in a run whose configuration binds nothing. */
export function judged(spec: Spec): readonly JudgedCriterion[] {
  return spec.criteria.items.map(({ text, checked }) => ({
    text,
    checked,
    state: checked ? 'claimed' : 'open',
    by: null,
  }))
}

export function makeEvidence(overrides: Partial<Evidence> = {}): Evidence {
  return {
    schemaVersion: 1,
    run: { id: 7_712_003_415, attempt: 1, repositoryId: 2 },
    head: {
      sha: headSha,
      tree: '1111111111111111111111111111111111111111',
      branch: 'fix/issue-1234',
      dirty: false,
    },
    base: { ref: 'main', sha: mergeBaseSha },
    mergeBase: { sha: mergeBaseSha, from: 'upstreamorg/project main' },
    spec: {
      id: '005-fork-fix',
      path: '.chant/specs/005-fork-fix.md',
      blob: null,
    },
    configHash: 'c'.repeat(64),
    product: 'Staging PR 1.0.0',
    reused: null,
    toolchain: { Linux: '6.8', rustc: '1.91.0' },
    steps: stepResults,
    proof: noProof,
    criteria: [],
    findings: [],
    conclusion: 'ready',
    ...overrides,
  }
}

export function makeChange(
  path: string,
  overrides: Partial<ChangedFile> = {},
): ChangedFile {
  return {
    path,
    status: 'modified',
    previousPath: null,
    added: 9,
    removed: 2,
    blob: 'b'.repeat(40),
    previousBlob: 'a'.repeat(40),
    ...overrides,
  }
}

export function makeDocument(
  path: string,
  overrides: Partial<ResearchDocument> = {},
): ResearchDocument {
  return {
    path,
    title: null,
    finding: null,
    recommendation: null,
    at: { ref: 'head commit', sha: headSha },
    ...overrides,
  }
}

export function makeDependency(
  id: string,
  overrides: Partial<Dependency> = {},
): Dependency {
  return {
    id,
    title: null,
    status: 'completed',
    path: `.chant/specs/${id}.md`,
    found: 'active',
    at: { ref: 'head commit', sha: headSha },
    targetFiles: [],
    ...overrides,
  }
}

export const emptyTrail: SpecTrail = {
  dependencies: [],
  documents: [],
  members: [],
  mentioned: [],
}

export function found(spec: Spec): StagingFacts['search'] {
  return {
    status: 'found',
    spec,
    by: 'issue-label',
    at: { ref: 'head commit', sha: headSha },
  }
}

export function makeFacts(overrides: Partial<StagingFacts> = {}): StagingFacts {
  return {
    context: makeContext(),
    issue: sourced(1234, 'branch name'),
    config: makeConfig(),
    search: { status: 'none', looked: [] },
    trail: emptyTrail,
    changes: [],
    plan: makePlan(),
    evidence: makeEvidence(),
    ...overrides,
  }
}
