import { join, resolve } from 'node:path'
import type { Evidence } from '../evidence/evidence.ts'
import { Refusal } from '../errors.ts'
import { cleanBranchOf } from '../handoff/clean-branch-name.ts'
import { customsFacts } from '../handoff/customs-facts.ts'
import type { HandoffFacts } from '../handoff/handoff-facts.ts'
import type { HandoffFact } from '../handoff/handoff-fact.ts'
import { printableText } from '../text/printable.ts'
import { shellWord } from '../text/shell-word.ts'
import {
  buildCleanBranch,
  looksAtOwnCommits,
  messagesForUpstream,
  requireOtherUpstream,
} from './clean-branch.ts'
import { forkOnlyFacts } from './fork-only-paths.ts'
import { tellBranch, tellRehearsal } from './handoff-branch.ts'
import { readHandoffFacts } from './handoff-facts.ts'
import { readOnlineFacts } from './handoff-online.ts'
import { packageOf, tellPackage, writePackage } from './handoff-package.ts'
import { evidenceFolder, type LocalRun, readLocalRun } from './local-run.ts'
import { parseOptions } from './options.ts'
import { readUpstreamNews } from './read-upstream-news.ts'
import { makeSpecPatch, type SpecPatch } from './spec-patch.ts'
import { storedEvidence } from './stored-evidence.ts'
import type { Terminal } from './terminal.ts'

/** What is asked for beside the package. */
type Wishes = {
  readonly branch: boolean
  readonly rehearse: boolean
  /** Ask GitHub, too. */
  readonly online: boolean
  /** Folder that a person named. */
  readonly out: string | null
}

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
      rehearse: { type: 'boolean', default: false },
      online: { type: 'boolean', default: false },
    },
  })
  const run = await readLocalRun(terminal, values.base ?? null)
  try {
    await noteUncommitted(run, terminal)
    const wishes = { ...values, out: values.out ?? null }
    return (await handOn(run, wishes, terminal)) ? 0 : 1
  } finally {
    run.repository.close()
  }
}

/** Everything is read and built before the first command of the project runs. */
async function handOn(
  run: LocalRun,
  wishes: Wishes,
  terminal: Terminal,
): Promise<boolean> {
  const folder = await evidenceFolder(run.repository)
  const { branch } = run.preparation.context
  const evidence = await requireEvidence(run, folder)
  const wanted = wishes.branch ? cleanBranchOf(branch) : branch
  const facts = await readHandoffFacts(run, evidence, wanted)
  const news = [
    ...(wishes.online ? await readOnlineFacts(run, terminal) : []),
    ...(await readUpstreamNews(run, Date.now())),
  ]
  sayWhatToKnow(run, { facts, news }, terminal)
  const patch = await makeSpecPatch(run, evidence, Date.now())
  const built = wishes.branch ? await buildCleanBranch(run, facts) : null
  const out = outputOf(wishes, folder, terminal)
  const writeWith = async (against: string | null): Promise<void> => {
    const messages =
      built?.status === 'made'
        ? built.messages
        : messagesForUpstream(run, facts)
    const specPatch = patch.status === 'made' ? patch.patch : null
    const files = packageOf(facts, { messages, specPatch, against })
    await writePackage(files, out)
    if (against === unfinished) return
    tellPatch(patch, out.folder, terminal)
    tellPackage(files, facts, { folder: out.folder, against, terminal })
  }
  // Written last, so that no command of the project has the last word, and in any case.
  let against: string | null = unfinished
  try {
    against = await (built === null
      ? tellWithoutBranch(run, wishes, terminal)
      : tellBranch(run, built, { facts, terminal }))
  } finally {
    await writeWith(against)
  }
  return against === null
}

/** What stands in the way of a package whose tests broke off. */
const unfinished = 'it was not tried to the end.'

function outputOf(
  { out }: Wishes,
  evidence: string,
  { directory }: Terminal,
): { readonly folder: string; readonly isOwn: boolean } {
  return out === null
    ? { folder: join(evidence, 'handoff'), isOwn: true }
    : { folder: resolve(directory, out), isOwn: false }
}

function tellPatch(
  patch: SpecPatch,
  folder: string,
  { out, err }: Terminal,
): void {
  if (patch.status === 'refused') {
    err(
      `${printableText(patch.path)} was left as it is: its frontmatter is not written so that single keys could be set in it.\n`,
    )
  }
  if (patch.status !== 'made') return
  const where = printableText(patch.at)
  out(
    `spec.patch marks the spec with what was verified; it applies to ${where}, is for your fork alone, and best waits until the fix is merged upstream:\n  git apply ${shellWord(join(folder, 'spec.patch'))}\n`,
  )
}

async function tellWithoutBranch(
  run: LocalRun,
  { rehearse }: Wishes,
  terminal: Terminal,
): Promise<string | null> {
  const tried = rehearse ? await tellRehearsal(run, terminal) : null
  const [stays = null] = forkOnlyFacts(run.preparation).map(
    ({ message, remedy }) => `${message} ${remedy ?? ''}`.trim(),
  )
  return tried ?? stays
}

/** Throws {@link Refusal} where there is nothing to hand over, or nobody to hand it to. */
async function requireEvidence(
  run: LocalRun,
  folder: string,
): Promise<Evidence> {
  refuseCleanBranch(run.preparation.context.branch)
  requireOtherUpstream(run.preparation)
  const evidence = await storedEvidence(run, folder)
  if (evidence !== null) return evidence
  throw notVerified()
}

/** Only commits go upstream. */
async function noteUncommitted(
  { repository, preparation: { context } }: LocalRun,
  { err }: Terminal,
): Promise<void> {
  if (await repository.isCleanAt(context.headSha)) return
  err(
    'The work tree has changes that are not committed; they are in nothing that is written here.\n',
  )
}

/** The branch that goes upstream is made of the fix branch, not of itself. */
function refuseCleanBranch(branch: string): void {
  const own = branch.replace(/^upstream\//u, '')
  if (own === branch) return
  throw new Refusal(`${branch} is the branch for upstream itself.`, {
    remedy: `Hand the fix branch over: git switch ${shellWord(own)}`,
  })
}

function notVerified(): Refusal {
  return new Refusal('There is no evidence of this commit to hand on.', {
    remedy: 'Run `staging-pr verify` on it first.',
  })
}

/** What a person should know before anything goes upstream, a line each. */
function sayWhatToKnow(
  { preparation }: LocalRun,
  {
    facts,
    news,
  }: { readonly facts: HandoffFacts; readonly news: readonly HandoffFact[] },
  { err }: Terminal,
): void {
  const lines = [
    ...conclusionLines(facts.staging.evidence),
    ...[...news, ...customsFacts(facts)].map(({ message, remedy }) =>
      remedy === null ? message : `${message} ${remedy}`,
    ),
    ...looksAtOwnCommits(preparation),
  ]
  for (const line of lines) err(`${printableText(line)}\n`)
}

/** On demand a branch is handed on in any state; it is said in which. */
function conclusionLines({ conclusion }: Evidence): readonly string[] {
  return conclusion === 'ready'
    ? []
    : [
        `The staging PR of this commit is ${conclusion}, not ready: \`staging-pr preview\` says what is open.`,
      ]
}
