import {
  common,
  configHash,
  specName,
  stepResult,
  toolchain,
  workflowRun,
} from './parts.ts'
import { type SchemaText, under } from './schema-text.ts'

const cells = Object.fromEntries(
  Object.entries({
    'cells.originalBefore': 'The original test on the code before the fix.',
    'cells.originalAfter': 'The original test on the head.',
    'cells.newBefore': "The head's test on the code before the fix.",
    'cells.newAfter': "The head's test on the head.",
    'besides.first':
      'With the first version of the test, where another one counts as its original.',
    'besides.support':
      'With helpers, fixtures and test configuration as they were before the fix.',
  }).flatMap(([path, text]) => [
    [`proof.${path}`, `${text} null where it was not run.`],
    [`proof.${path}.red`, 'How many of the runs were red.'],
    [`proof.${path}.runs`, 'How many runs there were.'],
  ]),
)

const step = {
  id: 'test',
  kind: 'test',
  command: 'cargo test --no-fail-fast',
  status: 'passed',
  exitCode: 0,
  durationMs: 98_000,
  attempts: 1,
  flaky: false,
  tests: { passed: 217, failed: 0, skipped: 2 },
  tail: 'test result: ok. 217 passed; 0 failed; 2 ignored',
  reason: null,
  baseline: null,
  changedFiles: [],
  problems: [
    {
      path: 'src/store.rs',
      line: 45,
      column: 9,
      endLine: null,
      level: 'warning',
      message: 'unused variable: `old`',
      rule: 'unused_variables',
    },
  ],
  problemsLeftOut: 0,
  slowTests: [{ name: 'concurrent::timeout', durationMs: 10_020 }],
}

const commit = '9f3c2a7d1e22b04c5a6f7e8d9c0b1a2f3e4d5c6b'
const before = '4be01d2f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d'
const blob = '1f4c9d8e7b6a5f4e3d2c1b0a99887766554433ff'

/** A step of an example, and the commits that examples speak of. */
export const sample = { step, commit, before, blob }

/** Texts of the evidence. */
export const evidenceText: SchemaText = {
  title: 'Staging PR evidence',
  description:
    'Everything that was measured for one commit of a fix branch, and what it adds up to. Written by the mode `run` and by the command `verify`.',
  properties: {
    ...common,
    ...workflowRun,
    head: 'The commit that was verified.',
    'head.sha': 'Its SHA.',
    'head.tree': 'SHA of its tree; empty where git could not tell it.',
    'head.branch': 'The fix branch.',
    'head.dirty':
      'Tracked files of the work tree differed from the commit, so that something else was verified.',
    base: 'The base of the staging PR.',
    'base.ref': 'Branch of the fork.',
    'base.sha': 'Its commit.',
    mergeBase: 'The code before the fix.',
    'mergeBase.sha': 'Where the branch left upstream.',
    'mergeBase.from': "The ref that upstream's side was taken from.",
    reused: 'The run whose results these are; null where the steps were run.',
    'reused.run': 'That run.',
    'reused.run.id': 'Id of the run.',
    'reused.run.attempt': 'Its attempt, from 1.',
    'reused.at': 'When it was. Seconds since 1970.',
    'reused.ageMs':
      'How old the results were when they were taken. Milliseconds.',
    ...under('spec', specName),
    configHash,
    toolchain,
    steps: 'What came of each step, in the order of the configuration.',
    ...under('steps[]', stepResult),
    proof: 'The verdict on the reproduction test, and what it rests on.',
    'proof.status': 'The verdict.',
    'proof.seal':
      'Whether the test is the one written before the fix; null without a reproduction test.',
    'proof.reason': 'Why, one sentence; null where the status says it.',
    'proof.remedy': 'What to do about it; null where nothing is.',
    'proof.files': 'Files of the reproduction test.',
    'proof.files[].path': 'Path from the root of the repository.',
    'proof.files[].original':
      'The version from before the fix; null where there is none.',
    'proof.files[].original.blob': 'Its git object.',
    'proof.files[].original.commit': 'The commit that has it.',
    'proof.files[].head':
      'Git object at the head; null where the head does not have the file.',
    'proof.accepted':
      "A person's word that a changed test is right; null where there is none.",
    'proof.accepted.test': 'Git object of the accepted test.',
    'proof.accepted.reason': 'What the person says.',
    'proof.accepted.source': 'Where the person said it.',
    'proof.diff': "From the original test to the head's, 200 lines at most.",
    'proof.originalTail':
      'End of what the original test prints on the head where it is red, else empty.',
    'proof.cells': 'Both versions of the test on both trees.',
    'proof.besides':
      'Further runs on the head, where the branch gives a reason for them.',
    ...cells,
    criteria: 'Acceptance criteria of the spec, with what the evidence says.',
    'criteria[].text': 'The criterion without its binding.',
    'criteria[].checked': 'Its box is ticked.',
    'criteria[].state':
      '`proved`: ticked, and shown. `claimed`: ticked only. `contradicted`: ticked, and evidence says otherwise. `open`: not ticked.',
    'criteria[].by':
      'Step or words for what shows it, or why nothing does; null where there is nothing to say.',
    findings:
      'What the gates found, with the weight that the configuration gives it.',
    'findings[].rule':
      'Gate, or gate and detail: every rule stands in docs/gates.md.',
    'findings[].severity':
      '`error` holds back, `warn` is shown on the first screen, `note` below.',
    'findings[].message': 'One sentence.',
    'findings[].remedy': 'What to do; null where nothing is.',
    'findings[].path':
      'Path from the root of the repository; null where no file is concerned.',
    'findings[].line': 'Line, from 1; null where none is.',
    conclusion: 'What it all adds up to.',
  },
  examples: {
    schemaVersion: 1,
    run: { id: 7_712_003_415, attempt: 1, repositoryId: 2 },
    head: {
      sha: commit,
      tree: '5d2a1f0c9b8e7d6c5b4a39281706f5e4d3c2b1a0',
      branch: 'fix/issue-1234',
      dirty: false,
    },
    base: { ref: 'main', sha: before },
    mergeBase: { sha: before, from: 'upstream/main' },
    reused: null,
    spec: { id: '005-fork-fix', path: '.chant/specs/005-fork-fix.md', blob },
    configHash: '0123456789abcdef'.repeat(4),
    product: 'Staging PR 0.1.0',
    toolchain: { Linux: '6.8', rustc: '1.91.0' },
    steps: [step],
    proof: {
      status: 'proven',
      seal: 'intact',
      reason: null,
      remedy: null,
      files: [
        {
          path: 'tests/issue_1234.rs',
          original: { blob, commit: before },
          head: blob,
        },
      ],
      accepted: null,
      diff: '',
      originalTail: '',
      cells: {
        originalBefore: null,
        originalAfter: null,
        newBefore: { red: 4, runs: 5 },
        newAfter: { red: 0, runs: 5 },
      },
      besides: { first: null, support: null },
    },
    criteria: [
      {
        text: 'All existing tests pass',
        checked: true,
        state: 'proved',
        by: 'test',
      },
    ],
    findings: [
      {
        rule: 'scope/undeclared',
        severity: 'warn',
        message:
          '`src/lock.rs` (+75 −0) changed, but the spec does not declare it in `target_files`.',
        remedy: 'Declare it, or take the change out.',
        path: 'src/lock.rs',
        line: null,
      },
    ],
    conclusion: 'ready',
  },
}
