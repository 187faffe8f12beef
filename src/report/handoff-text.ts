import { fence } from '../markdown/write.ts'
import { words } from '../pull-request/body/words.ts'
import type { HandoffFact } from '../handoff/handoff-fact.ts'
import type { HandoffReport } from './handoff-report.ts'

/** What the summary of a run says of the package that it made. */
export function handoffText(report: HandoffReport): readonly string[] {
  const { facts, command, folder } = report
  const trouble = facts.filter(({ isTrouble }) => isTrouble)
  const rest = facts.filter(({ isTrouble }) => !isTrouble)
  return [
    '## Handoff',
    folder === null
      ? 'No package was made.'
      : 'The package for the upstream pull request is in the folder behind the output `handoff-path`: title and body, commit message, the command. You open it, when you want to; nothing here does.',
    ...list('Before you open it', trouble),
    ...list('Good to know', rest),
    ...(command === null
      ? []
      : [
          'In that folder, and in the artifact that the workflow makes of it:',
          fence(command, 'bash'),
          'Or open the address in `compare-url.txt` in a browser: title and body are filled in there.',
        ]),
  ]
}

function list(name: string, facts: readonly HandoffFact[]): readonly string[] {
  if (facts.length === 0) return []
  return [`**${name}**`, facts.map((fact) => `- ${sentence(fact)}`).join('\n')]
}

function sentence({ message, remedy }: HandoffFact): string {
  return remedy === null
    ? words(message, 500)
    : `${words(message, 500)} ${words(remedy, 500)}`
}
