import { Refusal } from '../errors.ts'

/** Parts of the work that a run can do. */
const modes = ['run', 'plan', 'verify', 'publish', 'handoff'] as const

/** Part of the work that a run does. */
type Mode = (typeof modes)[number]

const draftModes = ['never', 'auto', 'always'] as const

/** When the staging PR is a draft. */
type DraftMode = (typeof draftModes)[number]

export const failOnLevels = ['verification', 'not-ready', 'never'] as const

/** How the jobs ended that one waits for (https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#needs-context). */
const jobResults = ['success', 'failure', 'cancelled', 'skipped'] as const

/** How the jobs ended that one waits for. */
type JobResult = (typeof jobResults)[number]

/** Which conclusions fail the job. */
export type FailOn = (typeof failOnLevels)[number]

/** Inputs of the action; `null` and empty lists are unset ones. */
export type Inputs = {
  readonly mode: Mode
  readonly token: string | null
  readonly config: string | null
  readonly verify: string | null
  readonly branch: string | null
  readonly base: string | null
  readonly spec: string | null
  readonly sourceRef: string | null
  readonly upstream: string | null
  readonly issue: number | null
  readonly labels: readonly string[]
  readonly reviewers: readonly string[]
  readonly assignees: readonly string[]
  readonly milestone: string | null
  readonly draft: DraftMode
  readonly failOn: FailOn
  readonly acceptTest: string | null
  readonly dryRun: boolean
  readonly newPullRequest: boolean
  readonly step: string | null
  readonly plan: string | null
  readonly planHash: string | null
  readonly evidenceDir: string | null
  readonly verifyResult: JobResult | null
}

/** Every name that `action.yml` declares, in its order. */
export const inputNames = [
  'mode',
  'token',
  'config',
  'verify',
  'branch',
  'base',
  'spec',
  'source-ref',
  'upstream',
  'issue',
  'labels',
  'reviewers',
  'assignees',
  'milestone',
  'draft',
  'fail-on',
  'accept-test',
  'dry-run',
  'new-pull-request',
  'step',
  'plan',
  'plan-hash',
  'evidence-dir',
  'verify-result',
] as const

/** Name of an input as users write it. */
export type InputName = (typeof inputNames)[number]

/** The configuration file that may be absent. */
export const defaultConfigPath = '.github/staging-pr.yml'

/**
 * Reads the inputs; an empty one counts as unset (GitHub passes `''` for an
 * expression that came out empty, so defaults are applied here as well).
 * Throws {@link Refusal} for a value that is not allowed.
 */
export function readInputs(get: (name: InputName) => string): Inputs {
  const text = (name: InputName): string | null => {
    const value = get(name).trim()
    return value === '' ? null : value
  }
  const reader = { text }
  return {
    mode: oneOf(reader, 'mode', modes),
    token: text('token'),
    config: text('config'),
    verify: text('verify'),
    branch: text('branch'),
    base: text('base'),
    spec: text('spec'),
    sourceRef: text('source-ref'),
    upstream: text('upstream'),
    issue: issueNumber(text('issue')),
    labels: list(text('labels')),
    reviewers: list(text('reviewers')),
    assignees: list(text('assignees')),
    milestone: text('milestone'),
    draft: oneOf(reader, 'draft', draftModes),
    failOn: oneOf(reader, 'fail-on', failOnLevels),
    acceptTest: text('accept-test'),
    dryRun: flag(reader, 'dry-run'),
    newPullRequest: flag(reader, 'new-pull-request'),
    step: text('step'),
    plan: text('plan'),
    planHash: text('plan-hash'),
    evidenceDir: text('evidence-dir'),
    verifyResult: jobResult(text('verify-result')),
  }
}

type Reader = { readonly text: (name: InputName) => string | null }

/** The first allowed value is the default. */
function oneOf<Value extends string>(
  { text }: Reader,
  name: InputName,
  allowed: readonly [Value, ...Value[]],
): Value {
  const given = text(name)
  if (given === null) return allowed[0]
  const value = allowed.find((one) => one === given.toLowerCase())
  if (value !== undefined) return value
  throw new Refusal(
    `input \`${name}\`: expected ${allowed.join(', ')}; got "${given}".`,
  )
}

function jobResult(given: string | null): JobResult | null {
  if (given === null) return null
  const value = jobResults.find((one) => one === given)
  if (value !== undefined) return value
  throw new Refusal(
    `input \`verify-result\`: expected ${jobResults.join(', ')}; got "${given}".`,
    {
      remedy: 'Give the result as GitHub has it: `${{ needs.verify.result }}`.',
    },
  )
}

function flag({ text }: Reader, name: InputName): boolean {
  const given = text(name)?.toLowerCase() ?? 'false'
  if (given === 'true') return true
  if (given === 'false') return false
  throw new Refusal(
    `input \`${name}\`: expected true or false; got "${given}".`,
  )
}

function issueNumber(given: string | null): number | null {
  if (given === null) return null
  const digits = /^(?:#|gh-)?([1-9]\d{0,9})$/iu.exec(given)?.[1]
  if (digits !== undefined) return Number(digits)
  throw new Refusal(
    `input \`issue\`: expected a number such as 1234; got "${given}".`,
  )
}

/** Items between commas and line ends. */
function list(given: string | null): readonly string[] {
  return (given ?? '')
    .split(/[,\n]/u)
    .map((item) => item.trim())
    .filter((item) => item !== '')
}
