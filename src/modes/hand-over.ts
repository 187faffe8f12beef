import { join } from 'node:path'
import { Refusal } from '../errors.ts'
import { cleanBranchOf } from '../handoff/clean-branch-name.ts'
import { customsFacts } from '../handoff/customs-facts.ts'
import type { HandoffFact } from '../handoff/handoff-fact.ts'
import type { HandoffFacts } from '../handoff/handoff-facts.ts'
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
import { readHandoffFacts } from './handoff-facts.ts'
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

/** A prepared run with the repository that the handoff is made in. */
export type HandoffRun = PreparedRun & { readonly side: SideRepository }

/** What a handoff came to. */
export type HandedOn = {
  readonly report: HandoffReport
  /** Full SHA of the clean branch in the fork, or `null`. */
  readonly clean: string | null
}

/** Makes the repository for the handoff, before the first command of the project runs. */
export async function openHandoff({
  staging: { runner, checkout, context },
}: PreparedRun): Promise<SideRepository> {
  const author = await authorOf(checkout.repository, context.headSha)
  return openSideRepository(checkout.repository, {
    temporaryFolder: runner.temporaryFolder,
    identity: {
      name: author['GIT_AUTHOR_NAME'] ?? '',
      email: author['GIT_AUTHOR_EMAIL'] ?? '',
    },
  })
}

/**
 * Tries the fix on upstream's latest, pushes the clean branch where that is
 * asked for, and writes the package for the upstream pull request.
 */
export async function handOver(
  run: HandoffRun,
  { evidence }: Judged,
): Promise<HandedOn> {
  const { staging, preparation, side } = run
  if (!(await side.isUntouched())) return tamperedWith
  const local: LocalRun = { repository: side.repository, preparation }
  const { branch } = staging.context
  const read = await readHandoffFacts(local, evidence, branch)
  const known = { ...read, signer: signerOf(run, read) }
  const built = await buildIfAsked(local, known)
  const tried = await tryOnUpstream(run, built)
  const pushed = await pushCleanBranch(run, tried)
  const goes = pushed.sha === null ? branch : cleanBranchOf(branch)
  const facts = { ...known, head: { ...known.head, branch: goes } }
  const stays = pushed.sha === null ? forkOnlyFacts(preparation) : []
  const standing = [...tried.facts, ...pushed.facts, ...stays]
  const against = standing.find(({ isTrouble }) => isTrouble)?.message ?? null
  const messages = messagesOf(local, facts, built)
  const pull = upstreamPr(facts)
  return {
    clean: pushed.sha,
    report: {
      folder: await writeFiles(run, facts, { messages, against }),
      facts: [
        ...standing,
        ...(await aboutUpstream(run, local)),
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
  { preparation: { history } }: HandoffRun,
  { signer }: HandoffFacts,
): string | null {
  const isSigned = history.commits.some(({ message }) =>
    message.split('\n').includes(`Signed-off-by: ${signer ?? ''}`),
  )
  return isSigned ? signer : null
}

async function buildIfAsked(
  local: LocalRun,
  facts: HandoffFacts,
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
  local: LocalRun,
  facts: HandoffFacts,
  built: BuiltBranch | Refusal | null,
): readonly string[] {
  const isMade =
    built !== null && !(built instanceof Refusal) && built.status === 'made'
  return isMade ? built.messages : messagesForUpstream(local, facts)
}

/** Answers with the folder. */
async function writeFiles(
  { staging: { runner }, preparation, side }: HandoffRun,
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
async function aboutUpstream(
  run: HandoffRun,
  local: LocalRun,
): Promise<readonly HandoffFact[]> {
  const news = await readUpstreamNews(local, null)
  // How far it moved on matters no more: the fix was tried on it.
  const told = news.filter(({ kind }) => kind !== 'behind')
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
