import { isChanged } from './original-versions.ts'
import type { Proof, ReproductionFile } from '../evidence.ts'

/** Path → blob SHA of the original, as earlier runs saw it; SHAs may be short. */
export type KnownOriginals = ReadonlyMap<string, string>

/** More files are not remembered. */
const mostFiles = 20

/** Digits of a blob SHA that tell two versions of a file apart. */
const digits = 12

/**
 * Originals to be remembered after a run: those that are known already, and
 * those that were red in this one. A first commit that is
 * rewritten later does not take a version back that showed the bug.
 */
export function rememberedOriginals(
  known: KnownOriginals,
  { cells, files }: Proof,
): KnownOriginals {
  const isOriginal = !files.some(isChanged)
  const ran = isOriginal
    ? [cells.newBefore, cells.newAfter]
    : [cells.originalBefore, cells.originalAfter]
  const isRed = ran.some((cell) => cell !== null && cell.red > 0)
  const fresh = files.flatMap(({ path, original }) =>
    original === null ? [] : [[path, original.blob.slice(0, digits)] as const],
  )
  const all = isRed ? [...fresh, ...known] : [...known]
  return new Map(all.slice(0, mostFiles))
}

/** Files of which an earlier run saw another original. */
export function rewrittenOriginals(
  known: KnownOriginals,
  files: readonly ReproductionFile[],
): readonly string[] {
  return files.flatMap(({ path, original }) => {
    const was = known.get(path)
    if (was === undefined || original === null) return []
    return original.blob.startsWith(was) ? [] : [path]
  })
}

/** One word without white space; `null` for none. */
export function encodeOriginals(known: KnownOriginals): string | null {
  if (known.size === 0) return null
  return [...known].map(([path, blob]) => `${blob}:${encoded(path)}`).join(',')
}

/** Letters, digits, `_` and `%`: nothing that a commit message could refer by. */
function encoded(path: string): string {
  return encodeURIComponent(path).replace(
    /[-.!~*'()]/gu,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** Reads what {@link encodeOriginals} wrote; anybody may have changed it, so what cannot be read is left out. */
export function decodeOriginals(word: string): KnownOriginals {
  const pairs = word
    .slice(0, 20_000)
    .split(',')
    .slice(0, mostFiles)
    .flatMap((part) => {
      const [, blob, path] = /^([0-9a-f]{12}):(.{1,3000})$/u.exec(part) ?? []
      const decoded = path === undefined ? null : pathOf(path)
      return blob === undefined || decoded === null
        ? []
        : [[decoded, blob] as const]
    })
  return new Map(pairs)
}

function pathOf(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    // A broken escape: the entry names no file.
    return null
  }
}
