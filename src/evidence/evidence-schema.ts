import * as z from 'zod/mini'
import { stepKinds } from '../config/config.ts'
import { gateIds, severities } from '../finding.ts'
import { problemLevels } from './problems/problem.ts'
import {
  count,
  hash,
  most,
  path,
  sha,
  specName,
  stepId,
  text,
  toolchain,
  words,
  workflowRun,
} from '../schema-parts.ts'
import {
  baselineMeasures,
  conclusions,
  criterionStates,
  proofStatuses,
  seals,
  stepStatuses,
} from './evidence.ts'

const rule = z.union([
  z.enum(gateIds),
  z.templateLiteral([
    z.enum(gateIds),
    '/',
    z.string().check(z.regex(/[a-z0-9-]{1,60}/u)),
  ]),
])

const testCounts = z.strictObject({
  passed: count,
  failed: count,
  skipped: count,
})

const names = z.array(text).check(z.maxLength(most.items))

const baseline = z.strictObject({
  measure: z.enum(baselineMeasures),
  fresh: names,
  known: names,
  mended: names,
  lost: names,
  before: z.nullable(testCounts),
})

const lineNumber = z.int().check(z.gte(1))

/** Inside of the repository; anybody may have written the evidence of a leg. */
const pathInside = path.check(
  z.regex(/^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[^\\\p{Cc}]+$/u),
)

const problem = z.strictObject({
  path: pathInside,
  line: lineNumber,
  column: z.nullable(lineNumber),
  endLine: z.nullable(lineNumber),
  level: z.enum(problemLevels),
  message: words,
  rule: z.nullable(words),
})

/** Result of a step. */
export const step = z.strictObject({
  id: stepId,
  kind: z.enum(stepKinds),
  command: text,
  status: z.enum(stepStatuses),
  exitCode: z.nullable(z.int()),
  durationMs: z.number().check(z.nonnegative()),
  attempts: count,
  flaky: z.boolean(),
  tests: z.nullable(testCounts),
  tail: text,
  reason: z.nullable(text),
  baseline: z.nullable(baseline),
  changedFiles: names,
  problems: z.array(problem).check(z.maxLength(most.steps)),
  problemsLeftOut: count,
  slowTests: z
    .array(
      z.strictObject({
        name: words,
        durationMs: z.number().check(z.nonnegative()),
      }),
    )
    .check(z.maxLength(10)),
})

const criterion = z.strictObject({
  text,
  checked: z.boolean(),
  state: z.enum(criterionStates),
  by: z.nullable(words),
})

const cell = z.nullable(z.strictObject({ red: count, runs: count }))

const blob = sha

const reproductionFile = z.strictObject({
  path,
  original: z.nullable(z.strictObject({ blob, commit: sha })),
  head: z.nullable(blob),
})

const accepted = z.strictObject({ test: blob, reason: text, source: words })

const proof = z.strictObject({
  status: z.enum(proofStatuses),
  seal: z.nullable(z.enum(seals)),
  reason: z.nullable(text),
  remedy: z.nullable(text),
  files: z.array(reproductionFile).check(z.maxLength(most.steps)),
  accepted: z.nullable(accepted),
  diff: text,
  originalTail: text,
  cells: z.strictObject({
    originalBefore: cell,
    originalAfter: cell,
    newBefore: cell,
    newAfter: cell,
  }),
  besides: z.strictObject({ first: cell, support: cell }),
})

const finding = z.strictObject({
  rule,
  severity: z.enum(severities),
  message: text,
  remedy: z.nullable(text),
  path: z.nullable(path),
  line: z.nullable(lineNumber),
})

/** Evidence as JSON: every field is required, no other is allowed. */
export const evidenceSchema = z.strictObject({
  schemaVersion: z.literal(1),
  run: workflowRun,
  head: z.strictObject({
    sha,
    // Empty where git could not tell it.
    tree: z.string().check(z.regex(/^(?:[0-9a-f]{40,64})?$/u)),
    branch: words,
    dirty: z.boolean(),
  }),
  base: z.strictObject({ ref: words, sha }),
  mergeBase: z.strictObject({ sha, from: words }),
  reused: z.nullable(
    z.strictObject({
      run: z.strictObject({ id: count, attempt: count }),
      at: count,
      ageMs: z.number().check(z.nonnegative()),
    }),
  ),
  spec: z.nullable(specName),
  configHash: hash,
  product: words,
  toolchain,
  steps: z.array(step).check(z.maxLength(most.steps)),
  proof,
  criteria: z.array(criterion).check(z.maxLength(most.items)),
  findings: z.array(finding).check(z.maxLength(most.items)),
  conclusion: z.enum(conclusions),
})

/** The JSON Schema of evidence, to be published. */
export function evidenceJsonSchema(): object {
  return z.toJSONSchema(evidenceSchema)
}
