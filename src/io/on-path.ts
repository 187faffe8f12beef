import { delimiter, isAbsolute, join } from 'node:path'
import { isExecutableFile } from './git/find-git.ts'

/** Ends of programs' names; those of Windows do no harm elsewhere. */
const suffixes = ['', '.exe', '.cmd', '.bat'] as const

/** Whether a command is in a folder of `PATH`. Nothing is run. */
export function isOnPath(
  searchPath: string | undefined,
  command: string,
): boolean {
  return findOnPath(searchPath, command) !== null
}

/** The file that a command is by `PATH`, or `null`. Nothing is run. */
export function findOnPath(
  searchPath: string | undefined,
  command: string,
): string | null {
  const candidates = (searchPath ?? '')
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .flatMap((folder) =>
      suffixes.map((suffix) => join(folder, `${command}${suffix}`)),
    )
  return candidates.find(isExecutableFile) ?? null
}
