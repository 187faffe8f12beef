import { join } from 'node:path'
import { Refusal } from '../errors.ts'
import { cleanBranchOf } from '../handoff/clean-branch-name.ts'
import { customsFacts } from '../handoff/customs-facts.ts'
import type { HandoffFact } from '../handoff/handoff-fact.ts'
import type { HandoffFacts, MessageFacts } from '../handoff/handoff-facts.ts'
import type { UpstreamFact } from '../handoff/upstream-news.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { factsOf } from './facts.ts'
import { issueFacts } from '../handoff/issue-facts.ts'
import { openCommand } from '../handoff/open-script.ts'
import { upstreamPr } from '../handoff/upstream-pr.ts'
import {
  openSideRepository,
  type SideRepository,
} from '../io/git/side-repository.ts'
import { authorOf } from '../io/git/write-commit.ts'
import { GitHubTrouble } from '../io/github-port.ts'
import type { HandoffReport } from '../report/handoff-report.ts'
import {
  type BuiltBranch,
  buildCleanBranch,
  looksAtOwnCommits,
  messagesForUpstream,
} from './clean-branch.ts'
import { forkOnlyFacts } from './fork-only-paths.ts'
import { readMessageFacts } from './handoff-facts.ts'
import {
  type HandoffPackage,
  packageOf,
  writePackage,
} from './handoff-package.ts'
import type { Judged } from './judge-last.ts'
import type { LocalRun } from './local-run.ts'
import { pushCleanBranch } from './push-clean-branch.ts'
import { readUpstreamNews } from './read-upstream-news.ts'
import { makeSpecPatch } from './spec-patch.ts'
import type { PreparedRun } from './staging-run.ts'
import { tryOnUpstream } from './try-on-upstream.ts'

/** What a handoff is made of, read and built before the first command of the project runs. */
export type OpenHandoff = {
  readonly side: SideRepository
  readonly facts: MessageFacts
  /** The commits for the clean branch, or why there are none; `null` where none are asked for. */
  readonly built: BuiltBranch | Refusal | null
  /** What upstream did since the branch left it. */
  readonly news: readonly UpstreamFact[]
}

/** A prepared run with what its handoff is made of. */
export type HandoffRun = PreparedRun & { readonly handoff: OpenHandoff }

/** What a handoff came to. */
export type HandedOn = {
  readonly report: HandoffReport
  /** Full SHA of the clean branch in the fork, or `null`. */
  readonly clean: string | null
}

/** Reads and builds in a repository of its own. */
export async function openHandoff({
  staging: { runner, checkout, context },
  preparation,
}: PreparedRun): Promise<OpenHandoff> {
  const author = await authorOf(checkout.repository, context.headSha)
  const side = await openSideRepository(checkout.repository, {
    temporaryFolder: runner.temporaryFolder,
    identity: {
      name: author['GIT_AUTHOR_NAME'] ?? '',
      email: author['GIT_AUTHOR_EMAIL'] ?? '',
      date: author['GIT_AUTHOR_DATE'] ?? '@0 +0000',
    },
  })
  const local: LocalRun = { repository: side.repository, preparation }
  const read = await readMessageFacts(local, context.branch)
  const facts = { ...read, signer: signerOf(preparation, read) }
  const built = await buildIfAsked(local, facts)
  return { side, facts, built, news: await readUpstreamNews(local, null) }
}

/**
 * Tries the fix on upstream's latest, pushes the clean branch where that is
 * asked for, and writes the package for the upstream pull request.
 */
export async function handOver(
  run: HandoffRun,
  { evidence }: Judged,
): Promise<HandedOn> {
  const { preparation, handoff } = run
  if (!(await handoff.side.isUntouched())) return tamperedWith
  const tried = await tryOnUpstream(run, handoff.built)
  const pushed = await pushCleanBranch(run, tried)
  const facts = factsWith(run, evidence, pushed.sha !== null)
  const stays = pushed.sha === null ? forkOnlyHere(preparation) : []
  const standing = [...tried.facts, ...pushed.facts, ...stays]
  const against = standing.find(({ isTrouble }) => isTrouble)?.message ?? null
  const messages = messagesOf(run, facts)
  const pull = upstreamPr(facts)
  return {
    clean: pushed.sha,
    report: {
      folder: await writeFiles(run, facts, { messages, against }),
      facts: [
        ...standing,
        ...(await aboutUpstream(run)),
        ...customsFacts(facts),
        ...looksAtOwnCommits(preparation).map(toKnow),
      ],
      pull,
      message: messages.length === 1 ? (messages[0] ?? null) : null,
      command: against === null ? openCommand(facts, pull.title) : null,
      hasTrouble: against !== null,
    },
  }
}

