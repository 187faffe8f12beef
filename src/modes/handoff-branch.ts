import { tmpdir } from 'node:os'
import { Refusal } from '../errors.ts'
import type { StepResult } from '../evidence/evidence.ts'
import type { HandoffFacts } from '../handoff/handoff-facts.ts'
import { secretValues } from '../io/child-environment.ts'
import { forkRemote } from '../io/git/branches.ts'
import { interruptionSignal } from '../io/interruption.ts'
import { printableText } from '../text/printable.ts'
import { createRedact } from '../text/redact.ts'
import { shellWord } from '../text/shell-word.ts'
import type { BuiltBranch } from './clean-branch.ts'
import { forkOnlyPaths } from './fork-only-paths.ts'
import type { LocalRun } from './local-run.ts'
import { rehearse, type Rehearsal } from './rehearse.ts'
import { rehearseOnUpstream } from './rehearse-on-upstream.ts'
import { openTelling } from './telling.ts'
import type { Terminal } from './terminal.ts'
import { openWorkshop } from './verify-branch.ts'

/** The fix branch merged with upstream's latest, tried and told. Answers with what stands in the way. */
export async function tellRehearsal(
  run: LocalRun,
  terminal: Terminal,
): Promise<string | null> {
  const rehearsed = await told(run, terminal, rehearseOnUpstream)
  if (rehearsed.status === 'conflicts') {
    terminal.err(
      `The fix conflicts with ${nameOf(run)} in ${list(rehearsed.paths)}. Bring the branch up to date (git rebase, or git merge) and verify it again.\n`,
    )
    return `the fix conflicts with ${nameOf(run)}.`
  }
  return tellResults(rehearsed.results, run, terminal)
}

/** Runs the tests on the built branch; it is there only when they pass. */
export async function tellBranch(
  run: LocalRun,
  built: BuiltBranch,
  { facts, terminal }: { facts: HandoffFacts; terminal: Terminal },
): Promise<string | null> {
  if (built.status === 'conflicts') {
    terminal.err(conflicts(run, facts, built))
    return `the fix conflicts with ${nameOf(run)}.`
  }
  const { sha, messages } = built
  const results = await told(run, terminal, (by) => rehearse(by, sha))
  const against = tellResults(results, run, terminal)
  if (against !== null) {
    terminal.err('No branch was made.\n')
    return against
  }
  const { branch } = facts.head
  const before = await putBranch(run, branch, sha)
  const amount =
    messages.length === 1 ? 'one commit' : `${messages.length} commits`
  const remote = forkRemote(await run.repository.remotes())
  const there = await run.repository.commit(`refs/remotes/${remote}/${branch}`)
  const lease = there === null ? '' : '--force-with-lease '
  terminal.out(
    `Made ${printableText(branch)}: ${amount} on ${nameOf(run)}${before}. Look at it (git show --stat ${shellWord(branch)}), then push it to your fork: git push ${lease}${shellWord(remote)} ${shellWord(branch)}\n`,
  )
  return null
}

/** Upstream's base as people know it, and at which commit. */
function nameOf({ preparation: { history } }: LocalRun): string {
  const { from, sha } = history.upstream
  return `${printableText(from)} at ${sha.slice(0, 7)}`
}

function list(paths: readonly string[]): string {
  const more = paths.length - 10
  const shown = paths.slice(0, 10).join(', ')
  return printableText(more > 0 ? `${shown} and ${more} more` : shown)
}

async function told<Answer>(
  { repository, preparation }: LocalRun,
  terminal: Terminal,
  run: (rehearsal: Rehearsal) => Promise<Answer>,
): Promise<Answer> {
  const { environment } = terminal
  const telling = await openTelling(terminal, terminal.screen == null)
  const { log, progress } = telling
  return run({
    repository,
    preparation,
    temporaryFolder: tmpdir(),
    workshop: openWorkshop({
      log,
      progress,
      environment,
      interruption: interruptionSignal(),
      redact: createRedact(secretValues(environment)),
    }),
  }).finally(telling.close)
}

