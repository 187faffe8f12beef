import type { Proof, StepResult } from '../evidence/evidence.ts'
import { inlineCode } from '../markdown/write.ts'
import type { HandoffFacts } from './handoff-facts.ts'

/** More files of a reproduction test are counted. */
const mostFiles = 5

/** Commands and what they showed, no claims. */
export function testingOf({
  staging: { evidence, plan },
}: HandoffFacts): string {
  const names = [...new Set(plan.newTests.map(({ name }) => name))]
  return [
    ...proofLines(evidence.proof),
    ...(names.length === 0
      ? []
      : [`- New tests: ${names.slice(0, 20).map(inlineCode).join(', ')}`]),
    ...evidence.steps.filter(isTelling).map(stepLine),
  ].join('\n')
}

/** What the reproduction test shows; how it came about is the fork's business. */
function proofLines({ status, files, cells }: Proof): readonly string[] {
  if (status !== 'proven') return []
  const paths = files.flatMap(({ path, head }) =>
    head === null || path.includes('.chant/') ? [] : [inlineCode(path)],
  )
  const before = cells.newBefore ?? cells.originalBefore
  const after = cells.newAfter ?? cells.originalAfter
  const failed = before === null ? '' : runsOf(before.red, before.runs)
  const passed =
    after === null ? '' : runsOf(after.runs - after.red, after.runs)
  const [fails, passes] =
    paths.length > 1 ? ['fail', 'pass'] : ['fails', 'passes']
  const test = paths.length === 0 ? 'A test of the bug' : listed(paths)
  return [
    `- ${test} ${fails} without this change${failed === passed ? '' : failed} and ${passes} with it${passed}.`,
  ]
}

/** Once is not worth a word. */
function runsOf(count: number, runs: number): string {
  return runs > 1 ? ` (${count} of ${runs} runs)` : ''
}

function listed(words: readonly string[]): string {
  const shown = words.slice(0, mostFiles)
  const more = words.length - shown.length
  const all = [...shown, ...(more === 0 ? [] : [`${more} more`])]
  const last = all.at(-1) ?? ''
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} and ${last}`
}

/** What a reader upstream can run too: commands with our variables are told by their results above. */
function isTelling({ status, kind, command }: StepResult): boolean {
  const isOurs = /\$\{?(?:NEW_TESTS|ISSUE|SPEC_ID|SHARDS?)\b/u.test(command)
  return status === 'passed' && kind !== 'reproduction' && !isOurs
}

function stepLine({ command, tests }: StepResult): string {
  const counts =
    tests === null
      ? 'passed'
      : `${tests.passed} passed, ${tests.failed} failed, ${tests.skipped} skipped`
  return `- ${inlineCode(command)}: ${counts}`
}
