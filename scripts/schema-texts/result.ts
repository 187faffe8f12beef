import { sample } from './evidence.ts'
import { common } from './parts.ts'
import type { SchemaText } from './schema-text.ts'

/** Texts of `result.json`. */
export const resultText: SchemaText = {
  title: 'Staging PR result',
  description:
    'The verdict for tools and coding agents: stable codes, and what to do next. Written beside the evidence.',
  properties: {
    schemaVersion: common.schemaVersion,
    conclusion:
      'What the evidence adds up to; null where the run was stopped before.',
    ready: 'The conclusion is `ready`.',
    head: 'The commit that was verified; null where the run was stopped before.',
    'head.sha': 'Its SHA.',
    'head.branch': 'The fix branch.',
    proof:
      'The verdict on the reproduction test; null where the run was stopped before.',
    'proof.status': 'The verdict.',
    'proof.seal':
      'Whether the test is the one written before the fix; null without a reproduction test.',
    steps: 'What happened to each step.',
    'steps[].id': 'Id of the step.',
    'steps[].status': 'What happened.',
    operation: 'What was done to the staging PR.',
    pullRequest: 'The staging PR; null where none was written.',
    'pullRequest.number': 'Its number in the fork.',
    'pullRequest.url': 'Its address.',
    codes: 'Codes of all that holds back or is left to judge, each once.',
    next: 'What to do next, errors first, 20 at most.',
    'next[].code': 'A rule of docs/gates.md, or `run/stopped`.',
    'next[].level': '`error` holds back, `warn` is for a person to judge.',
    'next[].message': 'What was found, one sentence.',
    'next[].remedy': 'What to do about it; null where nothing is told.',
    'next[].path': 'Path of the file; null where no file is concerned.',
    'next[].line': 'Line in the file, from 1; null where none is.',
    'next[].command': 'The command that shows it; null where none does.',
  },
  examples: {
    schemaVersion: 1,
    conclusion: 'failed',
    ready: false,
    head: { sha: sample.commit, branch: 'fix/issue-1234' },
    proof: { status: 'not-fixed', seal: 'intact' },
    steps: [{ id: 'reproduction', status: 'failed' }],
    operation: 'updated',
    pullRequest: {
      number: 7,
      url: 'https://github.com/you/project/pull/7',
    },
    codes: ['proof/not-fixed'],
    next: [
      {
        code: 'proof/not-fixed',
        level: 'error',
        message: 'The reproduction test is red after the fix.',
        remedy: null,
        path: null,
        line: null,
        command: 'cargo test issue_$ISSUE',
      },
    ],
  },
}
