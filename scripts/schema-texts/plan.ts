import { sample } from './evidence.ts'
import { common, configHash, specName, workflowRun } from './parts.ts'
import { type SchemaText, under } from './schema-text.ts'

const source = (path: string, what: string): Record<string, string> => ({
  [path]: `${what}; null where there is none.`,
  [`${path}.sha`]: 'Its commit.',
  [`${path}.from`]: 'Its name.',
})

const fix = {
  '.branch': 'The fix branch.',
  '.head': 'What is to be verified.',
  '.head.sha': 'Its commit.',
  '.base': 'The base of the staging PR.',
  '.base.ref': 'Branch of the fork.',
  '.base.sha': 'Its commit.',
  '.mergeBase': 'The code before the fix.',
  '.mergeBase.sha': 'Where the branch left upstream.',
  '.mergeBase.from': "The ref that upstream's side was taken from.",
  '.upstream': 'The repository that the fork was made from.',
  '.upstream.owner': 'Its owner.',
  '.upstream.name': 'Its name.',
  ...under('.spec', specName),
  '.configHash': configHash,
  '.sources': 'Where else spec and configuration were looked for.',
  ...source('.sources.sourceRef', 'The branch `source-ref`'),
  ...source('.sources.defaultBranch', "The fork's default branch"),
  '.steps': 'Steps in the order of the configuration.',
  '.steps[].id': 'Id of the step.',
  '.steps[].kind': 'What the step shows.',
  '.steps[].command': 'The command, secrets taken out.',
  '.steps[].definition':
    'SHA-256 of everything that the configuration says of the step, by which it is compared.',
  '.steps[].status': 'Whether it is to be run.',
  '.steps[].reason': 'Why it is skipped, a clause; null where it is not.',
  '.legs': 'Jobs that verify: one for each step or shard.',
  '.legs[].id': 'Id of the leg, fit for the name of a file.',
  '.legs[].step': 'Id of its step.',
  '.legs[].shard': 'Which part of the step it is, from 1.',
  '.legs[].shards': 'Of how many.',
  '.legs[].runsOn':
    'Label of the runner that the step asks for; null where it asks for none.',
}

/** Texts of the plan. */
export const planText: SchemaText = {
  title: 'Staging PR plan',
  description:
    'What is to be verified, by which jobs, and for which commits. Written by the mode `plan`; `publish` computes it again and takes evidence for that plan alone.',
  properties: {
    ...common,
    ...workflowRun,
    fork: 'The repository that the action runs in.',
    'fork.owner': 'Its owner.',
    'fork.name': 'Its name.',
    'fork.id': 'Its id; null where it is not known.',
    'fork.defaultBranch': 'Its default branch; null where it is not known.',
    inputs:
      'Inputs of the action that the plan depends on; null is an unset one.',
    'inputs.config': 'Path of the configuration.',
    'inputs.verify': 'The inline `verify` block, secrets taken out.',
    'inputs.verifyHash':
      'SHA-256 of it as it was given; null where there is none.',
    'inputs.base': 'Base of the staging PR.',
    'inputs.upstream': 'Upstream as `owner/name`.',
    'inputs.spec': 'Id or path of the spec.',
    'inputs.issue': 'Number of the upstream issue.',
    'inputs.acceptTest': 'Changed tests that a person accepts.',
    fixes: 'Fix branches that are to be verified; a sweep has several.',
    ...under('fixes[]', fix),
    refused:
      'Branches of a sweep that cannot be planned for what they carry themselves.',
    'refused[].branch': 'The fix branch.',
    'refused[].headSha': 'Its commit.',
  },
  examples: {
    schemaVersion: 1,
    product: 'Staging PR 0.1.0',
    run: { id: 7_712_003_415, attempt: 1, repositoryId: 2 },
    fork: { owner: 'you', name: 'project', id: 2, defaultBranch: 'main' },
    inputs: {
      config: '.github/staging-pr.yml',
      verify: null,
      verifyHash: null,
      base: null,
      upstream: null,
      spec: null,
      issue: null,
      acceptTest: null,
    },
    fixes: [
      {
        branch: 'fix/issue-1234',
        head: { sha: sample.commit },
        base: { ref: 'main', sha: sample.before },
        mergeBase: { sha: sample.before, from: 'upstream/main' },
        upstream: { owner: 'upstream', name: 'project' },
        spec: null,
        configHash: '0123456789abcdef'.repeat(4),
        sources: { sourceRef: null, defaultBranch: null },
        steps: [
          {
            id: 'test',
            kind: 'test',
            command: 'cargo test',
            definition: '0123456789abcdef'.repeat(4),
            status: 'planned',
            reason: null,
          },
        ],
        legs: [{ id: 'test', step: 'test', shard: 1, shards: 1, runsOn: null }],
      },
    ],
    refused: [],
  },
}
