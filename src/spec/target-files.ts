import type { Spec } from './spec.ts'

/** Entries of `target_files` relative to the repository root, empty ones left out. */
export function targetPaths({
  root,
  targetFiles,
}: Pick<Spec, 'root' | 'targetFiles'>): readonly string[] {
  return targetFiles
    .map(withoutStep)
    .filter((entry) => entry !== '')
    .map((entry) => root + entry)
}

/** An entry as it is compared: without space around it and a leading `./`. */
export function withoutStep(entry: string): string {
  return entry.trim().replace(/^\.\//u, '')
}
