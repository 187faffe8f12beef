import * as z from 'zod/mini'
import type { Plan } from '../plan/plan.ts'
import type { ProofPlan } from '../plan/proof-plan.ts'
import type { Baseline, Evidence, Proof, StepResult } from './evidence.ts'
import { noProof } from './proof/no-proof.ts'

const count = z.int().check(z.nonnegative())
const cell = z.nullable(z.strictObject({ red: count, runs: count }))
const words = z.string().check(z.maxLength(300))

const counts = z.nullable(
  z.strictObject({ passed: count, failed: count, skipped: count }),
)

const keptStep = z.strictObject({
  id: z.string().check(z.maxLength(40)),
  status: z.enum(['passed', 'skipped']),
  exitCode: z.nullable(z.int()),
  durationMs: z.number().check(z.nonnegative()),
  attempts: count,
  flaky: z.boolean(),
  tests: counts,
  reason: z.nullable(words),
  /** Tests before the fix, of a baseline that says no more than that; absent without one. */
  before: z.optional(counts),
})

const keptResults = z.strictObject({
  key: z.string().check(z.regex(/^[0-9a-f]{64}$/u)),
  run: z.strictObject({ id: count, attempt: count }),
  /** Seconds since 1970. */
  at: count,
  toolchain: z.record(words, words),
  steps: z.array(keptStep).check(z.maxLength(40)),
  proof: z.strictObject({
    status: z.enum(['proven', 'not-configured']),
    seal: z.nullable(z.enum(['intact', 'edited', 'accepted', 'unsealed'])),
    cells: z.strictObject({
      originalBefore: cell,
      originalAfter: cell,
      newBefore: cell,
      newAfter: cell,
    }),
  }),
})

/** Good results in the form in which a staging PR keeps them for a later run on the same tree. */
export type KeptResults = z.infer<typeof keptResults>

/** A longer record is not worth its place in a body. UTF-16 units. */
const maxCharacters = 6_000

/**
 * What of some evidence is worth keeping: results without a trouble that a
 * person would want to see run again. `null` for all others.
 */
export function keepResults(
  evidence: Evidence,
  /** Hash of the evidence key, and seconds since 1970. */
  of: { readonly key: string; readonly at: number },
): KeptResults | null {
  const { run, head, steps, proof, toolchain, reused } = evidence
  const kept = {
    ...of,
    run: reused?.run ?? { id: run.id, attempt: run.attempt },
    at: reused?.at ?? of.at,
    toolchain,
    steps: steps.map(keepStep),
    proof: { status: proof.status, seal: proof.seal, cells: proof.cells },
  }
  const saysMore = steps.some(
    ({ baseline, changedFiles }) =>
      changedFiles.length > 0 || (baseline !== null && !isPlain(baseline)),
  )
  const { first, support } = proof.besides
  const isBent = [first, support].some((beside) => (beside?.red ?? 0) > 0)
  if (head.dirty || saysMore || isBent || steps.length === 0) return null
  const checked = keptResults.safeParse(kept)
  return checked.success ? checked.data : null
}

/** The suite before the fix had nothing to tell but its numbers. */
function isPlain({ measure, fresh, known, mended, lost }: Baseline): boolean {
  const told = [...fresh, ...known, ...mended, ...lost]
  return measure === 'tests' && told.length === 0
}

function keepStep(step: StepResult) {
  const { id, status, exitCode, durationMs, attempts, flaky, tests } = step
  const { reason, baseline } = step
  const own = { id, status, exitCode, durationMs, attempts, flaky, tests }
  const before = baseline === null ? {} : { before: baseline.before }
  return { ...own, reason, ...before }
}

function baselineOf(before: Baseline['before'] | undefined): Baseline | null {
  if (before === undefined) return null
  const nothing = { fresh: [], known: [], mended: [], lost: [] }
  return { measure: 'tests', ...nothing, before }
}

/** One word of letters, digits, `-` and `_`, or `null` when it would be too long. */
export function encodeKept(kept: KeptResults): string | null {
  const bytes = new TextEncoder().encode(JSON.stringify(kept))
  const text = btoa(String.fromCodePoint(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
  return text.length > maxCharacters ? null : text
}

/** Reads what {@link encodeKept} wrote; anybody may have changed it. `null` when it cannot be used. Never throws. */
export function decodeKept(word: string): KeptResults | null {
  if (word.length > maxCharacters) return null
  try {
    const text = atob(word.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(text, (letter) => letter.codePointAt(0) ?? 0)
    const checked = keptResults.safeParse(
      JSON.parse(new TextDecoder().decode(bytes)),
    )
    return checked.success ? checked.data : null
  } catch {
    // A record that cannot be read is as good as none.
    return null
  }
}

/** The kept results as those of the planned steps; `null` when they are not the same steps. */
export function resultsOf(
  { steps, proof }: KeptResults,
  plan: Plan,
  proofPlan: ProofPlan,
): { readonly steps: readonly StepResult[]; readonly proof: Proof } | null {
  const isSame =
    plan.steps.length === steps.length &&
    plan.steps.every(({ step }, index) => steps[index]?.id === step.id)
  if (!isSame) return null
  return {
    steps: plan.steps.flatMap(({ step }, index) => {
      const kept = steps[index]
      if (kept === undefined) return []
      const { kind, run } = step
      const { before, ...same } = kept
      const baseline = baselineOf(before)
      const unkept = {
        tail: '',
        baseline,
        changedFiles: [],
        problems: [],
        problemsLeftOut: 0,
        slowTests: [],
      }
      return [{ ...same, ...unkept, kind, command: run }]
    }),
    proof: {
      ...noProof,
      ...proof,
      ...(proofPlan.status === 'planned' && proof.status === 'proven'
        ? {
            files: proofPlan.files.value,
            accepted: proof.seal === 'accepted' ? proofPlan.accepted : null,
            diff: proofPlan.diff,
          }
        : {}),
    },
  }
}
