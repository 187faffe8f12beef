import { lstat, mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Refusal } from '../errors.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { writeNamedFile } from '../io/write-named-file.ts'
import { commitMessageHook, hookMark } from '../text/commit-message-hook.ts'
import { prePushHook, prePushMark } from '../text/pre-push-hook.ts'
import { shellWord } from '../text/shell-word.ts'
import { openLocalRepository } from './local-run.ts'
import type { Terminal } from './terminal.ts'

type Hook = {
  readonly name: 'commit-msg' | 'pre-push'
  readonly text: string
  /** By which one of ours is known. */
  readonly mark: string
  /** What it is given by git, as another hook hands it on. */
  readonly given: string
}

function hooksOf({ program }: Terminal): readonly Hook[] {
  return [
    {
      name: 'commit-msg',
      text: commitMessageHook,
      mark: hookMark,
      given: 'with "$1"',
    },
    {
      name: 'pre-push',
      text: prePushHook(shellWord(program)),
      mark: prePushMark,
      given: 'with its standard input',
    },
  ]
}

/** Installs the git hooks in this clone, or prints them. Throws {@link Refusal} where others are there. */
export async function initHooks(
  terminal: Terminal,
  { print }: { readonly print: boolean },
): Promise<number> {
  if (print) {
    terminal.out(
      hooksOf(terminal)
        .map(({ name, text }) => `# hooks/${name}\n${text}`)
        .join('\n'),
    )
    return 0
  }
  const repository = await openLocalRepository(terminal)
  try {
    await installHooks(repository, terminal)
    return 0
  } finally {
    repository.close()
  }
}

/** Writes both hooks and says what they do. Throws {@link Refusal}; then none was written. */
export async function installHooks(
  repository: GitRepository,
  terminal: Terminal,
): Promise<void> {
  const folder = await hooksFolder(repository)
  const hooks = hooksOf(terminal)
  for (const hook of hooks) await requireFree(join(folder, hook.name), hook)
  await requireFolder(folder)
  for (const { name, text } of hooks) {
    await writeNamedFile(join(folder, name), text, 0o755)
  }
  terminal.out(installed(folder))
}

async function requireFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (cause) {
    throw new Refusal(`${folder} cannot be a folder for hooks.`, {
      remedy: 'Take away what lies there, then run this again.',
      cause,
    })
  }
}

/** Where git looks for hooks. Throws {@link Refusal} where that is a folder that others may share. */
async function hooksFolder(repository: GitRepository): Promise<string> {
  const chosen = await chosenFolder(repository)
  if (chosen !== null) {
    throw new Refusal(
      `The hooks of this clone are in ${chosen} (\`core.hooksPath\`), which may be shared with others.`,
      {
        remedy:
          'Call them from there: `staging-pr init --hooks --print` shows both; save each beside your clone, and let your commit-msg hook run the first with "$1", your pre-push hook the second with its standard input.',
      },
    )
  }
  return ownHooksFolder(repository)
}

/** `core.hooksPath` with `~` filled in, or `null`. */
export async function chosenFolder({
  git,
}: GitRepository): Promise<string | null> {
  const args = ['config', '--type=path', '--get-all', 'core.hooksPath']
  const { stdout } = await git.run(args)
  // The last one is what our own calls of git are given.
  const chosen = stdout.toString('utf8').trim().split('\n').at(-2)
  return chosen === undefined || chosen === '' ? null : chosen
}

/** The folder of hooks that a clone has by itself. */
export async function ownHooksFolder({
  git,
  topLevel,
}: GitRepository): Promise<string> {
  const common = await git.run(['rev-parse', '--git-common-dir'])
  return resolve(topLevel, common.stdout.toString('utf8').trim(), 'hooks')
}

/** Only a hook of ours as it was installed is written anew: by its second line, and unless somebody has changed it. */
async function requireFree(
  path: string,
  { name, mark, given }: Hook,
): Promise<void> {
  const stat = await lstat(path).catch(() => null)
  if (stat === null) return
  const text = stat.isFile() ? await readFile(path, 'utf8') : ''
  if (text.split('\n')[1] === mark) return
  throw new Refusal(`There is a ${name} hook already: ${path}.`, {
    remedy: `It stays as it is, and nothing was installed. Save ours under another name (\`staging-pr init --hooks --print\`), and run it from yours ${given}.`,
  })
}

function installed(folder: string): string {
  return `Installed the hooks commit-msg and pre-push in ${folder}.
A commit whose message refers to an issue by its number is refused now: pushed to your fork, it would put an event on the thread upstream. Skip it once with git commit --no-verify.
A fix branch is verified before it is pushed. Skip it once with git push --no-verify.
Take them out again: rm ${shellWord(join(folder, 'commit-msg'))} ${shellWord(join(folder, 'pre-push'))}
`
}
