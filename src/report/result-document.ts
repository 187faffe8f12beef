import * as z from 'zod/mini'
import {
  conclusions,
  type Evidence,
  proofStatuses,
  seals,
  type StepResult,
  stepStatuses,
} from '../evidence/evidence.ts'
import type { Finding, RuleId } from '../finding.ts'
import { count, most, path, sha, stepId, text, words } from '../schema-parts.ts'
import type { Outcome } from './outcome.ts'

const action = z.strictObject({
  code: words,
  level: z.enum(['error', 'warn']),
  message: text,
  remedy: z.nullable(text),
  path: z.nullable(path),
  line: z.nullable(count),
  command: z.nullable(text),
})

const schema = z.strictObject({
  schemaVersion: z.literal(1),
  conclusion: z.enum(conclusions),
  ready: z.boolean(),
  head: z.strictObject({ sha, branch: words }),
  proof: z.strictObject({
    status: z.enum(proofStatuses),
    seal: z.nullable(z.enum(seals)),
  }),
  steps: z
    .array(z.strictObject({ id: stepId, status: z.enum(stepStatuses) }))
    .check(z.maxLength(most.steps)),
  operation: z.enum(['created', 'updated', 'unchanged', 'none']),
  pullRequest: z.nullable(z.strictObject({ number: count, url: text })),
  codes: z.array(words),
  next: z.array(action),
})

/** A verdict for tools and coding agents: stable codes, and what to do next, most telling first. */
export type ResultDocument = Readonly<z.infer<typeof schema>>

type Action = ResultDocument['next'][number]

/** More would be no short list. */
const mostActions = 20

/** Makes the document; `outcome` is `null` where nothing was to be written. */
export function resultDocument(
  evidence: Evidence,
  outcome: Outcome | null,
): ResultDocument {
  const { conclusion, head, proof, steps, findings } = evidence
  const heavy = findings.filter(({ severity }) => severity !== 'note')
  const rules = new Set(heavy.map(({ rule }) => rule))
  // A gate that is off says nothing of what decides the conclusion all the same.
  const unsaid = [
    ...steps.flatMap(actionOfStep),
    ...actionOfProof(evidence),
  ].filter(({ code }) => !rules.has(code))
  const all = [...unsaid, ...heavy.map((one) => actionOfFinding(one, steps))]
  const isErrorFirst = (one: Action, other: Action): number =>
    Number(other.level === 'error') - Number(one.level === 'error')
  const actions = all.toSorted(isErrorFirst)
  return {
    schemaVersion: 1,
    conclusion,
    ready: conclusion === 'ready',
    head: { sha: head.sha, branch: head.branch },
    proof: { status: proof.status, seal: proof.seal },
    steps: steps.map(({ id, status }) => ({ id, status })),
    ...written(outcome),
    codes: [...new Set(actions.map(({ code }) => code))],
    next: actions.slice(0, mostActions),
  }
}

function written(
  outcome: Outcome | null,
): Pick<ResultDocument, 'operation' | 'pullRequest'> {
  if (outcome === null || outcome.operation === 'none') {
    return { operation: 'none', pullRequest: null }
  }
  const { operation, number, url } = outcome
  return { operation, pullRequest: { number, url } }
}

function actionOfStep({
  id,
  status,
  command,
  reason,
}: StepResult): readonly (Action & { readonly code: RuleId })[] {
  if (status === 'passed' || status === 'skipped') return []
  const why = reason === null ? '' : `: ${reason}`
  return [
    {
      ...nowhere,
      code: `steps/${status}`,
      level: 'error',
      message: `Step ${id} is ${status}${why}.`,
      remedy: 'Run the command on this branch and mend what it says.',
      command,
    },
  ]
}

const goodProofs: readonly string[] = ['proven', 'not-configured']

function actionOfProof({
  proof,
}: Evidence): readonly (Action & { readonly code: RuleId })[] {
  if (goodProofs.includes(proof.status)) return []
  const { status, reason, remedy } = proof
  const message = reason ?? `The proof is ${status}.`
  return [
    { ...nowhere, code: `proof/${status}`, level: 'error', message, remedy },
  ]
}

const nowhere = { path: null, line: null, command: null, remedy: null } as const

function actionOfFinding(
  finding: Finding,
  steps: readonly StepResult[],
): Action {
  const { rule, severity, message, remedy, path: file, line } = finding
  const step = steps.find(({ status }) => rule === `steps/${status}`)
  return {
    code: rule,
    level: severity === 'error' ? 'error' : 'warn',
    message,
    remedy,
    path: file,
    line,
    command: step?.command ?? null,
  }
}

/** The JSON Schema of the document, to be published. */
export function resultJsonSchema(): object {
  return z.toJSONSchema(schema)
}
