import { at, numberAt, textAt } from '../../context/decode.ts'
import type { OtherChecks } from '../../evidence/other-checks.ts'
import type { OwnRuns } from '../github-port.ts'
import { foreignChecks } from './foreign-checks.ts'
import type { ForkName } from './look-up.ts'
import type { Client } from './octokit.ts'
import { otherChecksByRest } from './other-checks-rest.ts'
import {
  actionsApp,
  listAt,
  rawCheck,
  type RawChecks,
  rawRun,
  type RawRun,
  rawStatus,
} from './raw-checks.ts'

/** Suites, and runs of one suite, that one query asks for. */
const pageSize = 50

/** One query for everything that stands beside a commit. */
const checksQuery = `query($owner: String!, $name: String!, $oid: String!) {
  repository(owner: $owner, name: $name) {
    object(expression: $oid) { ... on Commit {
      status { contexts { context state targetUrl } }
      checkSuites(first: ${pageSize}) { pageInfo { hasNextPage } nodes {
        status conclusion app { slug }
        workflowRun { databaseId url file { path } workflow { name } }
        checkRuns(first: ${pageSize}, filterBy: {checkType: LATEST}) {
          pageInfo { hasNextPage } nodes { name status conclusion detailsUrl }
        }
      } }
    } }
  }
}`

/**
 * Checks and statuses beside a commit, without our own. By GraphQL where one
 * query answers for all of it, else by REST. Tried once each: nobody waits for
 * them.
 */
export async function readOtherChecks(
  client: Client,
  fork: ForkName,
  request: {
    readonly sha: string
    readonly own: OwnRuns
    readonly isQuick: boolean
  },
): Promise<OtherChecks> {
  const { sha, own, isQuick } = request
  const quick = isQuick ? await byGraphql(client, fork, sha) : null
  const raw = quick ?? (await otherChecksByRest(client, fork, sha))
  return { checks: foreignChecks(raw, own), isComplete: raw.isComplete }
}

/** `null` where it answers for less than all of it. */
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
    // What it refuses in part REST may answer.
    .catch(() => null)
  const commit = at(answer, 'repository', 'object')
  const suites = allNodes(at(commit, 'checkSuites'))
  const checks = suites?.map((suite) => allNodes(at(suite, 'checkRuns'))) ?? []
  const runs = suites?.flatMap(runOf) ?? []
  const isWhole =
    checks.every((list) => list !== null) &&
    runs.every(({ path }) => path !== null)
  if (suites === null || !isWhole || suites.some(hidesRun)) return null
  const contexts = listAt(commit, 'status', 'contexts') ?? []
  return {
    checks: suites.flatMap((suite, index) =>
      (checks[index] ?? []).map((run) =>
        rawCheck(run, 'detailsUrl', textAt(suite, 'app', 'slug')),
      ),
    ),
    runs,
    statuses: contexts.map((one) => rawStatus(one, 'targetUrl')),
    isComplete: true,
  }
}

/** What the token may not read of a run is `null`. */
function hidesRun(suite: unknown): boolean {
  const isOfActions = textAt(suite, 'app', 'slug') === actionsApp
  return isOfActions && runOf(suite).length === 0
}

/** A suite that has the run of a workflow has its state. */
function runOf(suite: unknown): readonly RawRun[] {
  const run = at(suite, 'workflowRun')
  return rawRun(suite, {
    id: numberAt(run, 'databaseId'),
    name: textAt(run, 'workflow', 'name'),
    path: textAt(run, 'file', 'path'),
    url: textAt(run, 'url'),
  })
}

/** Nodes of a connection, or `null` where there are more or some were kept back. */
function allNodes(connection: unknown): readonly unknown[] | null {
  const nodes = listAt(connection, 'nodes')
  const isWhole =
    at(connection, 'pageInfo', 'hasNextPage') === false &&
    nodes?.every((node) => node !== null) === true
  return isWhole ? nodes : null
}
