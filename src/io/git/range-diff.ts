import { firstCharacters } from '../../text/truncate.ts'
import type { GitRepository } from './repository.ts'

/** Longest output that is kept. UTF-16 units. */
const maxCharacters = 20_000

/** Longest wait: pairing commits is quadratic in their number. Milliseconds. */
const timeoutMs = 20_000

/** Two versions of a branch, each from where it left upstream. Full SHAs. */
export type Versions = {
  readonly before: string
  readonly after: string
  /** Head of upstream's base. */
  readonly upstream: string
}

/** How one version of a branch became the other (git-range-diff(1)); `null` where git cannot tell. */
export async function rangeDiff(
  repository: GitRepository,
  { before, after, upstream }: Versions,
): Promise<string | null> {
  const [from, to] = await Promise.all([
    repository.mergeBase(upstream, before),
    repository.mergeBase(upstream, after),
  ])
  if (from === null || to === null) return null
  const { exitCode, stdout } = await repository.git.run(
    [
      'range-diff',
      '--no-color',
      '--no-ext-diff',
      '--no-textconv',
      `${from}..${before}`,
      `${to}..${after}`,
    ],
    { timeoutMs },
  )
  if (exitCode !== 0) return null
  return firstCharacters(stdout.toString('utf8').trimEnd(), maxCharacters)
}
