import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Refusal } from '../errors.ts'
import { commitMessage } from '../handoff/commit-message.ts'
import type { HandoffFacts } from '../handoff/handoff-facts.ts'
import {
  bodyFile,
  comparePage,
  openCommand,
  openScript,
} from '../handoff/open-script.ts'
import { upstreamPr } from '../handoff/upstream-pr.ts'
import { secretValues } from '../io/child-environment.ts'
import { forkRemote } from '../io/git/branches.ts'
import { makeCleanCommit } from '../io/git/clean-branch.ts'
import { interruptionSignal } from '../io/interruption.ts'
import { writeNamedFile } from '../io/write-named-file.ts'
import { writeOwnFile } from '../io/write-own-file.ts'
import { isStagingPath } from '../evidence/staging-paths.ts'
import { printableText } from '../text/printable.ts'
import { createRedact } from '../text/redact.ts'
import { shellWord } from '../text/shell-word.ts'
import { readHandoffFacts } from './handoff-facts.ts'
import { evidenceFolder, type LocalRun, readLocalRun } from './local-run.ts'
import { parseOptions } from './options.ts'
import { rehearse } from './rehearse.ts'
import { storedEvidence } from './stored-evidence.ts'
import { openTelling } from './telling.ts'
import type { Terminal } from './terminal.ts'
import { openWorkshop } from './verify-branch.ts'

/**
 * Command `handoff`: writes the package with which a person opens the upstream
 * pull request. It sends nothing, pushes nothing, and leaves the fix branch
 * alone. Throws {@link Refusal} without evidence of this commit.
 */
export async function handoff(
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const { values } = parseOptions({
    args: [...args],
    options: {
      base: { type: 'string' },
      out: { type: 'string' },
      branch: { type: 'boolean', default: false },
    },
  })
  const run = await readLocalRun(terminal, values.base ?? null)
  try {
    const folder = await evidenceFolder(run.repository)
    const evidence = await storedEvidence(run, folder)
    if (evidence === null) throw notVerified()
    const { branch } = run.preparation.context
    const wanted = values.branch ? `upstream/${branch}` : branch
    const facts = await readHandoffFacts(run, evidence, wanted)
    sayConclusion(facts, terminal)
    const isGood = values.branch
      ? await buildBranch(run, facts, terminal)
      : sayWhatStays(run, terminal)
    const out =
      values.out === undefined
        ? { folder: join(folder, 'handoff'), isOwn: true }
        : { folder: resolve(terminal.directory, values.out), isOwn: false }
    await writePackage(facts, out, terminal)
    return isGood ? 0 : 1
  } finally {
    run.repository.close()
  }
}

function notVerified(): Refusal {
  return new Refusal('There is no evidence of this commit to hand on.', {
    remedy: 'Run `staging-pr verify` on it first.',
  })
}

/** On demand a branch is handed on in any state; it is said in which. */
function sayConclusion(
  { staging: { evidence } }: HandoffFacts,
  { err }: Terminal,
): void {
  if (evidence.conclusion === 'ready') return
  err(`The staging PR of this commit is ${evidence.conclusion}, not ready.\n`)
}

/** Paths that belong to the fork alone. */
function forkOnlyPaths({ preparation }: LocalRun): readonly string[] {
  const { history, trail, headConfig } = preparation
  const paths = {
    documents: trail.documents.map(({ path }) => path),
    configPath: headConfig.path,
  }
  return history.changes.flatMap(({ path, previousPath }) =>
    [path, ...(previousPath === null ? [] : [previousPath])].filter((one) =>
      isStagingPath(one, paths),
    ),
  )
}

function sayWhatStays(run: LocalRun, { err }: Terminal): boolean {
  const paths = forkOnlyPaths(run)
  if (paths.length === 0) return true
  const named = printableText(paths.slice(0, 5).join(', '))
  err(
    `The branch holds ${paths.length} files for the fork alone (${named}). Build a branch without them: staging-pr handoff --branch\n`,
  )
  return false
}

