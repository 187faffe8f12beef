import { delimiter, isAbsolute, join } from 'node:path'
import { isExecutableFile } from './git/find-git.ts'

/** Ends of programs' names; those of Windows do no harm elsewhere. */
const suffixes = ['', '.exe', '.cmd', '.bat'] as const

/** Whether a command is in a folder of `PATH`. Nothing is run. */
export function isOnPath(
  searchPath: string | undefined,
  command: string,
): boolean {
  return (searchPath ?? '')
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .some((folder) =>
      suffixes.some((suffix) =>
        isExecutableFile(join(folder, `${command}${suffix}`)),
      ),
    )
}
