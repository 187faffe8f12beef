import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Terminal } from './terminal.ts'
import { Refusal } from '../errors.ts'
import { roleOfRemotes } from '../io/git/branches.ts'
import { findGit } from '../io/git/find-git.ts'
import { createGitProcess, type GitProcess } from '../io/git/git-process.ts'
import { readSettings } from '../io/git/settings.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { shellWord } from '../text/shell-word.ts'
import { openLocalRepository } from './local-run.ts'
import { specsBranch } from './sources.ts'
import { parseOptions } from './options.ts'

/** Only these folders leave the machine; transcripts, logs and local state stay. */
const sharedFolders = ['specs', 'archive', 'research', 'reviews'] as const

/** The same on the branch, wherever a `.chant` lies; everything else there stays. */
const sharedPaths = sharedFolders.map((name) => `:(glob)**/.chant/${name}/**`)

type Push = {
  readonly remote: string
  readonly url: string
  readonly branch: string
  /** Relative to the top level. */
  readonly folders: readonly string[]
  /** Commit that the branch has now, as far as this clone knows. */
  readonly parent: string | null
}

/** Command `specs push`: puts the local `.chant` on a branch of its own in the fork. The work tree and its index stay untouched. */
export async function specs(
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const { values, positionals } = parseOptions({
    args: [...args],
    allowPositionals: true,
    options: {
      branch: { type: 'string', default: specsBranch },
      remote: { type: 'string' },
      print: { type: 'boolean', default: false },
    },
  })
  if (positionals.join(' ') !== 'push') {
    throw new Refusal('Expected `specs push`.', {
      remedy: 'staging-pr specs push [--branch NAME] [--remote NAME] [--print]',
    })
  }
  const repository = await openLocalRepository(terminal)
  try {
    const push = await planPush(repository, values)
    if (values.print) terminal.out(`${describeCommands(push)}\n`)
    else await carryOut(repository, push, terminal)
    return 0
  } finally {
    repository.close()
  }
}

async function planPush(
  repository: GitRepository,
  given: { readonly branch: string; readonly remote?: string | undefined },
): Promise<Push> {
  const folders = await foldersToShare(repository.topLevel)
  if (folders.length === 0) {
    throw new Refusal('There is no .chant folder with specs in this clone.', {
      remedy: 'Run it in the clone in which chant works.',
    })
  }
  const remotes = await repository.remotes()
  const remote = given.remote ?? roleOfRemotes(remotes).fork ?? 'origin'
  const url = remotes.get(remote)
  if (url === undefined || url === remotes.get('upstream')) {
    throw new Refusal(
      url === undefined
        ? `There is no remote ${remote}.`
        : `The remote ${remote} is upstream, where nothing is ever pushed.`,
      { remedy: 'Name the remote of your fork: --remote NAME.' },
    )
  }
  const ref = `refs/remotes/${remote}/${given.branch}`
  const parent = await repository.commit(ref)
  return { remote, url, branch: given.branch, folders, parent }
}

/** Folders of `.chant` at the top level and up to three levels below it. */
export async function foldersToShare(
  topLevel: string,
): Promise<readonly string[]> {
  const roots = await chantRoots(topLevel, '', 3)
  const present = await Promise.all(
    roots.map(async (root) => {
      const names = await folderNames(join(topLevel, root, '.chant'))
      return sharedFolders
        .filter((name) => names.includes(name))
        .map((name) => `${root}.chant/${name}`)
    }),
  )
  return present.flat()
}

const notLookedInto = new Set(['.git', 'node_modules', 'target', '.chant'])

async function chantRoots(
  topLevel: string,
  below: string,
  depth: number,
): Promise<readonly string[]> {
  const names = await folderNames(join(topLevel, below))
  const here = names.includes('.chant') ? [below] : []
  if (depth === 0) return here
  const inside = await Promise.all(
    names
      .filter((name) => !notLookedInto.has(name))
      .map((name) => chantRoots(topLevel, `${below}${name}/`, depth - 1)),
  )
  return [...here, ...inside.flat()]
}

