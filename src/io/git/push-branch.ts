import {
  authorization,
  type RemoteAccess,
  remoteProtocols,
} from './branches.ts'
import type { GitRepository } from './repository.ts'

/** What is pushed. */
export type Push = {
  /** Full SHA. */
  readonly sha: string
  /** Short name of the branch in the fork. */
  readonly branch: string
  /** Full SHA that the branch has there now, or `null` where it is not there; anything else refuses the push. */
  readonly expected: string | null
}

/** Longest wait for a push. Milliseconds. */
const timeoutMs = 120_000

/** Pushes one commit to one branch, and nothing else. Answers with git's words where it was refused, else `null`. */
export async function pushBranch(
  { git }: GitRepository,
  access: RemoteAccess,
  { sha, branch, expected }: Push,
): Promise<string | null> {
  const ref = `refs/heads/${branch}`
  const { exitCode, stderr } = await git.run(
    [
      'push',
      '--quiet',
      '--no-verify',
      '--no-follow-tags',
      '--recurse-submodules=no',
      `--force-with-lease=${ref}:${expected ?? ''}`,
      '--end-of-options',
      access.url,
      `${sha}:${ref}`,
    ],
    { timeoutMs, config: authorization(access), protocols: remoteProtocols },
  )
  return exitCode === 0 ? null : stderr.trim()
}
