import type { Plan } from './plan.ts'

/** One job of verification: a step, or one of the shards that it is split into. */
export type Leg = {
  /** Unique among the legs of a plan, and fit for a file name: `test`, `test.2` for the second shard, `b3.test.2` where the plan has several branches. */
  readonly id: string
  /** Id of the step. */
  readonly step: string
  /** From 1. */
  readonly shard: number
  readonly shards: number
  /** Label of the runner that the step asks for, or `null`. */
  readonly runsOn: string | null
}

/** How a leg's id looks. */
export const legIdPattern =
  /^(?:b[1-9][0-9]{0,3}\.)?[a-z][a-z0-9-]{0,39}(?:\.[1-9][0-9]{0,2})?$/u

/** GitHub runs at most this many jobs of one matrix (https://docs.github.com/en/actions/reference/limits). */
export const maxLegs = 256

/** The legs of a plan: a step that is skipped has none, and a reproduction test is never split. */
export function legsOf(
  { steps }: Pick<Plan, 'steps'>,
  prefix: string,
): readonly Leg[] {
  return steps.flatMap(({ status, step }) => {
    if (status === 'skipped') return []
    const shards = step.kind === 'reproduction' ? 1 : step.shards
    return Array.from({ length: shards }, (_, index) => ({
      id: `${prefix}${step.id}${shards === 1 ? '' : `.${index + 1}`}`,
      step: step.id,
      shard: index + 1,
      shards,
      runsOn: step.runsOn,
    }))
  })
}

/**
 * What keeps a plan from being run by the jobs of one workflow, with the step
 * that has most of them; `null` where it fits.
 */
export function tooManyLegs(
  legs: readonly Pick<Leg, 'step' | 'shards'>[],
): { readonly message: string; readonly remedy: string } | null {
  if (legs.length <= maxLegs) return null
  const [largest] = legs.toSorted((one, other) => other.shards - one.shards)
  const step = largest?.step ?? ''
  const shards = largest?.shards ?? 1
  return {
    message: `The plan has ${legs.length} jobs, and GitHub runs at most ${maxLegs} of one matrix.`,
    remedy:
      shards > 1
        ? `Lower \`verify.${step}.shards\` in the configuration: it alone makes ${shards} of them.`
        : 'Put several steps of `verify` in the configuration together into one.',
  }
}

/** The part of a leg's id that tells its branch, where a plan has several: `b3.`; else `""`. */
export function prefixOf(id: string): string {
  return /^b[1-9]\d{0,3}\./u.exec(id)?.[0] ?? ''
}

/** The same for the branch at a place of a sweep's plan, from 0. */
export function prefixAt(index: number): string {
  return `b${index + 1}.`
}