async function folderNames(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

/** The same commands for a person to run by hand. */
function describeCommands(push: Push): string {
  const parent = push.parent === null ? '' : ` -p ${push.parent}`
  const paths = push.folders.map(shellWord).join(' ')
  return [
    'export GIT_INDEX_FILE=$(mktemp -u)',
    ...(push.parent === null
      ? []
      : [
          `git read-tree ${push.parent}`,
          `git rm -r --cached --force --quiet --ignore-unmatch -- ${sharedPaths.map(shellWord).join(' ')}`,
        ]),
    `git add --force -- ${paths}`,
    `commit=$(git commit-tree "$(git write-tree)"${parent} -m 'Specs and research')`,
    `git push ${shellWord(push.remote)} "$commit:refs/heads/${push.branch}"`,
    'rm -f "$GIT_INDEX_FILE"; unset GIT_INDEX_FILE',
  ].join('\n')
}

async function carryOut(
  repository: GitRepository,
  push: Push,
  terminal: Terminal,
): Promise<void> {
  terminal.out(
    `Pushing ${push.folders.join(', ')} to branch ${push.branch} of ${push.url}.\nA branch of a public fork is public: everybody can read these files there.\n`,
  )
  const git = createGitProcess({
    executable: findGit(terminal.environment['PATH'], repository.topLevel),
    directory: repository.topLevel,
    environment: terminal.environment,
    credentials: 'user',
  })
  const folder = await mkdtemp(join(tmpdir(), 'staging-pr-index-'))
  try {
    const commit = await commitFolders(git, push, join(folder, 'index'))
    if (commit === null) {
      terminal.out('Nothing has changed since the last time.\n')
      return
    }
    const target = `${commit}:refs/heads/${push.branch}`
    await must(git, ['push', '--quiet', push.remote, target], {
      remedy: `If the branch has moved on meanwhile, \`git fetch ${push.remote}\` first, then run the command again.`,
    })
    terminal.out(
      `Pushed ${commit.slice(0, 7)}. Runs in the fork read it now.\n`,
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** `null` where the branch has all of it already. */
async function commitFolders(
  git: GitProcess,
  push: Push,
  index: string,
): Promise<string | null> {
  // Filters are commands of whoever wrote the configuration; git may run them whenever it looks at the index.
  const filters = await readSettings(git, '^filter\\..*')
  const own = {
    variables: { GIT_INDEX_FILE: index },
    config: Object.fromEntries([...filters.keys()].map((key) => [key, ''])),
  }
  if (push.parent !== null) {
    await must(git, ['read-tree', push.parent], own)
    const remove = ['rm', '-r', '--cached', '--force', '--quiet']
    await must(git, [...remove, '--ignore-unmatch', '--', ...sharedPaths], own)
  }
  await must(git, ['add', '--force', '--', ...push.folders], own)
  const tree = await must(git, ['write-tree'], own)
  if (push.parent !== null) {
    const had = await must(git, ['rev-parse', `${push.parent}^{tree}`])
    if (had === tree) return null
  }
  const parent = push.parent === null ? [] : ['-p', push.parent]
  return must(git, ['commit-tree', tree, ...parent, '-m', 'Specs and research'])
}

async function must(
  git: GitProcess,
  args: readonly string[],
  {
    variables = {},
    config = {},
    remedy = 'Mend what git says, then run the command again.',
  }: {
    readonly variables?: Readonly<Record<string, string>>
    readonly config?: Readonly<Record<string, string>>
    readonly remedy?: string
  } = {},
): Promise<string> {
  const { exitCode, stdout, stderr } = await git.run(args, {
    variables,
    config,
  })
  if (exitCode === 0) return stdout.toString('utf8').trim()
  throw new Refusal(`git ${args[0] ?? ''} failed: ${stderr.trim()}`, {
    remedy,
  })
}
