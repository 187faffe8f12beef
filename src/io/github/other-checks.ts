import { at, numberAt, textAt } from '../../context/decode.ts'
import type { OtherCheck } from '../../evidence/other-checks.ts'
import type { OwnRuns } from '../github-port.ts'
import type { ForkName } from './look-up.ts'
import type { Client } from './octokit.ts'
import {
  foreignChecks,
  type RawCheck,
  type RawChecks,
} from './foreign-checks.ts'

/** Suites, runs of one suite, and statuses that are looked at. */
const pageSize = 50

/** One query for everything that stands beside a commit. */
const checksQuery = `query($owner: String!, $name: String!, $oid: String!) {
  repository(owner: $owner, name: $name) {
    object(expression: $oid) { ... on Commit {
      status { contexts { context state targetUrl } }
      checkSuites(first: ${pageSize}) { nodes {
        status conclusion
        workflowRun { databaseId url workflow { name } }
        checkRuns(first: ${pageSize}) { nodes { name status conclusion detailsUrl } }
      } }
    } }
  }
}`

/**
 * Checks and statuses beside a commit, without our own: those of this run's
 * workflow, and of the workflow that set our status. By GraphQL where it
 * answers, else by REST. Tried once each: nobody waits for them.
 */
export async function readOtherChecks(
  client: Client,
  fork: ForkName,
  request: {
    readonly sha: string
    readonly own: OwnRuns
    readonly isQuick: boolean
  },
): Promise<readonly OtherCheck[]> {
  const { sha, own, isQuick } = request
  const quick = isQuick ? await byGraphql(client, fork, sha) : null
  return foreignChecks(quick ?? (await byRest(client, fork, sha)), own)
}

async function byGraphql(
  client: Client,
  { owner, name }: ForkName,
  oid: string,
): Promise<RawChecks | null> {
  const answer = await client
    .graphql<unknown>(checksQuery, {
      owner,
      name,
      oid,
      request: { retries: 0 },
    })
    .catch((error: unknown) => at(error, 'data'))
  const commit = at(answer, 'repository', 'object')
  const suites = listAt(commit, 'checkSuites', 'nodes')
  if (suites === null) return null
  const contexts = listAt(commit, 'status', 'contexts') ?? []
  return {
    checks: suites.flatMap((suite) =>
      (listAt(suite, 'checkRuns', 'nodes') ?? []).map((run) =>
        rawCheck(
          run,
          'detailsUrl',
          numberAt(suite, 'workflowRun', 'databaseId'),
        ),
      ),
    ),
    runs: suites.flatMap((suite) => {
      const run = at(suite, 'workflowRun')
      const id = numberAt(run, 'databaseId')
      if (id === null) return []
      const workflow = textAt(run, 'workflow', 'name') ?? ''
      const found = { ...rawCheck(suite, 'url', id), url: textAt(run, 'url') }
      return [{ ...found, name: workflow, workflow }]
    }),
    statuses: contexts.map((one) => rawStatus(one, 'targetUrl')),
  }
}

/** What the token may not read is left out; where that is everything, the first refusal is thrown. */
async function byRest(
  client: Client,
  { owner, name }: ForkName,
  sha: string,
): Promise<RawChecks> {
  const path = { owner, repo: name, per_page: 100, request: { retries: 0 } }
  const ofCommit = { ...path, ref: sha }
  const commit = 'GET /repos/{owner}/{repo}/commits/{ref}'
  const [checks, runs, statuses] = await Promise.allSettled([
    client.request(`${commit}/check-runs`, ofCommit),
    client.request('GET /repos/{owner}/{repo}/actions/runs', {
      ...path,
      head_sha: sha,
    }),
    client.request(`${commit}/status`, ofCommit),
  ])
  if (checks.status === 'rejected' && statuses.status === 'rejected') {
    throw checks.reason
  }
  return {
    checks: listOf(checks, 'check_runs').map((run) =>
      rawCheck(run, 'details_url', runIdIn(textAt(run, 'details_url'))),
    ),
    runs: listOf(runs, 'workflow_runs').map((run) => ({
      ...rawCheck(run, 'html_url', numberAt(run, 'id')),
      workflow: textAt(run, 'name') ?? '',
    })),
    statuses: listOf(statuses, 'statuses').map((one) =>
      rawStatus(one, 'target_url'),
    ),
  }
}

/** Entries of an answer, none of a refusal. */
function listOf(
  answer: PromiseSettledResult<{ readonly data: unknown }>,
  key: string,
): readonly unknown[] {
  if (answer.status === 'rejected') return []
  return listAt(answer.value.data, key) ?? []
}

function listAt(
  value: unknown,
  ...path: readonly string[]
): readonly unknown[] | null {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : null
}

function rawCheck(
  value: unknown,
  urlKey: string,
  runId: number | null,
): RawCheck {
  return {
    name: textAt(value, 'name') ?? '',
    status: (textAt(value, 'status') ?? '').toLowerCase(),
    conclusion: (textAt(value, 'conclusion') ?? '').toLowerCase(),
    url: textAt(value, urlKey),
    runId,
  }
}

/** A status as if it were a check: what is not pending is done. */
function rawStatus(value: unknown, urlKey: string): RawCheck {
  const state = (textAt(value, 'state') ?? '').toLowerCase()
  const isDone = state !== 'pending' && state !== 'expected'
  const url = textAt(value, urlKey)
  return {
    name: textAt(value, 'context') ?? '',
    status: isDone ? 'completed' : state,
    conclusion: isDone ? state : '',
    url,
    runId: runIdIn(url),
  }
}

/** `https://…/actions/runs/12/job/34` → 12. */
function runIdIn(url: string | null): number | null {
  const found = /\/actions\/runs\/(\d{1,15})(?:\/|$)/u.exec(url ?? '')
  return found === null ? null : Number(found[1])
}
