import type { Evidence, StepResult } from '../../evidence/evidence.ts'
import { inlineCode } from '../../markdown/write.ts'
import type { StagingFacts } from '../staging-facts.ts'
import { baselineCounts, baselineSentence } from './baseline-text.ts'
import type { Point } from './point.ts'
import { proofLead, proofSentence } from './proof-text.ts'
import { count } from './quantities.ts'
import { shortSha } from './references.ts'
import {
  commandName,
  flakySentence,
  outcome,
  stepsSentence,
  testCounts,
} from './step-text.ts'
import { words } from './words.ts'

/** The verdict in words. */
export type VerdictText = {
  readonly kind: 'TIP' | 'WARNING' | 'CAUTION' | 'NOTE'
  /** First words; complete without colour or mark. */
  readonly lead: string
  /** Sentences behind it, Markdown. */
  readonly detail: readonly string[]
}

/** What the evidence adds up to, in words for a person. */
export function verdictText(
  { evidence }: Pick<StagingFacts, 'evidence'>,
  open: readonly Point[],
): VerdictText {
  if (evidence === null) return notRun
  return byConclusion(evidence, open)
}

const notRun: VerdictText = {
  kind: 'NOTE',
  lead: 'Not run yet.',
  detail: [
    'No step was run for this commit, so nothing on this page is shown by evidence.',
  ],
}

function byConclusion(evidence: Evidence, open: readonly Point[]): VerdictText {
  switch (evidence.conclusion) {
    case 'ready':
      return {
        kind: 'TIP',
        lead: 'Ready for your review.',
        detail: whatWasShown(evidence),
      }
    case 'incomplete':
      return {
        kind: 'WARNING',
        lead: `Not ready yet: ${openSummary(open)}.`,
        detail: whatWasShown(evidence),
      }
    case 'failed':
      return failedText(evidence)
    case 'inconclusive':
      return inconclusiveText(evidence)
    case 'stale':
      return {
        kind: 'NOTE',
        lead: 'Out of date: the branch has moved on.',
        detail: [
          `These results are for commit ${inlineCode(shortSha(evidence.head.sha))}; the newer one has a run of its own.`,
        ],
      }
  }
}

function whatWasShown({ proof, steps }: Evidence): readonly string[] {
  const shown = proofSentence(proof)
  const flaky = flakySentence(steps)
  const known = baselineSentence(steps)
  return [
    ...(shown === null ? [] : [shown]),
    stepsSentence(steps),
    ...(known === null ? [] : [known]),
    ...(flaky === null ? [] : [flaky]),
    ...(shown === null ? [notShown(steps)] : []),
  ]
}

/** The limit of a green run without a proof. */
function notShown(steps: readonly StepResult[]): string {
  return steps.some(
    ({ kind, status }) => kind === 'reproduction' && status === 'passed',
  )
    ? 'The reproduction test is green after the fix; it was not run on the code before it.'
    : 'No reproduction test is configured, so nothing shows that the bug was there before.'
}

/** What is open, by its kind when there is one kind only. */
function openSummary(open: readonly Point[]): string {
  const rules = new Set(open.map(({ rule }) => rule))
  const [rule] = rules
  if (rules.size === 1 && rule === 'criteria/open') {
    return open.length === 1
      ? '1 acceptance criterion is open'
      : `${open.length} acceptance criteria are open`
  }
  if (rules.size === 1 && rule === 'spec/not-found') return 'there is no spec'
  if (open.length === 0) return 'a gate is open'
  return open.length === 1
    ? '1 point is open'
    : `${open.length} points are open`
}

/** Most of the steps without a pass that the verdict names. */
const stepsNamed = 3