/** Builds the clean branch and runs the tests on it; it is there only when they pass. */
async function buildBranch(
  run: LocalRun,
  facts: HandoffFacts,
  terminal: Terminal,
): Promise<boolean> {
  const { repository, preparation } = run
  const { context, history } = preparation
  const made = await makeCleanCommit(repository, {
    head: context.headSha,
    mergeBase: history.mergeBase.sha,
    upstream: history.upstream.sha,
    leftOut: forkOnlyPaths(run),
    message: commitMessage(facts),
  })
  if (made.status === 'conflicts') throw conflicts(facts, made.paths)
  const told = await openTelling(terminal, terminal.screen == null)
  const results = await rehearse(
    rehearsalOf(run, terminal, told),
    made.sha,
  ).finally(told.close)
  const failed = results.filter(({ status }) => status !== 'passed')
  for (const { id, status, reason } of results) {
    terminal.out(
      `${id} on upstream's latest: ${status}${reason === null ? '' : ` (${reason})`}\n`,
    )
  }
  if (failed.length > 0) {
    terminal.err(
      `No branch was made: on ${history.upstream.from} at ${history.upstream.sha.slice(0, 7)} the fix does not pass.\n`,
    )
    return false
  }
  await putBranch(run, facts.head.branch, made.sha)
  terminal.out(
    `Made ${facts.head.branch}: one commit on ${history.upstream.from} at ${history.upstream.sha.slice(0, 7)}. Look at it (git show --stat ${shellWord(facts.head.branch)}), then push it to your fork: git push ${shellWord(forkRemote(await repository.remotes()))} ${shellWord(facts.head.branch)}\n`,
  )
  return true
}

async function putBranch(
  { repository: { git } }: LocalRun,
  branch: string,
  sha: string,
): Promise<void> {
  const ref = `refs/heads/${branch}`
  const { exitCode, stderr } = await git.run(['update-ref', ref, sha])
  if (exitCode === 0) return
  throw new Refusal(`${ref} could not be written: ${stderr.trim()}`)
}

function conflicts({ head }: HandoffFacts, paths: readonly string[]): Refusal {
  return new Refusal(
    `The fix conflicts with upstream's latest in ${printableText(paths.slice(0, 10).join(', '))}.`,
    {
      remedy: `Bring the branch up to date first (git rebase, or git merge), verify it again, then build ${head.branch} anew.`,
    },
  )
}

function rehearsalOf(
  { repository, preparation }: LocalRun,
  { environment }: Terminal,
  { log, progress }: Awaited<ReturnType<typeof openTelling>>,
): Parameters<typeof rehearse>[0] {
  return {
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
  }
}

async function writePackage(
  facts: HandoffFacts,
  { folder, isOwn }: { readonly folder: string; readonly isOwn: boolean },
  terminal: Terminal,
): Promise<void> {
  const pull = upstreamPr(facts)
  const files: Readonly<Record<string, string>> = {
    'upstream-pr.md': `# ${pull.title}\n\n${pull.body}`,
    [bodyFile]: pull.body,
    'commit-message.txt': commitMessage(facts),
    'open.sh': openScript(facts, pull),
  }
  if (!isOwn) await mkdir(folder, { recursive: true })
  // In a folder that a person named, nothing of theirs is taken away.
  const write = isOwn ? writeOwnFile : writeNamedFile
  for (const [name, text] of Object.entries(files)) {
    await write(join(folder, name), text)
  }
  terminal.out(
    [
      `Wrote ${Object.keys(files).join(', ')} to ${folder}.`,
      'Read upstream-pr.md, change what is not yours, and open the upstream pull request when you want to:',
      `  sh ${shellWord(join(folder, 'open.sh'))}`,
      'which is, in that folder:',
      `  ${openCommand(facts, pull.title)}`,
      'or in the browser:',
      `  ${comparePage(facts, pull)}`,
      '',
    ].join('\n'),
  )
}
