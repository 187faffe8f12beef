import * as z from 'zod/mini'
import { gateIds, type GateId, severities } from '../finding.ts'
import { defaultBranches, defaultGates, defaults } from './defaults.ts'
import {
  branchName,
  choice,
  duration,
  flag,
  glob,
  keys,
  plainText,
  stepId,
  text,
  texts,
  textsByName,
  variableName,
  wholeNumber,
} from './schema-parts.ts'
import { stepSchema } from './step-schema.ts'

const gateDescriptions: Readonly<Record<GateId, string>> = {
  spec: 'The spec is there, can be loaded and is in a fit state.',
  dependencies: 'What the spec depends on is completed.',
  commits: 'The commits that the spec names are in the branch.',
  proof: 'The reproduction test fails before the fix and passes after it.',
  steps: 'Every verification step passed.',
  criteria: 'No acceptance criterion is open or contradicted.',
  scope: "Changed files are among the spec's `target_files`.",
  'test-integrity': 'The branch removes and ignores no test.',
  'spec-integrity': 'The branch does not weaken its own spec.',
  research: 'The research that the spec names exists.',
  'release-notes': 'The spec has release notes to build the body from.',
  history: 'No WIP, fixup or merge commit goes upstream.',
  freshness: "The branch is up to date with upstream's.",
  'fork-only': 'No file of the fork alone goes upstream.',
  ci: "The fork's other checks passed on the head commit.",
}

const levels = [...severities, 'off'] as const

function gate(id: GateId) {
  return z.optional(
    choice(levels, {
      description: gateDescriptions[id],
      default: defaultGates[id],
    }),
  )
}

/** Spelled out, so that the type knows each gate; the tests compare it with {@link gateIds}. */
const gates = keys(
  {
    spec: gate('spec'),
    dependencies: gate('dependencies'),
    commits: gate('commits'),
    proof: gate('proof'),
    steps: gate('steps'),
    criteria: gate('criteria'),
    scope: gate('scope'),
    'test-integrity': gate('test-integrity'),
    'spec-integrity': gate('spec-integrity'),
    research: gate('research'),
    'release-notes': gate('release-notes'),
    history: gate('history'),
    freshness: gate('freshness'),
    'fork-only': gate('fork-only'),
    ci: gate('ci'),
  } satisfies Record<(typeof gateIds)[number], unknown>,
  {
    description:
      'How much each gate weighs: error holds the staging PR back, warn is shown on the first screen, note below, off is not run.',
  },
)

const verify = z
  .record(plainText(stepId), stepSchema, {
    error: 'steps by name, such as {test: cargo test}',
  })
  .check(
    z.meta({
      description:
        'Verification steps by id, run in this order. Without this key the manifests at the root of the repository choose them; {} means none.',
      examples: [{ test: 'cargo test', fmt: 'cargo fmt --check' }],
    }),
  )

const where = {
  branches: z.optional(
    texts(
      { expected: 'a branch pattern such as fix/**' },
      {
        description: 'Patterns of fix branches; a leading ! leaves one out.',
        default: defaultBranches,
      },
    ),
  ),
  base: z.optional(
    text(branchName, {
      description:
        "Base of the staging PR in the fork. By default the fork's branch named like upstream's default branch, else the fork's default branch.",
    }),
  ),
  upstream: z.optional(
    text(
      { expected: 'owner/name', pattern: /^[\w.-]{1,100}\/[\w.-]{1,100}$/u },
      {
        description:
          "The repository that the fork was made from. By default the fork's parent.",
      },
    ),
  ),
  'upstream-base': z.optional(
    text(branchName, {
      description:
        "Branch of upstream that the fix is for. By default upstream's default branch.",
    }),
  ),
}

const run = {
  timeout: z.optional(
    duration({
      description: 'Time that all steps together may take.',
      default: defaults.timeout,
    }),
  ),
  concurrency: z.optional(
    wholeNumber([1, 64], {
      description: 'How many steps may run side by side in one job.',
      default: defaults.concurrency,
    }),
  ),
  reuse: z.optional(
    flag({
      description: 'Take over results of an earlier run on the same tree.',
      default: defaults.reuse,
    }),
  ),
  'check-runs': z.optional(
    flag({
      description:
        'Add a check run with every annotation; needs the permission checks: write.',
      default: defaults.checkRuns,
    }),
  ),
  annotations: z.optional(
    keys(
      {
        junit: z.optional(
          texts(glob, {
            description: 'JUnit XML files to annotate from.',
            default: [],
          }),
        ),
      },
      { description: 'What lines are annotated from.' },
    ),
  ),
  env: z.optional(
    keys(
      {
        pass: z.optional(
          texts(variableName, {
            description:
              "Variables of the action's environment that every command may see.",
            default: [],
          }),
        ),
        set: z.optional(
          textsByName(
            { name: variableName, value: { expected: 'a text' } },
            { description: 'Variables that every command sees.', default: {} },
          ),
        ),
      },
      { description: 'Environment of the commands.' },
    ),
  ),
}

const handoff = keys(
  {
    research: z.optional(
      flag({
        description:
          'Put what the research documents found into the text for upstream, as plain text.',
        default: defaults.handoff.research,
      }),
    ),
    branch: z.optional(
      flag({
        description:
          'Push a clean branch for upstream to the fork; needs the permission contents: write.',
        default: defaults.handoff.branch,
      }),
    ),
    squash: z.optional(
      flag({
        description:
          "The clean branch is one commit; with false the branch's own commits, without the files for the fork alone.",
        default: defaults.handoff.squash,
      }),
    ),
    close: z.optional(
      flag({
        description: 'Close the staging PR when the upstream PR is merged.',
        default: defaults.handoff.close,
      }),
    ),
  },
  { description: 'What is handed over when the staging PR is ready.' },
)

/** The configuration file. */
export const configSchema = keys(
  {
    ...where,
    verify: z.optional(verify),
    criteria: z.optional(
      textsByName(
        {
          name: { expected: 'words of a criterion' },
          value: { expected: 'the id of a step' },
        },
        {
          description:
            'Words of an acceptance criterion, and the step that shows it.',
          default: {},
        },
      ),
    ),
    gates: z.optional(gates),
    ...run,
    handoff: z.optional(handoff),
  },
  { description: 'Configuration of Staging PR, every key optional.' },
)

/** What a configuration file says, checked; nothing filled in. */
export type ConfigFile = z.infer<typeof configSchema>

/** The published JSON Schema of the configuration file. */
export function configJsonSchema(): object {
  const { $schema, ...rest } = z.toJSONSchema(configSchema)
  return { $schema, title: 'Staging PR configuration', ...rest }
}