function failedText(evidence: Evidence): VerdictText {
  const { steps, proof, criteria } = evidence
  const failed = steps.filter(
    ({ status }) => status === 'failed' || status === 'timed-out',
  )
  const shown = proofSentence(proof)
  const lead = proofLead(proof)
  if (lead !== null && proof.status !== 'inconclusive') {
    const detail = [...(shown === null ? [] : [shown]), ...named(failed)]
    return { kind: 'CAUTION', lead, detail }
  }
  const [first] = failed
  if (first !== undefined && failed.length === 1) {
    return {
      kind: 'CAUTION',
      lead: `Failed: ${commandName(first.command)}${first.status === 'failed' ? '' : ' ran out of time'}.`,
      detail: [
        ...(first.reason === outOfTime ? [] : failureDetail(first)),
        ...others(steps),
      ],
    }
  }
  if (failed.length > 0) {
    const ran = steps.filter(({ status }) => status !== 'skipped').length
    return {
      kind: 'CAUTION',
      lead: `Failed: ${failed.length} of ${count(ran, 'step')} did not pass.`,
      detail: named(failed),
    }
  }
  const detail = whatWasShown(evidence)
  return { kind: 'CAUTION', lead: againstClaims(criteria), detail }
}

/** Where steps and proof are good, ticked criteria or evidence of others made it fail. */
function againstClaims(criteria: Evidence['criteria']): string {
  const contradicted = criteria.filter(({ state }) => state === 'contradicted')
  if (contradicted.length === 0) {
    return 'Failed: there is evidence that is not of this run.'
  }
  const lost = count(contradicted.length, 'ticked criterion', 'ticked criteria')
  return `Failed: the evidence contradicts ${lost}.`
}

/** The reason of a step that says no more than its lead. */
const outOfTime = 'it ran out of time'

/** `1 failed, 217 passed.`, or how it ended. */
function failureDetail(step: StepResult): readonly string[] {
  const compared = baselineCounts(step)
  if (compared !== null) return [`${compared}.`]
  const tests = (step.tests?.failed ?? 0) > 0 ? testCounts(step) : null
  const reason = step.reason === null ? null : words(step.reason)
  const exit = step.exitCode === null ? null : `exit status ${step.exitCode}`
  const said = tests ?? reason ?? exit
  return said === null
    ? []
    : [`${said.charAt(0).toUpperCase()}${said.slice(1)}.`]
}

function others(steps: readonly StepResult[]): readonly string[] {
  const ran = steps.filter(({ status }) => status !== 'skipped')
  const passed = ran.filter(({ status }) => status === 'passed').length
  if (ran.length === 1) return []
  return passed === ran.length - 1
    ? [
        passed === 1
          ? 'The other step passed.'
          : `The other ${passed} steps passed.`,
      ]
    : [stepsSentence(steps)]
}

function named(steps: readonly StepResult[]): readonly string[] {
  const shown = steps
    .slice(0, stepsNamed)
    .map((step) => `${commandName(step.command)}: ${outcome(step)}.`)
  const rest = steps.length - shown.length
  return rest > 0 ? [...shown, `${rest} more: see Testing.`] : shown
}

function inconclusiveText({ steps, proof }: Evidence): VerdictText {
  const kind = 'NOTE'
  const open = steps.filter(
    ({ status }) => status === 'not-started' || status === 'cancelled',
  )
  if (steps.length === 0) {
    const lead = 'No verdict: nothing was run.'
    const detail = [
      'No verification step is configured, and nothing in the repository suggests one. Say under `verify:` in `.github/staging-pr.yml` which commands to run.',
    ]
    return { kind, lead, detail }
  }
  if (steps.every(({ status }) => status === 'skipped')) {
    const lead = 'No verdict: every step was skipped.'
    return { kind, lead, detail: ['Testing says why.'] }
  }
  const lead = proofLead(proof)
  if (lead !== null) {
    const shown = proofSentence(proof)
    return {
      kind,
      lead,
      detail: [...(shown === null ? [] : [shown]), ...named(open)],
    }
  }
  return {
    kind,
    lead: `No verdict: ${count(open.length, 'step')} came to no result.`,
    detail: [...named(open), stepsSentence(steps)],
  }
}
