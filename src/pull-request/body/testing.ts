import type { StepResult } from '../../evidence/evidence.ts'
import { type Finding, gateOf } from '../../finding.ts'
import { details, fence, inlineCode } from '../../markdown/write.ts'
import { baselineLists } from './baseline-text.ts'
import type { BodyInput } from './body-input.ts'
import { criteriaTable } from './criteria-table.ts'
import { firstFailure } from './first-failure.ts'
import { otherChecks } from './other-checks.ts'
import { findingsOf, handoffGates } from './points.ts'
import { editNote } from './proof-section.ts'
import { proofMark, proofRow } from './proof-text.ts'
import { count } from './quantities.ts'
import { runItYourself } from './run-it-yourself.ts'
import { commandName, stepMark, stepResult } from './step-text.ts'
import { table } from './table.ts'
import { bareWords, words } from './words.ts'

/** One row a step, what failed, the tests that the branch adds, criteria, and how to run it all. */
export function testing(input: BodyInput): string {
  const { evidence } = input.facts
  return [
    '## Testing',
    ...(evidence === null ? notRun(input) : ran(input, evidence.steps)),
    ...origin(input),
    ...newTests(input),
    ...otherChecks(input),
    ...criteriaTable(input),
    ...notesBelow(input),
    ...runItYourself(input),
  ].join('\n\n')
}

function notRun({ facts }: BodyInput): readonly string[] {
  const rows = facts.plan.steps.map((planned) => {
    const result =
      planned.status === 'skipped'
        ? `will be skipped: ${words(planned.reason)}`
        : 'not run yet'
    return ['⏳', commandName(planned.step.run), result]
  })
  const said =
    'Not run yet: a push to this branch runs the steps, and so does `staging-pr verify` on your machine.'
  return rows.length === 0 ? [said, nothingToRun] : [said, table(columns, rows)]
}

const nothingToRun =
  'No verification step is configured, and nothing in the repository suggests one. Say under `verify:` in `.github/staging-pr.yml` which commands to run.'

function ran(
  input: BodyInput,
  steps: readonly StepResult[],
): readonly string[] {
  if (steps.length === 0) return [nothingToRun]
  const rows = steps.map((step) => row(step, input))
  return [
    table(columns, rows),
    ...editNote(input),
    ...steps.flatMap((step) => [
      ...baselineLists(step, input),
      ...failure(step, input),
    ]),
  ]
}

/** The reproduction step says what its runs on all trees show, and carries the mark of the proof. */
function row(step: StepResult, input: BodyInput): readonly string[] {
  const name = commandName(step.command)
  const result = stepResult(step, input)
  const proof = input.facts.evidence?.proof
  const shown =
    step.kind === 'reproduction' && proof !== undefined ? proofRow(proof) : null
  if (proof === undefined || shown === null) {
    return [stepMark(step), name, result]
  }
  return [
    proofMark(proof.status) ?? stepMark(step),
    name,
    `${shown}, ${result}`,
  ]
}

const columns = ['', 'Step', 'Result'] as const

/** The first failure as far as it is recognised, and the end of the output folded. */
function failure(step: StepResult, { detail }: BodyInput): readonly string[] {
  const isTrouble = step.status !== 'passed' && step.status !== 'skipped'
  if (!isTrouble || step.tail.trim() === '') return []
  const lines = step.tail.trimEnd().split('\n')
  const shown = lines.slice(Math.max(0, lines.length - detail.tailLines))
  const name = bareWords(step.command, 80)
  const first = firstFailure(step.tail)
  const head =
    first === null || detail.tailLines === 0
      ? []
      : [
          `**What ${commandName(step.command)} says first**`,
          fence(first, 'text'),
        ]
  if (shown.length === 0) return head
  const summary = `End of the output of ${name} (${count(shown.length, 'line')})`
  return [...head, details(summary, fence(shown.join('\n'), 'text'))]
}

/** Without a configuration file a reader cannot tell who chose the commands. */
function origin({ facts }: BodyInput): readonly string[] {
  const { config, plan } = facts
  if (config.path !== null || plan.steps.length === 0) return []
  return [`Commands from ${words(config.verify.source)}.`]
}

function newTests({ facts, detail }: BodyInput): readonly string[] {
  const tests = facts.plan.newTests
  if (tests.length === 0) return []
  const names = [...new Set(tests.map(({ name }) => name))]
  const shown = names.slice(0, detail.items).map(inlineCode).join(', ')
  const more = names.length - detail.items
  return [`**New tests:** ${shown}${more > 0 ? ` and ${more} more` : ''}`]
}

/** Findings that hold nothing back; those for the upstream PR in a fold of their own. */
function notesBelow(input: BodyInput): readonly string[] {
  const found = findingsOf(input)
  const isHandoff = ({ rule }: Finding): boolean =>
    handoffGates.includes(gateOf(rule))
  const notes = found.filter(
    (one) => one.severity === 'note' && !isHandoff(one),
  )
  return [
    ...folded(input, 'Notes', notes),
    ...folded(input, 'Before it goes upstream', found.filter(isHandoff)),
  ]
}

function folded(
  { detail }: BodyInput,
  name: string,
  findings: readonly Finding[],
): readonly string[] {
  if (findings.length === 0) return []
  const lines = findings
    .slice(0, detail.items)
    .map(({ message, remedy, path, line }) => {
      const place =
        path === null
          ? ''
          : ` ${inlineCode(path)}${line === null ? '' : `, line ${line}`}`
      return `- ${words(remedy === null ? message : `${message} ${remedy}`, 500)}${place}`
    })
  const more = findings.length - lines.length
  if (more > 0) lines.push(`- And ${more} more`)
  return [details(`${name} (${findings.length})`, lines.join('\n'))]
}
