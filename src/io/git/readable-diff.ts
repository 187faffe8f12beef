import { diffCommand, type GitRepository } from './repository.ts'

/** More is no fix that anyone reads. */
const maxBytes = 8 * 1024 * 1024

/** Unified diff with three lines of context, as people read it, cut at 8 MiB. */
export async function readableDiff(
  { git }: GitRepository,
  base: string,
  head: string,
): Promise<string> {
  const args = [...diffCommand, '--unified=3', base, head]
  const { stdout } = await git.run(args, { maxBytes })
  return stdout.toString('utf8')
}
