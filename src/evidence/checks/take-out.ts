import type { ChangedFile } from '../../plan/plan.ts'

/** Files named one by one in a command; of more, their folders are. */
const most = 12

/**
 * Commands that bring files back to what they were at a commit: files that
 * the branch added leave git and stay on disk, the others are checked out.
 */
export function commandsThatTakeOut(
  files: readonly ChangedFile[],
  commit: string,
): string {
  const base = commit.slice(0, 12)
  const paths = files.flatMap(({ path, previousPath }) =>
    previousPath === null ? [path] : [path, previousPath],
  )
  if (paths.length > most) {
    const places = [...new Set(paths.map(placeOf))].slice(0, most)
    return `\`git restore --source=${base} --staged -- ${places.map(quoted).join(' ')}\`.`
  }
  const added = files.filter(isNew).map(({ path }) => path)
  const changed = files.flatMap((file) =>
    isNew(file) ? renamedFrom(file) : [file.path],
  )
  return [
    ...command('git rm -r --cached --quiet --', added),
    ...command(`git checkout ${base} --`, changed),
  ]
    .join(', ')
    .concat('.')
}

function isNew({ status }: ChangedFile): boolean {
  return status === 'added' || status === 'renamed' || status === 'copied'
}

function renamedFrom({ status, previousPath }: ChangedFile): readonly string[] {
  return status === 'renamed' && previousPath !== null ? [previousPath] : []
}

function command(words: string, paths: readonly string[]): readonly string[] {
  if (paths.length === 0) return []
  return [`\`${words} ${paths.map(quoted).join(' ')}\``]
}

/** The folder `.chant`, or the path itself. */
function placeOf(path: string): string {
  return /^(?:.*\/)?\.chant(?=\/)/u.exec(path)?.[0] ?? path
}

/** As one word for a shell; a backtick would end the code that it stands in. */
function quoted(path: string): string {
  if (/^[\w./@+:-]+$/u.test(path) && !path.startsWith('-')) return path
  return `'${path.replaceAll("'", "'\\''").replaceAll('`', '?')}'`
}
