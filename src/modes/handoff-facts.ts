import type { Evidence } from '../evidence/evidence.ts'
import {
  customCommits,
  type Customs,
  policyPaths,
  readCustoms,
} from '../handoff/customs.ts'
import { aiHelpIn, isAiCoAuthor } from '../handoff/ai-help.ts'
import { commitsForUpstream } from '../handoff/own-messages.ts'
import { ownSubjectOf } from '../handoff/own-subject.ts'
import { chooseTemplate, isTemplatePath } from '../handoff/choose-template.ts'
import type { HandoffFacts, MessageFacts } from '../handoff/handoff-facts.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { decodeUtf8, readSourceFiles } from '../io/git/source-files.ts'
import { fullName } from '../context/run-context.ts'
import type { SourceFile } from '../spec/spec.ts'
import { factsOf } from './facts.ts'
import { everForkOnlyPaths } from './fork-only-paths.ts'
import type { LocalRun } from './local-run.ts'

/** Policies and templates are pages, not books. Bytes. */
const maxBytes = 256 * 1024

/** Reads what upstream's base and the desk say beside the staging facts. */
export async function readHandoffFacts(
  run: LocalRun,
  evidence: Evidence,
  branch: string,
): Promise<HandoffFacts> {
  const read = await readMessageFacts(run, branch)
  return { ...read, staging: factsOf(run.preparation, evidence) }
}

/** The same before there is evidence. */
export async function readMessageFacts(
  { repository, preparation }: LocalRun,
  branch: string,
): Promise<MessageFacts> {
  const { context, history } = preparation
  const { upstream } = history
  const files = await readUpstream(repository, upstream.sha)
  const customs = await readCustomsAt(repository, upstream.sha, files)
  const messages = history.commits.map(({ message }) => message)
  const authors = await readAuthors(repository, preparation)
  return {
    staging: factsOf(preparation, null),
    customs,
    ...chooseTemplate(files),
    signer: await readSigner(repository),
    coAuthors: [...messages.flatMap(coAuthorsIn), ...authors.others].filter(
      (line) => customs.noAiCoAuthors === null || !isAiCoAuthor(line),
    ),
    aiTools: aiHelpIn([...messages, ...authors.all]),
    ownSubject: ownSubjectOf(history.commits, everForkOnlyPaths(preparation)),
    upstream: fullName(context.upstream),
    base:
      preparation.config.upstreamBase?.value ??
      context.upstream.defaultBranch ??
      context.base,
    head: { owner: context.fork.owner, branch },
    serverUrl: context.server.url,
  }
}

async function readUpstream(
  repository: GitRepository,
  commit: string,
): Promise<readonly SourceFile[]> {
  const entries = await repository.files(commit)
  return readSourceFiles(
    repository,
    entries.filter(
      ({ path }) => isOneOf(path, policyPaths) || isTemplatePath(path),
    ),
    { maxBytes, decode: decodeUtf8, instead: () => null },
  )
}

/** GitHub does not mind the case of these names. */
function isOneOf(path: string, paths: readonly string[]): boolean {
  return paths.some((one) => one.toLowerCase() === path.toLowerCase())
}

async function readCustomsAt(
  { git }: GitRepository,
  commit: string,
  files: readonly SourceFile[],
): Promise<Customs> {
  const args = [
    'log',
    '--no-merges',
    '--no-show-signature',
    '--encoding=UTF-8',
    `-${customCommits}`,
    '--format=%B%x00',
    commit,
    '--',
  ]
  const { stdout } = await git.run(args)
  const messages = stdout
    .toString('utf8')
    .split('\0')
    .map((message) => message.trim())
    .filter((message) => message !== '')
  return readCustoms(
    messages,
    files.filter(({ path }) => isOneOf(path, policyPaths)),
  )
}

async function readSigner({ git }: GitRepository): Promise<string | null> {
  const read = async (name: string): Promise<string> =>
    (await git.run(['config', '--get', name])).stdout.toString('utf8').trim()
  const [name, email] = [await read('user.name'), await read('user.email')]
  return name === '' || email === '' ? null : `${name} <${email}>`
}

/** Authors of commits, as co-authors would be named. */
type Authors = {
  /** All of the branch. */
  readonly all: readonly string[]
  /** Those of commits for upstream beside the author of the last commit, who is that of one commit made of all. */
  readonly others: readonly string[]
}

async function readAuthors(
  { git }: GitRepository,
  preparation: LocalRun['preparation'],
): Promise<Authors> {
  const { history, context } = preparation
  const forkOnly = everForkOnlyPaths(preparation)
  const meant = new Set(
    commitsForUpstream(history.commits, forkOnly).map(({ sha }) => sha),
  )
  const { stdout } = await git.run([
    'log',
    '--no-show-signature',
    '--encoding=UTF-8',
    '--format=%H%x00%ae%x00Co-authored-by: %an <%ae>',
    context.headSha,
    `^${history.mergeBase.sha}`,
    '--',
  ])
  const written = stdout
    .toString('utf8')
    .split('\n')
    .map((line) => line.split('\0'))
  const [, own = ''] = written[0] ?? []
  return {
    all: written.map(([, , line = '']) => line),
    others: written
      .filter(([sha = '', email = '']) => meant.has(sha) && email !== own)
      .map(([, , line = '']) => line),
  }
}

function coAuthorsIn(message: string): readonly string[] {
  return message.match(/^Co-authored-by: [^\r\n]{1,200}$/gimu) ?? []
}
