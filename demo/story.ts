import type { ActionResult } from '../harness/run-action.ts'
import type { StagedFork } from '../harness/staged-fork.ts'

/** One push and what came of it. */
export type Act = {
  readonly title: string
  /** Subject of the commit that was pushed; `null` when nothing new was. */
  readonly message: string | null
  readonly result: ActionResult
  readonly sha: string
  readonly seconds: number
  readonly requests: number
  readonly writes: number
  readonly status: {
    readonly state: string
    readonly description: string | null
  } | null
  readonly pullRequest: {
    readonly number: number
    readonly title: string
    readonly body: string
  } | null
}

/** Prints to the terminal. */
export function say(text: string): void {
  console.log(text)
}

const rule = '─'.repeat(72)

/** Says what stage the demo plays on. */
export function tellStart(example: 'rust' | 'node', stage: StagedFork): void {
  say(rule)
  say('Staging PR: what happens in a fork, on an embedded GitHub')
  say(rule)
  say(`
A small project (${example === 'rust' ? 'Rust' : 'Node'}, examples/${example}) loses data when two writers meet.
Upstream calls that issue 1234. You have a fork and fix it there:

  upstream  ${stage.upstream.fullName}
  fork      ${stage.fork.fullName}
  GitHub    ${stage.github.url} (embedded, on this machine)`)
}

let acts = 0

/** Tells one push: what was pushed, what the action did, what GitHub shows now. */
export function tellAct(act: Act): void {
  const { result, pullRequest } = act
  acts += 1
  say(`\n${rule}\n${String(acts)}. ${act.title}\n`)
  if (act.message !== null) {
    say(`  $ git commit -m '${act.message}'`)
    say('  $ git push origin fix/issue-1234\n')
  }
  say(indent(report(result.stdout, pullRequest?.title ?? '')))
  say(outcomeLines(act))
}

function outcomeLines({
  result,
  pullRequest,
  status,
  seconds,
  requests,
  writes,
}: Act): string {
  const operation = result.outputs['operation'] ?? '?'
  const page =
    pullRequest === null
      ? 'none'
      : `"${pullRequest.title}" (number ${String(pullRequest.number)})`
  const shown =
    status === null ? 'none' : `${status.state}, "${status.description ?? ''}"`
  const asked = requests === 1 ? '1 request' : `${String(requests)} requests`
  const wrote =
    writes === 0
      ? 'no write'
      : `${String(writes)} of them writes, all to the fork`
  return `
  pull request   ${operation}: ${page}
  commit status  ${shown}
  job            ${result.exitCode === 0 ? 'green' : 'red'} after ${seconds.toFixed(1)} s
  GitHub API     ${asked}, ${wrote}`
}

/** The finished body and where to look at it. */
export function tellEnd(
  stage: StagedFork,
  act: Act,
  pages: {
    readonly notRun: string
    readonly finished: string
    readonly caught: string
  },
): void {
  const upstreamWrites = stage.github.violations.length
  say(`\n${rule}\nThe staging PR as it stood after the fix\n`)
  say(`${act.pullRequest?.title ?? ''}\n`)
  say(act.pullRequest?.body ?? '')
  say(`\n${rule}`)
  say(`In a browser, before a step has run: ${pages.notRun}`)
  say(`After the fix, in a browser:  ${pages.finished}`)
  say(`And this one, which was caught: ${pages.caught}`)
  say(
    upstreamWrites === 0
      ? 'Nothing was written outside the fork, and no text in it points upstream.'
      : `${String(upstreamWrites)} requests were not allowed; see above.`,
  )
  say('Next: the quick start in README.md sets it up in a fork of yours.')
}

/** The report at the end of the run's log, which begins with the title, without commands for the runner. */
function report(stdout: string, title: string): string {
  const lines = stdout.split('\n')
  const start = lines.lastIndexOf(title)
  const tail = lines.slice(start).filter((line) => !line.startsWith('::'))
  return tail.join('\n').trim()
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n')
}
