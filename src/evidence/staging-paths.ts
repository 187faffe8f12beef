/** What of a run belongs to the staging itself. */
export type StagingPaths = {
  /** Paths of research documents, relative to the repository root. */
  readonly documents: readonly string[]
  /** Path of the configuration file, or `null`. */
  readonly configPath: string | null
}

/** What a file is to the staging: spec, research, review, or its configuration and workflow; `null` for any other file. */
export function stagingPartOf(
  path: string,
  { documents, configPath }: StagingPaths,
): 'spec' | 'research' | 'review' | 'staging' | null {
  if (documents.includes(path) || /(?:^|\/)\.chant\/research\//u.test(path)) {
    return 'research'
  }
  if (/(?:^|\/)\.chant\/reviews\//u.test(path)) return 'review'
  if (/(?:^|\/)\.chant\//u.test(path)) return 'spec'
  const isStaging =
    path === configPath ||
    /^\.github\/(?:workflows\/)?staging[^/]*\.ya?ml$/u.test(path)
  return isStaging ? 'staging' : null
}

/** Whether a file belongs to the staging itself and not to the fix. */
export function isStagingPath(path: string, paths: StagingPaths): boolean {
  return stagingPartOf(path, paths) !== null
}
