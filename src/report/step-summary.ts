import {
  alert,
  copyBlock,
  details,
  fence,
  link,
  plain,
} from '../markdown/write.ts'
import { gateMarkdown } from '../markdown/text-gate.ts'
import { fullName } from '../context/run-context.ts'
import { bodySections, prepare } from '../pull-request/body.ts'
import type { BodyInput, Detail } from '../pull-request/body/body-input.ts'
import { proofCells } from '../pull-request/body/proof-section.ts'
import { words } from '../pull-request/body/words.ts'
import { fitBody, summaryDetail } from '../pull-request/fit.ts'
import type { StagingFacts } from '../pull-request/staging-facts.ts'
import type { Annotation } from './annotations.ts'
import type { HandoffReport } from './handoff-report.ts'
import { handoffText } from './handoff-text.ts'
import type { OpenByHand, Outcome } from './outcome.ts'
import { problemTable } from './problem-table.ts'
import { slowestSteps, slowestTests, testChanges } from './step-lines.ts'

/**
 * Room for all of it: a summary over 1 MiB is dropped as a whole
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands),
 * and one UTF-16 unit is up to three bytes.
 */
const maxCharacters = 316_000

/** What a run has to tell beside the facts. */
export type RunReport = {
  readonly outcome: Outcome
  /** In the order in which they are shown. */
  readonly annotations: readonly Annotation[]
  /** The package for the upstream pull request, where this run made one. */
  readonly handoff?: HandoffReport | null
  /** The commands ran in this job, which holds a write token: page about the way without, or `null` where it is not known; absent where no command ran here. */
  readonly besideToken?: string | null
}

/**
 * The step summary: verdict and proof, what became of the staging PR, how to
 * open it by hand where that is needed, what is left for a person, steps and
 * tests, problems by file, slowest steps and tests, and the other sections of the body.
 * Rendered with less detail until it fits; never cut.
 */
export function stepSummary(
  facts: StagingFacts,
  title: string,
  report: RunReport,
): string {
  const { server, fork } = facts.context
  const gate = { serverUrl: server.url, ownRepository: fullName(fork) }
  const write = (detail: Detail): string => {
    const input = { ...prepare(facts), detail, volatile: 'shown' } as const
    const parts = [`# ${plain(title)}`, ...partsOf(input, report)]
    return `${gateMarkdown(parts.join('\n\n'), gate)}\n`
  }
  return fitBody(write, maxCharacters, summaryDetail)
}

function partsOf(input: BodyInput, report: RunReport): readonly string[] {
  const { outcome, annotations, handoff } = report
  const { detail, facts } = input
  // What the body says of its own shortness is said of a pull request.
  const sections = bodySections({
    ...input,
    detail: { ...detail, leftOut: [] },
  })
  const problems = { files: detail.files, lines: 3 * detail.items }
  return [
    sections.verdict,
    ...proofCells(input),
    ...outcomeText(outcome),
    ...(handoff == null ? [] : handoffText(handoff, facts.context)),
    ...sections.left,
    sections.testing,
    ...testChanges(facts.evidence?.steps ?? []),
    ...slowestSteps(facts.evidence?.steps ?? []),
    ...slowestTests(facts.evidence?.steps ?? []),
    ...problemTable(annotations, facts, problems),
    sections.userImpact,
    sections.parentContext,
    sections.implementation,
    sections.footer,
    ...tokenNote(report),
    ...shortened(detail),
  ]
}

/** Whoever reads a run learns what its commands could reach. */
function tokenNote({ besideToken }: RunReport): readonly string[] {
  if (besideToken === undefined) return []
  const way =
    besideToken === null
      ? 'Modes `plan`, `verify` and `publish` of this action'
      : link('Jobs of their own', besideToken)
  return [
    `The commands ran in the job that holds the write token for this fork. ${way} keep them apart.`,
  ]
}

function shortened({ leftOut }: Detail): readonly string[] {
  if (leftOut.length === 0) return []
  return [
    `**Shortened to fit into a summary:** ${leftOut.join(', ')}. The file behind the output \`evidence-path\` has everything that was measured.`,
  ]
}

function outcomeText(outcome: Outcome): readonly string[] {
  if (outcome.operation !== 'none') {
    const { operation, number, url, notice } = outcome
    const said = `${link(`Staging PR ${number}`, url)}: ${operation}.`
    return notice === null ? [said] : [said, words(notice, 1_000)]
  }
  const { reason, remedy, byHand } = outcome
  const lines = [`**The staging PR was not written.** ${words(reason, 1_000)}`]
  if (remedy !== null) lines.push('', words(remedy, 2_000))
  return [alert('WARNING', lines), ...(byHand === null ? [] : steps(byHand))]
}

/** A fence has a button that copies it. */
function steps({ command, bodyFile, body }: OpenByHand): readonly string[] {
  return [
    'To open it by hand instead, run this command in a folder that holds the file below:',
    fence(command, 'bash'),
    details(`Save this as ${bodyFile}`, copyBlock(body)),
  ]
}