/** Answers with what stands in the way. */
function tellResults(
  results: readonly StepResult[],
  run: LocalRun,
  { out, err }: Terminal,
): string | null {
  for (const { id, status, reason } of results) {
    const why = reason === null ? '' : ` (${reason})`
    out(`${id} on upstream's latest: ${status}${why}\n`)
  }
  if (results.length === 0) {
    err(`No test was run on ${nameOf(run)}: the configuration names none.\n`)
  }
  const failed = results.filter(({ status }) => status !== 'passed')
  for (const { id, tail } of failed) {
    err(`${id} said last:\n${lastLines(tail)}\n`)
  }
  if (failed.length === 0) return null
  err(`On ${nameOf(run)} the fix does not pass.\n`)
  const steps = failed.map(({ id }) => id).join(', ')
  return `on ${nameOf(run)} the fix does not pass (${steps}).`
}

/** Where runners name what failed. */
function lastLines(tail: string): string {
  const lines = printableText(tail).trimEnd().split('\n')
  return lines
    .slice(-15)
    .map((line) => `  ${line}`)
    .join('\n')
}

/** Answers with words for where the branch was before. Throws {@link Refusal} where a person worked on it since. */
async function putBranch(
  { repository }: LocalRun,
  branch: string,
  sha: string,
): Promise<string> {
  const ref = `refs/heads/${branch}`
  const made = `refs/staging-pr/clean/${branch}`
  const [old, ours] = await Promise.all([
    repository.commit(ref),
    repository.commit(made),
  ])
  if (old !== null && old !== sha && old !== ours) {
    throw new Refusal(
      `${branch} is at ${old.slice(0, 7)}, which \`handoff\` did not make, so it is left as it is.`,
      {
        remedy: `Rename it (git branch -m ${shellWord(branch)} ${shellWord(`${branch}-old`)}) or delete it, and build it again.`,
      },
    )
  }
  const { exitCode, stderr } = await repository.git.run([
    'update-ref',
    ref,
    sha,
    old ?? '0'.repeat(sha.length),
  ])
  if (exitCode !== 0) {
    throw new Refusal(`${ref} could not be written: ${stderr.trim()}`, {
      remedy:
        'Rename what is in its way, such as a branch that is named upstream: git branch -m upstream old-upstream',
    })
  }
  await repository.git.run(['update-ref', made, sha])
  return old === null || old === sha
    ? ''
    : ` (it was at ${old.slice(0, 7)} before)`
}

/** Where it conflicts, and the commands that a person can do it with. */
function conflicts(
  run: LocalRun,
  { head }: HandoffFacts,
  { paths, commit }: Extract<BuiltBranch, { status: 'conflicts' }>,
): string {
  const where =
    commit === null
      ? 'The fix'
      : `Commit ${commit.sha.slice(0, 7)} (${printableText(commit.subject)})`
  const upstream = run.preparation.history.upstream.sha.slice(0, 12)
  return `${where} conflicts with upstream's latest in ${list(paths)}. No branch was made.
Bring the branch up to date, verify it, and build ${printableText(head.branch)} anew:
  git rebase ${upstream}
  staging-pr verify
  staging-pr handoff --branch
${commit === null ? byHand(run, head.branch, upstream) : ''}`
}

/** Commands for one commit, whose conflicts a person settles. */
function byHand(
  { preparation }: LocalRun,
  branch: string,
  upstream: string,
): string {
  const forkOnly = forkOnlyPaths(preparation).map(shellWord).join(' ')
  const commands = [
    `git switch -c ${shellWord(branch)} ${upstream}`,
    `git merge --squash ${shellWord(preparation.context.branch)}`,
    ...(forkOnly === ''
      ? []
      : [`git restore --source HEAD --staged --worktree -- ${forkOnly}`]),
  ]
  return `Or build it by hand, and when the conflicts are settled commit it with commit-message.txt:
${commands.map((command) => `  ${command}\n`).join('')}`
}
