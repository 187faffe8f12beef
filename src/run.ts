import type { Inputs } from './context/inputs.ts'
import { readInputs } from './context/inputs.ts'
import { describeTrouble } from './describe-trouble.ts'
import { Refusal } from './errors.ts'
import { GitHubTrouble } from './io/github-port.ts'
import type { Runner } from './io/runner-port.ts'
import type { RunOutcome } from './modes/outcome.ts'
import { reportOutcome } from './outputs.ts'

/** What a mode does with its inputs. */
export type ModeRunner = (runner: Runner, inputs: Inputs) => Promise<RunOutcome>

/**
 * Runs the action from its inputs to its outputs. This is the one place where
 * trouble is caught and turned into messages. Answers with the exit status.
 */
export async function runAction(
  runner: Runner,
  mode: ModeRunner,
): Promise<number> {
  try {
    const inputs = readInputs((name) => runner.input(name))
    const outcome = await mode(runner, inputs)
    return reportOutcome(runner, inputs, outcome)
  } catch (error) {
    const description = describeTrouble(error)
    runner.log.error(description)
    await summarize(runner, description)
    await keepTrouble(runner, error, description)
    return 1
  }
}

/** The page of the run shows the summary first, so what to do stands there too. */
async function summarize(runner: Runner, description: string): Promise<void> {
  const { troubleSummary } = await import('./report/trouble-summary.ts')
  await runner.writeSummary(troubleSummary(description))
}

/** Tools that read the result learn why there is none. */
async function keepTrouble(
  runner: Runner,
  error: unknown,
  description: string,
): Promise<void> {
  const { stoppedDocument } = await import('./report/result-document.ts')
  const { keepResult } = await import('./modes/keep-files.ts')
  const isKnown = error instanceof Refusal || error instanceof GitHubTrouble
  const remedy = isKnown ? [error.remedy, error.url] : []
  const lines = remedy.filter((part) => part !== null)
  const document = stoppedDocument(
    isKnown ? error.message : description,
    lines.length === 0 ? null : lines.join('\n'),
  )
  const path = await keepResult(runner, document)
  if (path !== null) runner.setOutput('result-path', path)
}
