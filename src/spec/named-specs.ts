import { specIdOf } from './spec-id.ts'
import type { SourceFile } from './spec.ts'

/** Whether spec files could name another: as a dependency, as research, in their prose, or as one of their members. */
export function namedSpecs(
  files: readonly SourceFile[],
): (entry: { readonly path: string }) => boolean {
  const ids = new Set(files.map(({ path }) => specIdOf(path)))
  const words = new Set(files.flatMap(({ text }) => wordsOf(text)))
  return ({ path }) => {
    const id = specIdOf(path)
    if (words.has(id) || driversOf(id).some((driver) => ids.has(driver))) {
      return true
    }
    return /[^\w.:-]/u.test(id) && files.some(({ text }) => text.includes(id))
  }
}

/** `X.3.1` is a member of `X.3` and of `X`. */
function driversOf(id: string): readonly string[] {
  const parts = id.split('.')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'))
}

/** Words as they stand, without what closes a sentence, and without the end of a file name. */
function wordsOf(text: string): readonly string[] {
  return text
    .split(/[^\w.:-]+/u)
    .flatMap((word) => [
      word,
      word.replace(/[.:-]{1,9}$/u, ''),
      word.replace(/\.md$/u, ''),
    ])
}