/** A run can push the branch that goes without them. */
function forkOnlyHere(
  preparation: PreparedRun['preparation'],
): readonly HandoffFact[] {
  return forkOnlyFacts(preparation).map((fact) => ({
    ...fact,
    remedy: `${fact.remedy ?? ''}. Or let the run push it: \`handoff: {branch: true}\` in the configuration, and \`contents: write\` for the job.`,
  }))
}

function factsWith(
  { preparation, handoff: { facts }, staging }: HandoffRun,
  evidence: Evidence,
  isPushed: boolean,
): HandoffFacts {
  const { branch } = staging.context
  return {
    ...facts,
    staging: factsOf(preparation, evidence),
    head: {
      ...facts.head,
      branch: isPushed ? cleanBranchOf(branch) : branch,
    },
  }
}

const tamperedWith: HandedOn = {
  clean: null,
  report: {
    folder: null,
    facts: [
      {
        message:
          'Nothing was handed over: a command of the steps changed the repository that was made for it.',
        remedy: 'Hand it over on your machine: staging-pr handoff',
        isTrouble: true,
      },
    ],
    pull: null,
    message: null,
    command: null,
    hasTrouble: true,
  },
}

/** A sign-off is taken over from the branch's own commits; nobody signs for somebody else. */
function signerOf(
  { history }: LocalRun['preparation'],
  { signer }: MessageFacts,
): string | null {
  const isSigned = history.commits.some(({ message }) =>
    message.split('\n').includes(`Signed-off-by: ${signer ?? ''}`),
  )
  return isSigned ? signer : null
}

async function buildIfAsked(
  local: LocalRun,
  facts: MessageFacts,
): Promise<BuiltBranch | Refusal | null> {
  if (!local.preparation.config.handoff.branch) return null
  try {
    return await buildCleanBranch(local, facts)
  } catch (error) {
    // Why there is none is one of the things to know.
    if (error instanceof Refusal) return error
    throw error
  }
}

function messagesOf(
  { handoff: { side, built }, preparation }: HandoffRun,
  facts: HandoffFacts,
): readonly string[] {
  const isMade =
    built !== null && !(built instanceof Refusal) && built.status === 'made'
  const local = { repository: side.repository, preparation }
  return isMade ? built.messages : messagesForUpstream(local, facts)
}

/** Answers with the folder. */
async function writeFiles(
  { staging: { runner }, preparation, handoff: { side } }: HandoffRun,
  facts: HandoffFacts,
  of: { readonly messages: readonly string[]; readonly against: string | null },
): Promise<string> {
  const local = { repository: side.repository, preparation }
  const patch = await makeSpecPatch(local, facts.staging.evidence, Date.now())
  const files = packageOf(facts, {
    ...of,
    specPatch: patch.status === 'made' ? patch.patch : null,
  })
  const clean: HandoffPackage = Object.fromEntries(
    Object.entries(files).map(([name, text]) => [name, runner.redact(text)]),
  )
  const folder = join(runner.temporaryFolder, 'staging-pr', 'handoff')
  await writePackage(clean, { folder, isOwn: true })
  return folder
}

/** What became of the issue, and what upstream did since the branch left it. */
async function aboutUpstream(run: HandoffRun): Promise<readonly HandoffFact[]> {
  // How far it moved on matters no more: the fix was tried on it.
  const told = run.handoff.news.filter(({ kind }) => kind !== 'behind')
  return [...(await aboutIssue(run)), ...told]
}

async function aboutIssue({
  staging: { github, context, runner },
  preparation: { issue },
  around,
}: HandoffRun): Promise<readonly HandoffFact[]> {
  if (issue === null) return []
  try {
    const found = await github.upstreamIssue(context.upstream, issue.value)
    if (found !== null) {
      return issueFacts(found, around.upstreamPullRequest?.number ?? null)
    }
  } catch (error) {
    if (!(error instanceof GitHubTrouble)) throw error
    runner.log.info(error.message)
  }
  return [
    toKnow(
      `Upstream issue ${issue.value} could not be read; look whether it is still open.`,
    ),
  ]
}

function toKnow(message: string): HandoffFact {
  return { message, remedy: null, isTrouble: false }
}
