import { textAt } from '../../context/decode.ts'
import type { PullRequestChange } from '../github-port.ts'
import type { ForkName } from './look-up.ts'
import type { Client } from './octokit.ts'

/** Changes a pull request of the fork in one request. Answers with its head at that moment, or `null` where the answer does not have it. */
export async function changePullRequest(
  { client, fork }: { readonly client: Client; readonly fork: ForkName },
  number: number,
  change: PullRequestChange,
): Promise<string | null> {
  const path = { owner: fork.owner, repo: fork.name }
  const { labels, assignees, milestone, ...texts } = change
  if ((labels ?? assignees ?? milestone) === undefined) {
    const { data } = await client.request(
      'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
      { ...path, pull_number: number, ...texts },
    )
    return textAt(data, 'head', 'sha')
  }
  // The one address that takes texts and labels in one request.
  await client.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
    ...path,
    issue_number: number,
    ...texts,
    ...(milestone === undefined ? {} : { milestone }),
    ...(labels === undefined ? {} : { labels: [...labels] }),
    ...(assignees === undefined ? {} : { assignees: [...assignees] }),
  })
  return null
}
