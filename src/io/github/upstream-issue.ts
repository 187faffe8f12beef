import { at, numberAt, textAt } from '../../context/decode.ts'
import type { Repository } from '../../context/run-context.ts'
import { fullName } from '../../context/run-context.ts'
import type { UpstreamIssue } from '../../handoff/upstream-issue.ts'
import { allPages } from './all-pages.ts'
import type { Client } from './octokit.ts'

/** An issue upstream and the open pull requests that mention it; `null` where it cannot be read. Tried once. */
export async function readUpstreamIssue(
  client: Client,
  upstream: Pick<Repository, 'owner' | 'name'>,
  number: number,
): Promise<UpstreamIssue | null> {
  const path = {
    owner: upstream.owner,
    repo: upstream.name,
    issue_number: number,
    request: { retries: 0 },
  }
  try {
    const [{ data }, events] = await Promise.all([
      client.request('GET /repos/{owner}/{repo}/issues/{issue_number}', path),
      readTimeline(client, path),
    ])
    return {
      number,
      state: textAt(data, 'state') === 'closed' ? 'closed' : 'open',
      stateReason: textAt(data, 'state_reason'),
      isLocked: at(data, 'locked') === true,
      labels: labelsOf(data),
      mentions: events.flatMap((event) => mentionOf(event, upstream)),
    }
  } catch (error) {
    // What another repository does not tell is not known.
    if (at(error, 'status') === undefined) throw error
    return null
  }
}

async function readTimeline(
  client: Client,
  path: {
    readonly owner: string
    readonly repo: string
    readonly issue_number: number
  },
): Promise<readonly unknown[]> {
  const { list } = await allPages({
    what: 'the timeline',
    ask: (page) =>
      client.request(
        'GET /repos/{owner}/{repo}/issues/{issue_number}/timeline',
        { ...path, ...page },
      ),
  })
  return list
}

function labelsOf(issue: unknown): readonly string[] {
  const labels = at(issue, 'labels')
  if (!Array.isArray(labels)) return []
  return labels.flatMap(
    (label: unknown) =>
      textAt(label, 'name') ?? (typeof label === 'string' ? label : []),
  )
}

/** An open pull request of upstream's that mentions the issue. */
function mentionOf(
  event: unknown,
  upstream: Pick<Repository, 'owner' | 'name'>,
): UpstreamIssue['mentions'] {
  const issue = at(event, 'source', 'issue')
  const number = numberAt(issue, 'number')
  const home = textAt(issue, 'repository', 'full_name') ?? ''
  const isMeant =
    textAt(event, 'event') === 'cross-referenced' &&
    at(issue, 'pull_request') !== undefined &&
    textAt(issue, 'state') === 'open' &&
    home.toLowerCase() === fullName(upstream).toLowerCase()
  if (!isMeant || number === null) return []
  return [{ number, author: textAt(issue, 'user', 'login') }]
}
