import { type Check, error, type Problem, warn } from '../check.ts'
import type { Facts } from '../facts.ts'
import { inputNames, readInputs } from '../../context/inputs.ts'
import { Refusal } from '../../errors.ts'
import { nearest } from '../../config/nearest.ts'
import { each, type OurJob, placeOf, runsCommands } from '../our-jobs.ts'
import { ourSteps } from '../ours.ts'
import { grants, rightsOf, writesOf } from '../rights.ts'

type Wanted = {
  readonly name: string
  readonly level: 'read' | 'write'
  readonly for: string
  /** The run goes on without it. */
  readonly isSpare: boolean
}

const writing: readonly Wanted[] = [
  { name: 'contents', level: 'read', for: 'the checkout', isSpare: false },
  {
    name: 'pull-requests',
    level: 'write',
    for: 'the staging PR',
    isSpare: false,
  },
  { name: 'statuses', level: 'write', for: 'the commit status', isSpare: true },
]

/** What each way of calling the action needs. */
const wantedIn: Readonly<Record<string, readonly Wanted[]>> = {
  run: writing,
  publish: writing,
  call: writing.map((wanted) => ({ ...wanted, isSpare: false })),
  verify: writing.slice(0, 1),
  plan: [
    { name: 'contents', level: 'read', for: 'the checkout', isSpare: false },
    { name: 'pull-requests', level: 'read', for: 'the plan', isSpare: true },
  ],
}

const permissions = each(
  'permissions',
  {
    level: 'error',
    what: 'the jobs have `contents: read`, `pull-requests: write`, `statuses: write`, and `checks: write` for `check-runs: true`',
    remedy: '`permissions:` of the job',
  },
  (of, facts) => {
    const { file, job, modes } = of
    const rights = rightsOf(facts, file.workflow, job)
    const needs = modes.flatMap((mode) => wantedIn[mode] ?? [])
    const lacking = needs.filter(
      ({ name, level }) => !grants(rights, name, level),
    )
    return [
      ...lacking.map((wanted) => lacks(of, wanted)),
      ...checkRuns(of, facts),
    ]
  },
)

function lacks(
  of: OurJob,
  { name, level, for: what, isSpare }: Wanted,
): Problem {
  const isCall = of.modes.includes('call')
  const consequence = isCall
    ? ': a caller that gives less than the called workflow asks for does not start at all'
    : isSpare
      ? `, so the run goes on without ${what}`
      : `, which ${what} needs`
  const remedy = `add \`${name}: ${level}\` under \`permissions:\` of the job`
  const message = `${placeOf(of)} lacks \`${name}: ${level}\`${consequence}`
  return isSpare ? warn(message, remedy) : error(message, remedy)
}

function checkRuns(of: OurJob, facts: Facts): readonly Problem[] {
  const { file, job, modes } = of
  if (facts.config.config?.checkRuns !== true) return []
  if (modes.includes('call')) {
    return job.uses?.startsWith('./') === true
      ? []
      : [
          warn(
            `${placeOf(of)} calls the workflow with a job for each step, which does not ask for \`checks: write\`: \`check-runs: true\` of the configuration adds no check run`,
            'use one job (`staging-pr init --layout … --one-job`), or a copy of the workflow in the fork that asks for it',
          ),
        ]
  }
  const isAsked = ['run', 'publish', 'handoff'].some((mode) =>
    modes.includes(mode),
  )
  return isAsked &&
    !grants(rightsOf(facts, file.workflow, job), 'checks', 'write')
    ? [
        warn(
          `${placeOf(of)} lacks \`checks: write\`, so \`check-runs: true\` of the configuration adds no check run`,
          'add `checks: write` under `permissions:` of the job, or take `check-runs` out',
        ),
      ]
    : []
}

const usual = ['pull-requests', 'statuses', 'checks', 'issues']

const broad = each(
  'permissions-broad',
  {
    level: 'warn',
    what: 'the token of a job that runs commands may write no more than the staging PR needs',
    remedy: 'name only what is needed',
  },
  (of, facts) => {
    if (!runsCommands(of) && !of.modes.includes('call')) return []
    const writes = writesOf(rightsOf(facts, of.file.workflow, of.job))
    const more = writes.filter((name) => !usual.includes(name))
    return more.length === 0
      ? []
      : [
          warn(
            `${placeOf(of)} may write ${more.join(', ')}, which the action never does, and the commands of the project run beside that token`,
            'write `permissions: { contents: read, pull-requests: write, statuses: write }` at the job',
          ),
        ]
  },
)

const inputs = each(
  'inputs',
  {
    level: 'error',
    what: 'the inputs exist, and have values that are allowed',
    remedy: 'correct name or value',
  },
  (of) => [
    ...(of.modes.includes('call')
      ? unknownInputs(of, of.job.with, callInputs)
      : []),
    ...ourSteps(of.job).flatMap((step) =>
      unknownInputs(of, step.with, inputNames),
    ),
    ...[
      ...(of.modes.includes('call') ? [of.job] : []),
      ...ourSteps(of.job),
    ].flatMap((part) => badValues(of, part.with)),
  ],
)

/** What the action itself would refuse; expressions are not known before a run. */
function badValues(
  of: OurJob,
  given: ReadonlyMap<string, string>,
): readonly Problem[] {
  try {
    readInputs((name) => {
      const value = given.get(name) ?? ''
      return value.includes('${{') ? '' : value
    })
    return []
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    return [
      error(
        `${placeOf(of)}: ${cause.message.replace(/\.$/u, '')}, and the action stops there`,
        'correct the value ("Inputs" in the README)',
      ),
    ]
  }
}

/** Inputs of the called workflow beside those of the action. */
const callInputs: readonly string[] = [
  ...inputNames.filter(
    (name) =>
      ![
        'mode',
        'token',
        'step',
        'plan',
        'evidence-dir',
        'verify-result',
      ].includes(name),
  ),
  'setup',
  'runs-on',
  'max-parallel',
  'timeout-minutes',
]

function unknownInputs(
  of: OurJob,
  given: ReadonlyMap<string, string>,
  known: readonly string[],
): readonly Problem[] {
  const isCall = known === callInputs
  return [...given.keys()]
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearest(name, known)
      const message = `${placeOf(of)} gives the input \`${name}\`, which ${isCall ? 'the called workflow does not have: it does not start' : 'the action does not have: GitHub warns and drops it'}`
      const remedy =
        near === null
          ? 'take it out ("Inputs" in the README)'
          : `did you mean \`${near}\`?`
      return isCall ? error(message, remedy) : warn(message, remedy)
    })
}

/** The jobs that call the action. */
export const jobChecks: readonly Check[] = [permissions, broad, inputs]
