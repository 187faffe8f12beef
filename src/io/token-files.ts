import type { Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { holdsLogin, holdsToken, type TokenInReach } from './tokens-in-reach.ts'

/** Where files with a login may lie. */
export type TokenPlaces = {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Root of the checkout, absolute. */
  readonly topLevel: string
  /** Host of the server, such as `github.com`. */
  readonly host: string
  /** Files in which git's helper `store` keeps logins, beside the usual ones. */
  readonly stores: readonly string[]
}

/** Larger ones hold something else. Bytes. */
const maxBytes = 1024 * 1024

/** A file, and whether its text holds a login. */
type Place = {
  readonly path: string
  readonly shown: string
  readonly holds: (text: string) => boolean
  readonly remedy: string
}

/**
 * Files of the machine that hold a login for the server and that any command
 * can read: what git, curl and gh keep in the home folder, and the settings of
 * submodules. A fresh runner of GitHub has none of them.
 */
export async function tokensInFiles(
  places: TokenPlaces,
): Promise<readonly TokenInReach[]> {
  const all = [...homePlaces(places), ...(await submodules(places))]
  const found = await Promise.all(
    all.map(async ({ path, shown, holds, remedy }) => {
      const text = await readSmall(path)
      return text !== null && holds(text) ? [{ where: shown, remedy }] : []
    }),
  )
  return found.flat()
}

function homePlaces({
  environment,
  host,
  stores,
}: TokenPlaces): readonly Place[] {
  const home = environment['HOME'] ?? homedir()
  const xdg = environment['XDG_CONFIG_HOME'] ?? join(home, '.config')
  const gh = environment['GH_CONFIG_DIR'] ?? join(xdg, 'gh')
  const global = environment['GIT_CONFIG_GLOBAL']
  const place = (path: string, holds: Place['holds']): Place => {
    const shown = path.startsWith(`${home}/`)
      ? `~${path.slice(home.length)}`
      : path
    return {
      path,
      shown: `the file ${shown}`,
      holds,
      remedy: `Let no earlier step of this job log in, or take the login out again: \`rm ${shown}\`.`,
    }
  }
  const ofStore = (text: string): boolean =>
    holdsToken(text) ||
    text.split('\n').some((line) => holdsLogin(line) && line.includes(host))
  const ofNetrc = (text: string): boolean =>
    holdsToken(text) || (text.includes(host) && /\bpassword\s/u.test(text))
  const kept = [
    join(home, '.git-credentials'),
    join(xdg, 'git', 'credentials'),
    ...stores.map((path) => path.replace(/^~(?=\/)/u, home)),
  ]
  return [
    ...kept.map((path) => place(path, ofStore)),
    place(join(home, '.netrc'), ofNetrc),
    place(join(home, '_netrc'), ofNetrc),
    place(join(gh, 'hosts.yml'), (text) => /\boauth_token: ?\S/u.test(text)),
    ...(global === undefined ? [] : [place(global, holdsLogin)]),
  ]
}

/** Folders of a repository that hold no settings. */
const inside: ReadonlySet<string> = new Set([
  'objects',
  'refs',
  'hooks',
  'logs',
  'info',
  'branches',
])

/** More folders are no submodules. */
const maxFolders = 2_000

/** Settings of submodules, each of which has a repository of its own below `.git/modules`. */
async function submodules({
  topLevel,
}: TokenPlaces): Promise<readonly Place[]> {
  const open = [join(topLevel, '.git', 'modules')]
  const found: Place[] = []
  for (let seen = 0; seen < maxFolders; seen += 1) {
    const folder = open.pop()
    if (folder === undefined) break
    for (const entry of await entriesOf(folder)) {
      const path = join(folder, entry.name)
      if (entry.isDirectory() && !inside.has(entry.name)) open.push(path)
      if (entry.name === 'config') found.push(ofSubmodule(path, topLevel))
    }
  }
  return found
}

function ofSubmodule(path: string, topLevel: string): Place {
  return {
    path,
    shown: `the settings of a submodule (${path.slice(topLevel.length + 1)})`,
    holds: (text) =>
      holdsLogin(text) || /git-credentials-[^/\s]{1,100}\.config/u.test(text),
    remedy: dropCheckout,
  }
}

/** For what the step that checks out has left. */
export const dropCheckout =
  'Let the checkout step take its credential away:\n  - uses: actions/checkout@v7\n    with:\n      persist-credentials: false'

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch {
    // Most repositories have no submodules.
    return []
  }
}

async function readSmall(path: string): Promise<string | null> {
  try {
    const found = await stat(path)
    if (!found.isFile() || found.size > maxBytes) return null
    return await readFile(path, 'utf8')
  } catch {
    // Not there, or not to be read by commands either.
    return null
  }
}
