import type { GitProcess } from './git-process.ts'
import { credentialsIn } from './settings.ts'

/** A setting of git that holds a login, and whose it is. */
export type CredentialPlace = {
  /** Name of the setting. */
  readonly name: string
  /** `local` and `worktree` belong to the clone, `global` to the person, `system` to the machine. */
  readonly scope: string
}

/** Settings that hold a login, and files of git's helper `store`. */
export type CredentialPlaces = {
  readonly settings: readonly CredentialPlace[]
  readonly stores: readonly string[]
}

const pattern =
  '^(remote\\..*\\.(url|pushurl)|http\\.(.*\\.)?extraheader|includeif\\..*\\.path|url\\..*\\.(insteadof|pushinsteadof)|credential\\.(.*\\.)?helper)$'

/** Reads the settings of clone, person and machine. Helpers that the machine has for people (a key chain) hold nothing by themselves. */
export async function readCredentialPlaces(
  git: GitProcess,
): Promise<CredentialPlaces> {
  const parts = await readScoped(git)
  const settings: CredentialPlace[] = []
  const stores: string[] = []
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [scope = '', entry = ''] = parts.slice(at, at + 2)
    const end = entry.indexOf('\n')
    const [key, value] = [entry.slice(0, end), entry.slice(end + 1)]
    const names = key.startsWith('credential.')
      ? helperNames(key, value)
      : credentialsIn(new Map([[key, value]]))
    settings.push(...names.map((name) => ({ name, scope })))
    stores.push(...storesIn(key, value))
  }
  return { settings, stores }
}

/** Scopes and settings in turn. A git of before 2.26 tells no scopes; then all of them count as the clone's. */
async function readScoped(git: GitProcess): Promise<readonly string[]> {
  const read = ['config', '--null']
  const find = ['--get-regexp', pattern]
  const scoped = await git.run([...read, '--show-scope', ...find])
  const isTold = scoped.exitCode === 0 || scoped.exitCode === 1
  if (isTold) return scoped.stdout.toString('utf8').split('\0')
  const plain = await git.run([...read, ...find])
  const entries = plain.stdout.toString('utf8').split('\0')
  return entries.flatMap((entry) => (entry === '' ? [] : ['local', entry]))
}

/** A helper that is a command of its own and says the password itself. */
function helperNames(key: string, value: string): readonly string[] {
  return value.startsWith('!') && /password/iu.test(value) ? [key] : []
}

/** `store --file ~/x` */
function storesIn(key: string, value: string): readonly string[] {
  if (!key.startsWith('credential.') || !value.startsWith('store')) return []
  const [, file] = /--file[= ]['"]?([^'"\s]{1,1000})/u.exec(value) ?? []
  return file === undefined ? [] : [file]
}
