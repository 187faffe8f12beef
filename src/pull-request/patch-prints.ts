import type { DiffRun } from '../plan/diff.ts'

/** Path → fingerprint of what the branch changes there, whatever lines it stands on. */
export type PatchPrints = ReadonlyMap<string, string>

/** A short hash of a text. */
type Hash = (text: string) => string

/** More files are not remembered. */
const mostFiles = 60

/**
 * Fingerprints of a diff without context, file by file: lines that come and
 * go, without white space and numbers, as `git patch-id` has them
 * (https://git-scm.com/docs/git-patch-id). A rebase leaves them as they are.
 */
export function patchPrints(diff: readonly DiffRun[], hash: Hash): PatchPrints {
  const texts = new Map<string, string>()
  for (const { path, side, lines } of diff) {
    const text = lines
      .map((line) => `${side} ${line.text.replaceAll(/\s+/gu, '')}`)
      .join('\n')
    texts.set(path, `${texts.get(path) ?? ''}${text}\n`)
  }
  return new Map([...texts].map(([path, text]) => [path, hash(text)]))
}

/** One word for a marker: files by hashes of path and patch, and a last one that covers all. */
export function encodePrints(prints: PatchPrints, hash: Hash): string {
  const files = [...prints]
    .slice(0, mostFiles)
    .map(([path, print]) => `${hash(path)}${print}`)
  return [...files, `all${wholeOf(prints, hash)}`].join('.')
}

function wholeOf(prints: PatchPrints, hash: Hash): string {
  const lines = [...prints].map(([path, print]) => `${path} ${print}`)
  return hash(lines.toSorted().join('\n'))
}

/** What became of the branch since an earlier head that it no longer has. */
export type Rewritten = {
  /** First digits of that head. */
  readonly head: string
  /** The change is the same: the branch was rebased, or its messages were changed. */
  readonly isSame: boolean
  /** Files whose change is another one, or new; `[]` where that is not known. */
  readonly files: readonly string[]
}

/** Compares the prints with those in a marker; `null` where the marker has none. */
export function rewrittenSince(
  earlier: { readonly head: string; readonly patch: string | null },
  prints: PatchPrints,
  hash: Hash,
): Rewritten | null {
  const { head, patch } = earlier
  if (patch === null || !/^[0-9a-z.]{1,2000}$/u.test(patch)) return null
  const words = new Set(patch.split('.'))
  const isSame = words.has(`all${wholeOf(prints, hash)}`)
  const isWhole = prints.size <= mostFiles && words.size <= mostFiles
  const files = [...prints].flatMap(([path, print]) =>
    words.has(`${hash(path)}${print}`) ? [] : [path],
  )
  return { head, isSame, files: isSame || !isWhole ? [] : files }
}
