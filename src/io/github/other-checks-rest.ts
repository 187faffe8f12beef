import { numberAt, textAt } from '../../context/decode.ts'
import { allPages, type Entries } from './all-pages.ts'
import type { ForkName } from './look-up.ts'
import type { Client } from './octokit.ts'
import {
  rawCheck,
  type RawChecks,
  rawRun,
  type RawRun,
  rawStatus,
} from './raw-checks.ts'

/**
 * Checks (GitHub gives the latest of each name), runs of workflows and statuses
 * beside a commit, up to a thousand of each. What the token may not read is left out, which is not complete; where
 * that is checks and statuses alike, the first refusal is thrown.
 */
export async function otherChecksByRest(
  client: Client,
  { owner, name }: ForkName,
  sha: string,
): Promise<RawChecks> {
  const path = { owner, repo: name, request: { retries: 0 } }
  const ofCommit = { ...path, ref: sha }
  const what = 'the checks'
  const commit = 'GET /repos/{owner}/{repo}/commits/{ref}'
  const [checks, runs, statuses] = await Promise.allSettled([
    allPages({
      what,
      key: 'check_runs',
      ask: (page) =>
        client.request(`${commit}/check-runs`, { ...ofCommit, ...page }),
    }),
    allPages({
      what,
      key: 'workflow_runs',
      ask: (page) =>
        client.request('GET /repos/{owner}/{repo}/actions/runs', {
          ...path,
          ...page,
          head_sha: sha,
        }),
    }),
    allPages({
      what,
      key: 'statuses',
      ask: (page) =>
        client.request(`${commit}/status`, { ...ofCommit, ...page }),
    }),
  ])
  if (checks.status === 'rejected' && statuses.status === 'rejected') {
    throw checks.reason
  }
  return rawChecks(entriesOf(checks), entriesOf(runs), entriesOf(statuses))
}

function rawChecks(
  checks: Entries,
  runs: Entries,
  statuses: Entries,
): RawChecks {
  return {
    checks: checks.list.map((run) =>
      rawCheck(run, 'details_url', textAt(run, 'app', 'slug')),
    ),
    runs: runs.list.flatMap(restRun),
    statuses: statuses.list.map((one) => rawStatus(one, 'target_url')),
    isComplete: [checks, runs, statuses].every(({ isComplete }) => isComplete),
  }
}

function restRun(run: unknown): readonly RawRun[] {
  return rawRun(run, {
    id: numberAt(run, 'id'),
    name: textAt(run, 'name'),
    path: filePath(textAt(run, 'path')),
    url: textAt(run, 'html_url'),
  })
}

/** The path may come with a ref: `.github/workflows/ci.yml@main`. */
function filePath(path: string | null): string | null {
  if (path === null || /\.ya?ml$/u.test(path)) return path
  const end = path.lastIndexOf('@')
  return end < 0 ? path : path.slice(0, end)
}

/** Entries of an answer, none of a refusal. */
function entriesOf(answer: PromiseSettledResult<Entries>): Entries {
  return answer.status === 'fulfilled'
    ? answer.value
    : { list: [], isComplete: false }
}
