import { fullName, type RunContext } from '../context/run-context.ts'
import { details, fence, inlineCode } from '../markdown/write.ts'
import { words } from '../pull-request/body/words.ts'
import type { HandoffFact } from '../handoff/handoff-fact.ts'
import type { HandoffReport } from './handoff-report.ts'

/** What the summary of a run says of the package that it made. */
export function handoffText(
  report: HandoffReport,
  { run, fork }: Pick<RunContext, 'run' | 'fork'>,
): readonly string[] {
  const { facts, command, folder } = report
  const trouble = facts.filter(({ isTrouble }) => isTrouble)
  const rest = facts.filter(({ isTrouble }) => !isTrouble)
  const download = `gh run download ${run.id} -R ${fullName(fork)} -n upstream-pr-${run.attempt}`
  return [
    '## Handoff',
    folder === null
      ? 'No package was made.'
      : `The package for the upstream pull request: title and body, commit message, the command. The workflow that \`init --handoff\` writes keeps it as an artifact of this run: ${inlineCode(download)}. You open it, when you want to; nothing here does.`,
    ...list('Before you open it', trouble),
    ...list('Good to know', rest),
    ...(command === null
      ? []
      : [
          'Unpacked, in its folder:',
          fence(command, 'bash'),
          'Or open the address in `compare-url.txt` in a browser: title and body are filled in there.',
        ]),
    ...texts(report),
  ]
}

/** To read on the spot; the files of the package are what goes upstream. */
function texts({ pull, message }: HandoffReport): readonly string[] {
  return [
    ...(pull === null
      ? []
      : [
          details(
            `Text of the upstream pull request: ${pull.title}`,
            fence(pull.body, 'markdown'),
          ),
        ]),
    ...(message === null ? [] : [details('Commit message', fence(message))]),
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
