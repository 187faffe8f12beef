import { fullName } from '../context/run-context.ts'
import { bodyBeside, type StagingText } from '../pull-request/staging-text.ts'
import type { OpenByHand } from '../report/outcome.ts'
import { ghCommand } from './gh-command.ts'
import type { ContextualRun } from './staging-run.ts'

/** File that a person saves the body to when the staging PR is opened by hand. */
const bodyFileByHand = 'staging-pr-body.md'

/** The command that opens the staging PR, with its body. */
export function openByHand(
  { context }: ContextualRun,
  { text }: { readonly text: StagingText },
): OpenByHand {
  const command = ghCommand({
    fork: fullName(context.fork),
    base: context.base,
    head: `${context.fork.owner}:${context.branch}`,
    title: text.title,
    bodyFile: bodyFileByHand,
  })
  const { body } = bodyBeside(text, null)
  return { command, bodyFile: bodyFileByHand, body }
}
