import type { ForkName } from './look-up.ts'
import type { Client } from './octokit.ts'

/** Asks one person, or one team (`team:slug`), for a review of a pull request. */
export async function requestReviewer(
  client: Client,
  { owner, name }: ForkName,
  { number, reviewer }: { readonly number: number; readonly reviewer: string },
): Promise<void> {
  const team = reviewer.startsWith('team:') ? reviewer.slice(5) : null
  await client.request(
    'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
    {
      owner,
      repo: name,
      pull_number: number,
      ...(team === null
        ? { reviewers: [reviewer] }
        : { team_reviewers: [team] }),
    },
  )
}
