import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Refusal } from '../errors.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { commitMessageHook, hookMark } from '../text/commit-message-hook.ts'
import { openLocalRepository } from './local-run.ts'
import type { Terminal } from './terminal.ts'

/** Installs the commit-msg hook in this clone, or prints it. Throws {@link Refusal} where another one is there. */
export async function initHooks(
  terminal: Terminal,
  { print }: { readonly print: boolean },
): Promise<number> {
  if (print) {
    terminal.out(commitMessageHook)
    return 0
  }
  const repository = await openLocalRepository(terminal)
  try {
    const path = await hookPath(repository)
    await install(path)
    terminal.out(installed(path))
    return 0
  } finally {
    repository.close()
  }
}

/** Where git looks for it. */
async function hookPath({ git, topLevel }: GitRepository): Promise<string> {
  const own = await git.run(['config', '--get-all', 'core.hooksPath'])
  // The last one is what our own calls of git are given.
  const chosen = own.stdout.toString('utf8').trim().split('\n').at(-2)
  if (chosen !== undefined && chosen !== '') {
    throw new Refusal(
      `The hooks of this clone are in ${chosen} (\`core.hooksPath\`), which may be shared with others.`,
      {
        remedy:
          'Call it from there: save it beside your clone (`staging-pr init --hooks --print > ../no-upstream-references && chmod +x ../no-upstream-references`), and let your commit-msg hook run `../no-upstream-references "$1"`.',
      },
    )
  }
  const common = await git.run(['rev-parse', '--git-common-dir'])
  return resolve(
    topLevel,
    common.stdout.toString('utf8').trim(),
    'hooks/commit-msg',
  )
}

async function install(path: string): Promise<void> {
  const present = await readFile(path, 'utf8').catch(() => null)
  if (present !== null && !present.includes(hookMark)) {
    throw new Refusal(`There is a commit-msg hook already: ${path}.`, {
      remedy:
        'It stays as it is. Save ours under another name (`staging-pr init --hooks --print`), and run it from yours with "$1".',
    })
  }
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, commitMessageHook)
  await chmod(path, 0o755)
}

function installed(path: string): string {
  return `Installed ${path}.
A commit whose message refers to an issue by its number is refused now: pushed to your fork, it would put an event on the thread upstream.
Skip it once with git commit --no-verify. Take it out again: rm '${path}'
`
}
