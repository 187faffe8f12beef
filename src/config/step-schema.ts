import * as z from 'zod/mini'
import { stepKinds } from './config.ts'
import { defaults } from './defaults.ts'
import {
  choice,
  duration,
  flag,
  glob,
  keys,
  stepId,
  text,
  texts,
  textsByName,
  variableName,
  wholeNumber,
} from './schema-parts.ts'

const command = { expected: 'a command', pattern: /\S/u } as const
const { step } = defaults

const accepted = keys(
  {
    test: text(
      {
        expected: 'the blob SHA of a file, 40 or 64 digits 0-9 and a-f',
        pattern: /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u,
      },
      { description: 'Blob SHA of the changed test file that is accepted.' },
    ),
    reason: text(
      { expected: 'a text that says why' },
      {
        description:
          'Why the changed test is right. It stays in the staging PR.',
      },
    ),
  },
  {
    description:
      "A person's word that a changed reproduction test is right. Counts on the branch of `source-ref` only, not on the fix branch.",
  },
)

/** A regular expression, checked when the file is read. */
const red = z.string({ error: 'a regular expression' }).check(
  z.minLength(1, { error: 'a regular expression' }),
  z.refine(isRegularExpression, { error: 'a valid regular expression' }),
  z.meta({
    description:
      "How a genuine failure looks in the output, as a regular expression. Without it the test runner's own summary decides.",
    format: 'regex',
    examples: ['test result: FAILED'],
  }),
)

function isRegularExpression(source: string): boolean {
  try {
    return new RegExp(source, 'u') instanceof RegExp
  } catch {
    // The only way to ask the engine whether it understands an expression.
    return false
  }
}

const howItRuns = {
  run: text(command, {
    description:
      'The command. It sees ISSUE, NEW_TESTS, SPEC_ID, HEAD_SHA, BASE_SHA and BRANCH as environment variables; one that names ISSUE or NEW_TESTS while that is unknown is skipped.',
    examples: ['cargo test'],
  }),
  kind: z.optional(
    choice(stepKinds, {
      description:
        "What the step shows. By default it follows from the step's name: reproduction; clippy, lint, eslint, ruff, flake8, vet: lint; fmt, format, prettier, black: format; else test.",
    }),
  ),
  timeout: z.optional(
    duration({
      description: 'After this time the command and its children are ended.',
      default: step.timeout,
    }),
  ),
  retries: z.optional(
    wholeNumber([0, 10], {
      description:
        'How often a failed command is run again. A pass after a failure is shown as such.',
      default: step.retries,
    }),
  ),
  shell: z.optional(
    text(
      { expected: 'the name of a shell' },
      {
        description:
          'Shell that runs the command; bash is called with --noprofile --norc -eo pipefail.',
        default: step.shell,
      },
    ),
  ),
  'working-directory': z.optional(
    text(
      {
        expected: 'a folder inside the repository, without a leading / and ..',
        pattern: /^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[^\\\p{Cc}]+$/u,
      },
      {
        description: 'Folder in which the command runs, from the root.',
        default: step.workingDirectory,
      },
    ),
  ),
  env: z.optional(
    textsByName(
      { name: variableName, value: { expected: 'a text' } },
      { description: 'Environment variables of the command.', default: {} },
    ),
  ),
  'env-pass': z.optional(
    texts(variableName, {
      description:
        "Variables of the action's environment that the command may see.",
      default: [],
    }),
  ),
}

const reproduction = {
  files: z.optional(
    texts(glob, {
      description:
        'Which files are the reproduction test; they are put onto the code before the fix.',
      default: [],
    }),
  ),
  runs: z.optional(
    wholeNumber([1, 100], {
      description:
        'How often the reproduction test is run. A race has to be red at least once before the fix and green every time after it.',
      default: step.runs,
    }),
  ),
  red: z.optional(red),
  setup: z.optional(
    text(command, {
      description:
        'Runs first in the tree from before the fix, for example to install dependencies.',
    }),
  ),
  accepted: z.optional(accepted),
}

const howItIsRead = {
  baseline: z.optional(
    flag({
      description:
        'Failures that were there before the fix hold nothing back. By default true, for a reproduction false.',
    }),
  ),
  junit: z.optional(
    texts(glob, {
      description: 'JUnit XML files that the command writes.',
      default: [],
    }),
  ),
  needs: z.optional(
    texts(stepId, {
      description: 'Steps above this one that it builds on.',
      default: [],
    }),
  ),
  shards: z.optional(
    wholeNumber([1, 256], {
      description:
        'Into how many jobs of a matrix the step is split; each sees SHARD and SHARDS.',
      default: step.shards,
    }),
  ),
  'runs-on': z.optional(
    text(
      { expected: 'the label of a runner' },
      { description: 'Runner of the job in a matrix.' },
    ),
  ),
}

const stepKeys = keys(
  { ...howItRuns, ...reproduction, ...howItIsRead },
  { description: 'A verification step.' },
)

/** A step as it is written: a command alone, or keys. */
export const stepSchema = z.union(
  [text(command, { description: 'Short for {run: …}.' }), stepKeys],
  { error: 'a command, or keys with `run` among them' },
)

/** A step as it is written in long form. */
export type StepFile = z.infer<typeof stepKeys>
