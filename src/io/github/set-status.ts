import type { CommitStatus } from '../github-port.ts'
import { statusContext } from './decode.ts'
import type { ForkName } from './look-up.ts'
import type { Client } from './octokit.ts'

/** Sets the commit status `staging-pr`. */
export async function setStatus(
  client: Client,
  { owner, name }: ForkName,
  { sha, status }: { readonly sha: string; readonly status: CommitStatus },
): Promise<void> {
  const { state, description, targetUrl } = status
  await client.request('POST /repos/{owner}/{repo}/statuses/{sha}', {
    owner,
    repo: name,
    sha,
    state,
    description,
    context: statusContext,
    ...(targetUrl === null ? {} : { target_url: targetUrl }),
  })
}
