import { sample } from './evidence.ts'
import {
  common,
  configHash,
  stepResult,
  toolchain,
  workflowRun,
} from './parts.ts'
import { type SchemaText, under } from './schema-text.ts'

const runs = Object.fromEntries(
  Object.entries({
    newBefore: "The head's test on the code before the fix.",
    newAfter: "The head's test on the head.",
    originalBefore: 'The original test on the code before the fix.',
    originalAfter: 'The original test on the head.',
    first: 'The first version of the test on the head.',
    support:
      'The test on the head, with what tests rest on as it was before the fix.',
  }).flatMap(([name, text]) => [
    [`proof.runs.${name}`, text],
    [
      `proof.runs.${name}[].colour`,
      '`red`, `green`, or `none` where the run shows nothing.',
    ],
    [
      `proof.runs.${name}[].by`,
      'What makes it red: a failed test, or only what `red` of the step declares.',
    ],
    [`proof.runs.${name}[].reason`, 'Why it shows nothing, a clause.'],
    [
      `proof.runs.${name}[].remedy`,
      'What to do about it; null where nothing is.',
    ],
  ]),
)

/** Texts of what a leg leaves. */
export const legEvidenceText: SchemaText = {
  title: 'Staging PR evidence of a leg',
  description:
    'What one job of verification measured. Written by the mode `verify`, read by the mode `publish`, which believes nothing of it that the plan does not confirm.',
  properties: {
    ...common,
    ...workflowRun,
    leg: 'The leg of the plan.',
    'leg.id': 'Its id, as the matrix has it.',
    'leg.step': 'Id of its step.',
    'leg.shard': 'Which part of the step it is, from 1.',
    'leg.shards': 'Of how many.',
    head: 'The commit that was verified.',
    'head.sha': 'Its SHA.',
    'head.branch': 'The fix branch.',
    mergeBase: 'The code before the fix.',
    'mergeBase.sha': 'Where the branch left upstream.',
    spec: 'The spec of the branch; null where none was found.',
    'spec.blob': 'Git object of the spec; null where it was not read from git.',
    configHash,
    toolchain,
    dirty: 'Tracked files of the work tree differed from the commit.',
    result: 'What came of the step.',
    ...under('result', stepResult),
    proof: 'Runs of the reproduction test; null for any other step.',
    'proof.runs': 'By version of the test and tree.',
    ...runs,
    'proof.originalTail':
      'End of what the original test prints on the head where it is red, else empty.',
    tests: 'Tests by name; null where the output names none.',
    'tests.runner': 'The test runner, or a JUnit report.',
    'tests.passed': 'Names of tests that passed.',
    'tests.failed': 'Names of tests that failed.',
    'tests.skipped': 'Names of tests that were skipped.',
    'tests.complete':
      'Every test of the run is named, so that the absence of a name says something.',
    'tests.allFailures': 'Every failure is named.',
    'tests.stopped': 'The runner broke off at a failure.',
  },
  examples: {
    schemaVersion: 1,
    leg: { id: 'test.2', step: 'test', shard: 2, shards: 4 },
    run: { id: 7_712_003_415, attempt: 1, repositoryId: 2 },
    head: { sha: sample.commit, branch: 'fix/issue-1234' },
    mergeBase: { sha: sample.before },
    spec: { blob: sample.blob },
    configHash: '0123456789abcdef'.repeat(4),
    product: 'Staging PR 0.1.0',
    toolchain: { Linux: '6.8', rustc: '1.91.0' },
    dirty: false,
    result: sample.step,
    proof: null,
    tests: {
      runner: 'cargo test',
      passed: ['store::keeps_both'],
      failed: [],
      skipped: [],
      complete: true,
      allFailures: true,
      stopped: false,
    },
  },
}
