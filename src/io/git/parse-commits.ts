import type { BlobChange, BranchCommit } from '../../plan/plan.ts'

/** Arguments of `git log` whose output {@link parseCommits} reads: with `-z`, and NUL between the fields of a commit. */
export const commitLog = [
  'log',
  '--reverse',
  '--topo-order',
  '--no-show-signature',
  '--no-notes',
  '--encoding=UTF-8',
  '--raw',
  '--no-abbrev',
  '--no-renames',
  '--ignore-submodules=all',
  '-z',
  '--format=%x01%H%x00%P%x00%B%x00',
] as const

/**
 * Reads commits with their raw changes. No field can hold a NUL, so counting
 * fields is enough, whatever a message or a path looks like.
 */
export function parseCommits(output: string): readonly BranchCommit[] {
  const fields = output.split('\0')
  const commits: BranchCommit[] = []
  let at = 0
  while (at + 2 < fields.length) {
    const [sha = '', parents = '', message = ''] = fields.slice(at, at + 3)
    at += 3
    if (fields[at] === '') at += 1
    const changes: BlobChange[] = []
    for (
      let change = readChange(fields, at);
      change !== null;
      change = readChange(fields, at)
    ) {
      changes.push(change)
      at += 2
    }
    commits.push({
      sha: sha.slice(1),
      parents: parents.split(' ').filter((parent) => parent !== ''),
      message: message.trimEnd(),
      changes,
    })
  }
  return commits
}

/** `:100644 100644 <old> <new> M` and the path behind it. */
function readChange(fields: readonly string[], at: number): BlobChange | null {
  const entry = fields[at]?.trimStart() ?? ''
  if (!entry.startsWith(':')) return null
  const [, , previous = '', next = ''] = entry.split(' ')
  return {
    path: fields[at + 1] ?? '',
    blob: blobOf(next),
    previousBlob: blobOf(previous),
  }
}

function blobOf(sha: string): string | null {
  return /^0*$/u.test(sha) ? null : sha
}
