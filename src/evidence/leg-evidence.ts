import * as z from 'zod/mini'
import { type DocumentForm, parseDocument } from '../decode-document.ts'
import { legIdPattern } from '../plan/legs.ts'
import {
  hash,
  most,
  sha,
  stepId,
  text,
  toolchain,
  words,
  workflowRun,
} from '../schema-parts.ts'
import type { StepResult } from './evidence.ts'
import { step } from './evidence-schema.ts'
import type { RawProof } from './measurements.ts'
import type { TestResults } from './test-summary/test-results.ts'
import { runnerNames } from './test-summary/test-summary.ts'

const colour = z.discriminatedUnion('colour', [
  z.strictObject({
    colour: z.literal('red'),
    by: z.enum(['test', 'declaration']),
  }),
  z.strictObject({ colour: z.literal('green') }),
  z.strictObject({
    colour: z.literal('none'),
    reason: text,
    remedy: z.nullable(text),
  }),
])

const runs = z.array(colour).check(z.maxLength(most.steps))

const names = z.array(text).check(z.maxLength(most.items))

const results = z.strictObject({
  runner: z.enum([...runnerNames, 'JUnit XML']),
  passed: names,
  failed: names,
  skipped: names,
  complete: z.boolean(),
  allFailures: z.boolean(),
  stopped: z.boolean(),
})

/** What one leg of a plan measured, as JSON: every field is required, no other is allowed. */
const legEvidenceSchema = z.strictObject({
  schemaVersion: z.literal(1),
  leg: z.strictObject({
    id: z.string().check(z.regex(legIdPattern)),
    step: stepId,
    shard: z.int().check(z.gte(1)),
    shards: z.int().check(z.gte(1)),
  }),
  run: workflowRun,
  head: z.strictObject({ sha, branch: words }),
  mergeBase: z.strictObject({ sha }),
  spec: z.nullable(z.strictObject({ blob: z.nullable(sha) })),
  configHash: hash,
  product: words,
  toolchain,
  dirty: z.boolean(),
  result: step,
  proof: z.nullable(
    z.strictObject({
      runs: z.strictObject({
        newBefore: runs,
        newAfter: runs,
        originalBefore: runs,
        originalAfter: runs,
        first: runs,
        support: runs,
      }),
      originalTail: text,
    }),
  ),
  tests: z.nullable(results),
})

type Written = Readonly<z.infer<typeof legEvidenceSchema>>

/** What one leg of a plan measured. */
export type LegEvidence = Omit<Written, 'result' | 'proof' | 'tests'> & {
  readonly result: StepResult
  readonly proof: RawProof | null
  readonly tests: TestResults | null
}

/** Larger files of a leg are not read. Bytes. */
export const maxLegBytes = 16 * 1024 * 1024

const form: DocumentForm<LegEvidence> = {
  schema: legEvidenceSchema,
  what: 'evidence of a leg',
  maxCharacters: maxLegBytes,
  remedy: 'Run the jobs of the verification again.',
}

/** Reads what a leg left, untrusted. Throws Refusal. */
export function parseLegEvidence(json: string, name: string): LegEvidence {
  return parseDocument(json, name, form)
}

/** The JSON Schema of a leg's evidence, to be published. */
export function legEvidenceJsonSchema(): object {
  return z.toJSONSchema(legEvidenceSchema)
}
