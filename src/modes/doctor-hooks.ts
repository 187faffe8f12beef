import { realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { HookFacts } from '../doctor/facts.ts'
import { isExecutableFile } from '../io/git/find-git.ts'
import type { GitRepository } from '../io/git/repository.ts'
import { hookMark } from '../text/commit-message-hook.ts'
import { prePushMark } from '../text/pre-push-hook.ts'
import { readOwnText } from './doctor-files.ts'
import { chosenFolder, ownHooksFolder } from './init-hooks.ts'

/** Our hooks, with the line by which each is known. */
const ours = [
  { name: 'commit-msg', mark: hookMark },
  { name: 'pre-push', mark: prePushMark },
] as const

/** Larger ones are nobody's hooks. Bytes. */
const maxHookBytes = 256 * 1024

/** Reads which of our hooks are installed, and whether git looks there. Runs none. */
export async function readHooks(repository: GitRepository): Promise<HookFacts> {
  const folder = await ownHooksFolder(repository)
  const elsewhere = await otherFolder(repository, folder)
  const installed = await keep(async ({ name, mark }) => {
    const text = await readHook(folder, name)
    return text?.includes(mark) === true
  })
  return {
    installed,
    notExecutable: installed.filter(
      (name) => !isExecutableFile(join(folder, name)),
    ),
    elsewhere: elsewhere?.chosen ?? null,
    called:
      elsewhere === null
        ? []
        : await keep(({ name, mark }) => calls(elsewhere.path, name, mark)),
  }
}

async function keep(
  holds: (hook: (typeof ours)[number]) => Promise<boolean>,
): Promise<HookFacts['installed']> {
  const found = await Promise.all(
    ours.map(async (hook) => ((await holds(hook)) ? [hook.name] : [])),
  )
  return found.flat()
}

/** `core.hooksPath` where it leads away from the clone's own folder; a relative one is seen from the work tree's top. */
async function otherFolder(
  repository: GitRepository,
  own: string,
): Promise<{ readonly chosen: string; readonly path: string } | null> {
  const chosen = await chosenFolder(repository)
  if (chosen === null) return null
  const path = resolve(repository.topLevel, chosen)
  return (await real(path)) === (await real(own)) ? null : { chosen, path }
}

function real(path: string): Promise<string> {
  return realpath(path).catch(() => path)
}

/** Whether a hook is one of ours or speaks of it; husky's folder `_` hands on to the folder around it. */
async function calls(
  folder: string,
  name: string,
  mark: string,
): Promise<boolean> {
  const folders =
    basename(folder) === '_' ? [folder, dirname(folder)] : [folder]
  const texts = await Promise.all(folders.map((one) => readHook(one, name)))
  return texts.some(
    (text) =>
      text !== null &&
      [mark, 'staging-pr', `hooks/${name}`].some((word) => text.includes(word)),
  )
}

function readHook(folder: string, name: string): Promise<string | null> {
  return readOwnText(join(folder, name), maxHookBytes)
}
