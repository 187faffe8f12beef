import * as z from 'zod/mini'
import {
  conclusions,
  type Evidence,
  proofStatuses,
  seals,
  type StepResult,
  stepStatuses,
} from '../evidence/evidence.ts'
import { forgedEvidence } from '../evidence/verdict.ts'
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
  /** `null` where the run was stopped before it came to one. */
  conclusion: z.nullable(z.enum(conclusions)),
  ready: z.boolean(),
  head: z.nullable(z.strictObject({ sha, branch: words })),
  proof: z.nullable(
    z.strictObject({
      status: z.enum(proofStatuses),
      seal: z.nullable(z.enum(seals)),
    }),
  ),
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
  const all = [...unsaid, ...actionsOfFindings(heavy, steps)]
  const actions = all.toSorted((one, other) => weightOf(one) - weightOf(other))
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

/** The same for a run that was stopped by known trouble. */
export function stoppedDocument(
  message: string,
  remedy: string | null,
): ResultDocument {
  const code = 'run/stopped'
  return {
    schemaVersion: 1,
    conclusion: null,
    ready: false,
    head: null,
    proof: null,
    steps: [],
    operation: 'none',
    pullRequest: null,
    codes: [code],
    next: [{ ...nowhere, code, level: 'error', message, remedy }],
  }
}

/** What makes a conclusion `failed`, then what makes it `inconclusive`; see `conclude`. */
const deciding: readonly (readonly string[])[] = [
  [
    forgedEvidence,
    'steps/failed',
    'steps/timed-out',
    'proof/not-reproduced',
    'proof/not-fixed',
    'proof/test-changed',
    'criteria/contradicted',
  ],
  ['steps/not-started', 'steps/cancelled', 'proof/inconclusive'],
]

/** What decides the conclusion weighs least and comes first. */
function weightOf({ code, level }: Action): number {
  const at = deciding.findIndex((codes) => codes.includes(code))
  if (level === 'error') return at === -1 ? deciding.length : at
  return deciding.length + 1
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
  const remedy = remedies[status]
  if (remedy === null) return []
  const why = reason === null ? '' : `: ${reason}`
  const message = `Step ${id} is ${status}${why}.`
  const code = `steps/${status}` as const
  return [{ ...nowhere, code, level: 'error', message, remedy, command }]
}

/** What to do about a step that did not pass; `null` where there is nothing. */
const remedies: Readonly<Record<StepResult['status'], string | null>> = {
  passed: null,
  skipped: null,
  failed: 'Run the command on this branch and mend what it says.',
  'timed-out':
    'Make the command faster, or give its step or the whole run a longer `timeout:`.',
  'not-started':
    'See the reason, and make the command runnable in a fresh checkout; run it on this branch to try it.',
  cancelled: 'Run the job again.',
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

/** Findings of a status stand in the order of the steps that have it. */
function actionsOfFindings(
  findings: readonly Finding[],
  steps: readonly StepResult[],
): readonly Action[] {
  const waiting = [...steps]
  return findings.map((one) => {
    const at = waiting.findIndex(({ status }) => one.rule === `steps/${status}`)
    const [step] = at === -1 ? [] : waiting.splice(at, 1)
    return actionOfFinding(one, step)
  })
}

function actionOfFinding(
  { rule, severity, message, remedy, path: file, line }: Finding,
  step: StepResult | undefined,
): Action {
  return {
    code: rule,
    level: severity === 'error' ? 'error' : 'warn',
    message,
    remedy: remedy ?? (step === undefined ? null : remedies[step.status]),
    path: file,
    line,
    command: step?.command ?? null,
  }
}

/** The JSON Schema of the document, to be published. */
export function resultJsonSchema(): object {
  return z.toJSONSchema(schema)
}
