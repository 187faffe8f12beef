import { manifestPaths } from '../config/manifests.ts'
import {
  describeRepository,
  type Repository,
} from '../config/presets/preset.ts'
import { suggestedSteps } from '../config/presets.ts'
import { defaultBranches } from '../config/defaults.ts'
import { matchesBranchPatterns } from '../context/branch-patterns.ts'
import { fullName, type Server } from '../context/run-context.ts'
import {
  forkRemote,
  hostOfUrl,
  remoteDefaultBranch,
  repositoryOfUrl,
  roleOfRemotes,
} from '../io/git/branches.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { decodeUtf8, readSourceFiles } from '../io/git/source-files.ts'
import { shellWord } from '../text/shell-word.ts'
import { printableText } from '../text/printable.ts'
import type { Layout } from '../workflows/workflow-files.ts'
import type { CloneFacts } from '../init/clone-facts.ts'
import { defaultConfigPath } from '../context/inputs.ts'
import { setupCommands } from '../init/setup-commands.ts'

/** Larger ones are no manifests and no workflows of ours. Bytes. */
const maxBytes = 256 * 1024

/** Looks at a clone: remotes, branches, manifests, what is set up already. Nothing is fetched. */
export async function lookAround(
  repository: GitRepository,
  server: Pick<Server, 'url'>,
): Promise<CloneFacts> {
  const remotes = await repository.remotes()
  const remote = forkRemote(remotes)
  const { upstream } = roleOfRemotes(remotes)
  const url = remotes.get(remote) ?? ''
  const fork = forkName(repository, url)
  const host = hostOfUrl(url)
  const [files, branch, defaultBranch, upstreamDefault] = await Promise.all([
    readFiles(repository),
    repository.currentBranch(),
    remoteDefaultBranch(repository, remote),
    upstream === null ? null : remoteDefaultBranch(repository, upstream),
  ])
  return {
    fork,
    remote: shellWord(printableText(remote)),
    ghName: host === null || host === 'github.com' ? fork : `${host}/${fork}`,
    forkPage: `${host === null ? server.url : `https://${host}`}/${fork}`,
    hasUpstream: upstream !== null,
    branch,
    isFixBranch:
      branch !== null && matchesBranchPatterns(branch, defaultBranches),
    defaultBranch,
    upstreamDefault,
    presentLayout: layoutOf(files),
    steps: suggestedSteps(files),
    setup: setupCommands(files),
    hasConfig: files.has(defaultConfigPath),
    chant: await chantOf(repository, files),
  }
}

const mainWorkflow = '.github/workflows/staging-pr.yml'
const onPushWorkflow = '.github/workflows/staging-pr-on-push.yml'

async function readFiles(repository: GitRepository): Promise<Repository> {
  const head = await repository.commit('HEAD')
  const entries = head === null ? [] : await repository.files(head)
  const wanted = new Set([...manifestPaths, mainWorkflow])
  const texts = await readSourceFiles(
    repository,
    entries.filter(({ path }) => wanted.has(path)),
    { maxBytes, decode: decodeUtf8, instead: () => null },
  )
  return describeRepository(
    texts,
    entries.map(({ path }) => path),
  )
}

function forkName({ topLevel }: GitRepository, url: string): string {
  const name = topLevel.split(/[/\\]/u).at(-1) ?? 'project'
  return fullName(repositoryOfUrl(url) ?? { owner: 'YOU', name })
}

/** By the events of the workflow that is there. */
function layoutOf({ has, manifest }: Repository): Layout | null {
  if (has(onPushWorkflow)) return 'mirror'
  const text = manifest(mainWorkflow)
  if (text === null) return null
  if (/^ {2}push:/mu.test(text)) return 'push'
  return /^ {2}pull_request:/mu.test(text) ? 'dispatch' : null
}

async function chantOf(
  { git }: GitRepository,
  { paths }: Repository,
): Promise<CloneFacts['chant']> {
  if (paths.some((path) => path.startsWith('.chant/'))) return 'committed'
  const { exitCode } = await git.run([
    'check-ignore',
    '-q',
    '.chant/specs/x.md',
  ])
  return exitCode === 0 ? 'ignored' : 'none'
}
