import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join, relative } from 'node:path'
import { Refusal } from '../../errors.ts'

/**
 * Absolute path of git. Folders of the workspace and relative entries of
 * `PATH` are passed over, so that a repository cannot bring its own git.
 * Throws {@link Refusal} when there is none.
 */
export function findGit(
  searchPath: string | undefined,
  workspace: string,
): string {
  const candidates = (searchPath ?? '')
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && !isInside(folder, workspace))
    .flatMap((folder) => executableNames.map((name) => join(folder, name)))
  const found = candidates.find(isExecutableFile)
  if (found !== undefined) return found
  throw new Refusal('git is not installed, or not on PATH.', {
    remedy: 'Install git 2.36 or newer and run again.',
  })
}

const executableNames = ['git', 'git.exe'] as const

function isInside(folder: string, workspace: string): boolean {
  const path = relative(workspace, folder)
  return !/^\.\.(?:[/\\]|$)/u.test(path) && !isAbsolute(path)
}

/** Whether this process may run the file. */
export function isExecutableFile(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    // Not there or not ours to run: the next folder of PATH is looked at.
    return false
  }
}
