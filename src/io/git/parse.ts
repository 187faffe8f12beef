import type { ChangedFile } from '../../plan/plan.ts'

/** A regular file of a commit. */
export type TreeEntry = {
  readonly path: string
  readonly oid: string
  readonly executable: boolean
}

/**
 * Reads `git ls-tree -z`: `<mode> <type> <oid>\t<path>\0`. Only modes 100644
 * and 100755 are files; a link (120000) or submodule (160000) could point out
 * of the repository.
 */
export function parseTree(output: string): readonly TreeEntry[] {
  return output.split('\0').flatMap((line) => {
    const tab = line.indexOf('\t')
    const [mode, , oid] = line.slice(0, tab).split(' ')
    if (tab < 0 || oid === undefined) return []
    if (mode !== '100644' && mode !== '100755') return []
    return [{ path: line.slice(tab + 1), oid, executable: mode === '100755' }]
  })
}

const statusByLetter: Readonly<Record<string, ChangedFile['status']>> = {
  A: 'added',
  M: 'modified',
  T: 'modified',
  D: 'deleted',
  R: 'renamed',
  C: 'copied',
}

type RawChange = Omit<ChangedFile, 'added' | 'removed'>
type LineCount = Pick<ChangedFile, 'added' | 'removed'>

/** Reads `git diff --raw --no-abbrev --numstat -z`: all raw entries, then all counts. */
export function parseChanges(output: string): readonly ChangedFile[] {
  const fields = output.split('\0')
  const raw: RawChange[] = []
  const counts = new Map<string, LineCount>()
  let at = 0
  while (at < fields.length) {
    const field = fields[at] ?? ''
    const read = field.startsWith(':')
      ? readRaw(fields, at, raw)
      : readCount(fields, at, counts)
    at += read
  }
  return raw.map((change) => ({
    ...change,
    ...(counts.get(change.path) ?? { added: null, removed: null }),
  }))
}

function readRaw(
  fields: readonly string[],
  at: number,
  raw: RawChange[],
): number {
  const [, , old = '', now = '', score = ''] = (fields[at] ?? '').split(' ')
  const letter = score.charAt(0)
  const status = statusByLetter[letter] ?? 'modified'
  const blobs = { previousBlob: blobIn(old), blob: blobIn(now) }
  const first = fields[at + 1] ?? ''
  if (letter !== 'R' && letter !== 'C') {
    raw.push({ path: first, previousPath: null, status, ...blobs })
    return 2
  }
  const path = fields[at + 2] ?? ''
  raw.push({ path, previousPath: first, status, ...blobs })
  return 3
}

/** Zeros stand for no file. */
function blobIn(oid: string): string | null {
  return /^0*$/u.test(oid) ? null : oid
}

/** `<added>\t<removed>\t<path>`; for a rename the path is empty and old and new follow. */
function readCount(
  fields: readonly string[],
  at: number,
  counts: Map<string, LineCount>,
): number {
  const [added = '', removed = '', ...path] = (fields[at] ?? '').split('\t')
  if (path.length === 0) return 1
  const name = path.join('\t')
  const isRename = name === ''
  counts.set(isRename ? (fields[at + 2] ?? '') : name, {
    added: count(added),
    removed: count(removed),
  })
  return isRename ? 3 : 1
}

function count(text: string): number | null {
  return text === '-' ? null : Number(text)
}
