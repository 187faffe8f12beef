import type { StepResult } from '../evidence/evidence.ts'
import { fullDetail } from '../pull-request/fit.ts'
import { prepare } from '../pull-request/body.ts'
import type { BodyInput } from '../pull-request/body/body-input.ts'
import { nextStep } from '../pull-request/body/footer.ts'
import type { Point } from '../pull-request/body/point.ts'
import { pointsOf } from '../pull-request/body/points.ts'
import { shortSha } from '../pull-request/body/references.ts'
import { stepResult } from '../pull-request/body/step-text.ts'
import { verdictText } from '../pull-request/body/verdict-text.ts'
import { bareWords, withoutMarks } from '../pull-request/body/words.ts'
import type { StagingFacts } from '../pull-request/staging-facts.ts'
import type { Outcome } from './outcome.ts'

/** What a terminal or a log says of a run: title, verdict, steps, what is left, what became of the staging PR, what is next. `null` for a run that stops before writing. */
export function consoleReport(
  facts: StagingFacts,
  title: string,
  outcome: Outcome | null,
): string {
  const input: BodyInput = {
    ...prepare(facts),
    detail: fullDetail,
    volatile: 'shown',
  }
  const points = pointsOf(input)
  const { lead, detail } = verdictText(facts, points.open)
  return [
    `${title}\n${whereLine(facts)}`,
    withoutMarks([lead, ...detail].join(' ')),
    ...stepLines(input),
    ...list('Still open', points.open, remediesOf(facts)),
    ...list('Left for you to judge', points.judge),
    ...(outcome === null ? [] : [outcomeText(outcome)]),
    `Next: ${withoutMarks(nextStep(input, points))}`,
  ].join('\n\n')
}

function whereLine({ context, evidence, mergeBase }: StagingFacts): string {
  const base = evidence?.mergeBase ?? mergeBase
  const sha = shortSha(evidence?.head.sha ?? context.headSha)
  const compared =
    base === undefined
      ? ''
      : `, compared with ${base.from} at ${shortSha(base.sha)}`
  return `${context.branch} at ${sha}${compared}`
}

const widest = 11

function stepLines(input: BodyInput): readonly string[] {
  const steps = input.facts.evidence?.steps ?? []
  const line = (step: StepResult): string => {
    const result = withoutMarks(stepResult(step, input))
    return `  ${step.status.padEnd(widest)} ${bareWords(step.command, 80)}\n  ${' '.repeat(widest)} ${result}`
  }
  return steps.length === 0 ? [] : [steps.map(line).join('\n')]
}

/** What to do about a finding, by what it says. */
function remediesOf({
  evidence,
}: StagingFacts): ReadonlyMap<string, string | null> {
  const findings = evidence?.findings ?? []
  return new Map(
    findings.map(({ message, remedy }) => [bareWords(message), remedy]),
  )
}

function list(
  name: string,
  points: readonly Point[],
  remedies: ReadonlyMap<string, string | null> = new Map(),
): readonly string[] {
  if (points.length === 0) return []
  const lines = points.flatMap(({ plain }, index) => {
    const remedy = remedies.get(plain) ?? null
    const line = `  ${index + 1}. ${plain}`
    return remedy === null ? [line] : [line, `     ${withoutMarks(remedy)}`]
  })
  return [[`${name} (${points.length})`, ...lines].join('\n')]
}

function outcomeText(outcome: Outcome): string {
  if (outcome.operation !== 'none') {
    const { number, operation, url, notice } = outcome
    const said = `Staging PR ${number} ${operation}: ${url}`
    return notice === null ? said : `${said}\n${notice}`
  }
  const { reason, remedy, byHand } = outcome
  return [
    `The staging PR was not written. ${reason}`,
    ...(remedy === null ? [] : [remedy]),
    ...(byHand === null
      ? []
      : [
          `To open it by hand (the summary of this run has the text of ${byHand.bodyFile}):`,
          `  ${byHand.command}`,
        ]),
  ].join('\n')
}
