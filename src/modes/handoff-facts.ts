import type { Evidence } from '../evidence/evidence.ts'
import {
  customCommits,
  type Customs,
  policyPaths,
  readCustoms,
} from '../handoff/customs.ts'
import { aiHelpIn, isAiCoAuthor } from '../handoff/ai-help.ts'
import { chooseTemplate, isTemplatePath } from '../handoff/choose-template.ts'
import type { HandoffFacts } from '../handoff/handoff-facts.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { decodeUtf8, readSourceFiles } from '../io/git/source-files.ts'
import { fullName } from '../context/run-context.ts'
import type { SourceFile } from '../spec/spec.ts'
import { factsOf } from './facts.ts'
import type { LocalRun } from './local-run.ts'

/** Policies and templates are pages, not books. Bytes. */
const maxBytes = 256 * 1024

/** Reads what upstream's base and the desk say beside the staging facts. */
export async function readHandoffFacts(
  { repository, preparation }: LocalRun,
  evidence: Evidence,
  branch: string,
): Promise<HandoffFacts> {
  const { context, history } = preparation
  const { upstream } = history
  const files = await readUpstream(repository, upstream.sha)
  const customs = await readCustomsAt(repository, upstream.sha, files)
  const messages = history.commits.map(({ message }) => message)
  return {
    staging: factsOf(preparation, evidence),
    customs,
    ...chooseTemplate(files),
    signer: await readSigner(repository),
    coAuthors: messages
      .flatMap(coAuthorsIn)
      .filter((line) => customs.noAiCoAuthors === null || !isAiCoAuthor(line)),
    aiTools: aiHelpIn(messages),
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

function coAuthorsIn(message: string): readonly string[] {
  return message.match(/^Co-authored-by: [^\r\n]{1,200}$/gimu) ?? []
}
