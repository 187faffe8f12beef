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
import { bodyWriter } from '../pull-request/body.ts'
import { words } from '../pull-request/body/words.ts'
import { fitBody, summaryDetail } from '../pull-request/fit.ts'
import type { StagingFacts } from '../pull-request/staging-facts.ts'
import type { OpenByHand, Outcome } from './outcome.ts'

/**
 * Room for the body: a summary over 1 MiB is dropped as a whole
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands),
 * and one UTF-16 unit is up to three bytes.
 */
const bodyCharacters = 300_000

/** The step summary: what became of the staging PR, how to open it by hand where that is needed, and the whole body. */
export function stepSummary(
  facts: StagingFacts,
  title: string,
  outcome: Outcome,
): string {
  const { context } = facts
  const body = fitBody(bodyWriter(facts), bodyCharacters, summaryDetail)
  const text = [`# ${plain(title)}`, ...outcomeText(outcome), body].join('\n\n')
  return `${gateMarkdown(text, { serverUrl: context.server.url, ownRepository: fullName(context.fork) })}\n`
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
