import type { Config, StepConfig } from '../config/config.ts'
import { needsVariable } from './needs-variable.ts'
import type { NewTest, Plan, PlannedStep, StepVariables } from './plan.ts'
import { commandName } from './test-name.ts'

/** What steps are planned from. */
export type PlanRequest = {
  readonly config: Pick<Config, 'verify' | 'env'>
  /** Number of the upstream issue, or `null` when it is unknown. */
  readonly issue: number | null
  readonly newTests: readonly NewTest[]
  readonly specId: string | null
  readonly headSha: string
  readonly baseSha: string
  readonly branch: string
}

/**
 * Puts the steps in the order in which they run and leaves out those whose
 * command names a value that this branch does not have.
 */
export function planSteps(request: PlanRequest): Plan {
  const { config, newTests } = request
  const variables = variablesOf(request)
  const unknown = unknownValues(request, variables)
  const steps = inOrder(config.verify.value).map((step): PlannedStep => {
    const missing = unknown.find(
      ({ name }) => !sets(config, step, name) && names(step, name),
    )
    return missing === undefined
      ? { status: 'planned', step }
      : { status: 'skipped', step, reason: missing.reason }
  })
  return { steps, variables, newTests }
}

/** Linux takes 128 KiB for one variable. Bytes, with room for its name. */
const maxNewTestsBytes = 120 * 1024

function variablesOf(request: PlanRequest): StepVariables {
  const { issue, newTests, specId } = request
  const names = newTests.flatMap((test) => commandName(test) ?? [])
  const lines = [...new Set(names)].join('\n')
  const isUsable =
    lines !== '' && new TextEncoder().encode(lines).length <= maxNewTestsBytes
  return {
    ...(issue === null ? {} : { ISSUE: String(issue) }),
    ...(isUsable ? { NEW_TESTS: lines } : {}),
    ...(specId === null ? {} : { SPEC_ID: specId }),
    HEAD_SHA: request.headSha,
    BASE_SHA: request.baseSha,
    BRANCH: request.branch,
    SHARD: '1',
    SHARDS: '1',
  }
}

type UnknownValue = {
  readonly name: 'ISSUE' | 'NEW_TESTS'
  /** Why it is unknown, as a clause. */
  readonly reason: string
}

function unknownValues(
  { newTests }: PlanRequest,
  { ISSUE, NEW_TESTS }: StepVariables,
): readonly UnknownValue[] {
  const unknown: UnknownValue[] = []
  if (ISSUE === undefined) {
    const reason = 'no issue number is known for this branch'
    unknown.push({ name: 'ISSUE', reason })
  }
  if (NEW_TESTS === undefined) {
    const reason =
      newTests.length === 0
        ? 'this branch adds no tests'
        : 'the names of the tests that this branch adds cannot be handed to a command'
    unknown.push({ name: 'NEW_TESTS', reason })
  }
  return unknown
}

/** Whether the configuration itself gives the variable a value, which commands see where we have none. */
function sets(
  { env }: PlanRequest['config'],
  step: StepConfig,
  name: string,
): boolean {
  return Object.hasOwn(env.set, name) || Object.hasOwn(step.env, name)
}

function names(step: StepConfig, name: string): boolean {
  const texts = [step.run, step.setup ?? '', ...Object.values(step.env)]
  return texts.some((text) => needsVariable(text, name))
}

/**
 * As configured, except that a step waits for those that it needs. Steps in a
 * circle, which the configuration refuses, stay as they are.
 */
function inOrder(steps: readonly StepConfig[]): readonly StepConfig[] {
  const waiting = [...steps]
  const ordered: StepConfig[] = []
  while (waiting.length > 0) {
    const open = new Set(waiting.map(({ id }) => id))
    const next = waiting.findIndex(
      ({ id, needs }) => !needs.some((need) => need !== id && open.has(need)),
    )
    ordered.push(...waiting.splice(Math.max(0, next), 1))
  }
  return ordered
}
