import * as z from 'zod/mini'
import { stepKinds } from '../config/config.ts'
import { type DocumentForm, parseDocument } from '../decode-document.ts'
import {
  count,
  hash,
  most,
  path,
  sha,
  specName,
  stepId,
  text,
  words,
  workflowRun,
} from '../schema-parts.ts'
import { legIdPattern, maxLegs } from './legs.ts'

const commit = z.strictObject({ sha, from: words })

const leg = z.strictObject({
  id: z.string().check(z.regex(legIdPattern)),
  step: stepId,
  shard: z.int().check(z.gte(1)),
  shards: z.int().check(z.gte(1)),
  runsOn: z.nullable(words),
})

const plannedFix = z.strictObject({
  branch: words,
  head: z.strictObject({ sha }),
  base: z.strictObject({ ref: words, sha }),
  mergeBase: commit,
  upstream: z.strictObject({ owner: words, name: words }),
  spec: z.nullable(specName),
  configHash: hash,
  sources: z.strictObject({
    sourceRef: z.nullable(commit),
    defaultBranch: z.nullable(commit),
  }),
  steps: z
    .array(
      z.strictObject({
        id: stepId,
        kind: z.enum(stepKinds),
        /** For people: secrets are taken out. */
        command: text,
        /** SHA-256 of everything that the configuration says of it, by which it is compared. */
        definition: hash,
        status: z.enum(['planned', 'skipped']),
        reason: z.nullable(text),
      }),
    )
    .check(z.maxLength(most.steps)),
  legs: z.array(leg).check(z.maxLength(maxLegs)),
})

const optional = z.nullable(text)

/** The plan of a run as JSON: every field is required, no other is allowed. */
const planFileSchema = z.strictObject({
  schemaVersion: z.literal(1),
  product: words,
  run: workflowRun,
  fork: z.strictObject({
    owner: words,
    name: words,
    id: z.nullable(count),
    defaultBranch: z.nullable(words),
  }),
  inputs: z.strictObject({
    config: z.nullable(path),
    /** Secrets are taken out. */
    verify: optional,
    /** SHA-256 of it as it was given. */
    verifyHash: z.nullable(hash),
    base: z.nullable(words),
    upstream: z.nullable(words),
    spec: z.nullable(path),
    issue: z.nullable(count),
    acceptTest: optional,
  }),
  fixes: z.array(plannedFix).check(z.maxLength(maxLegs)),
  /** Branches of a sweep that cannot be planned for what they carry themselves. */
  refused: z
    .array(z.strictObject({ branch: words, headSha: sha }))
    .check(z.maxLength(most.steps)),
})

/** What is to be verified, by which legs, and for which commits. Data only: it is stored as JSON. */
export type PlanFile = Readonly<z.infer<typeof planFileSchema>>

/** One fix branch of a {@link PlanFile}. */
export type PlannedFix = Readonly<z.infer<typeof plannedFix>>

const form: DocumentForm<PlanFile> = {
  schema: planFileSchema,
  what: 'a plan',
  maxCharacters: 16 * 1024 * 1024,
  remedy:
    'Let the job with `mode: plan` write it in this run, and hand it over as an artifact.',
}

/** Reads a plan from the text of a file. Throws Refusal. */
export function parsePlanFile(json: string, name: string): PlanFile {
  return parseDocument(json, name, form)
}

/** The JSON Schema of a plan, to be published. */
export function planJsonSchema(): object {
  return z.toJSONSchema(planFileSchema)
}
