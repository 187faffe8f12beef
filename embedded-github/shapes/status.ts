import type { RestEndpointMethodTypes } from '@octokit/plugin-rest-endpoint-methods'
import {
  type CheckRun,
  type RepositoryState,
  type Status,
  type World,
  fullName,
} from '../world.ts'
import type { Shape } from './shape.ts'
import { userShape } from './user.ts'

type StatusData =
  RestEndpointMethodTypes['repos']['createCommitStatus']['response']['data']

/** A commit status. */
export function statusShape(
  world: World,
  repository: RepositoryState,
  status: Status,
): Shape<StatusData> {
  return {
    url: `${world.addresses.api}/repos/${fullName(repository)}/statuses/${status.sha}`,
    avatar_url: null,
    id: status.id,
    node_id: `SC_kwDO${String(status.id)}`,
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    creator: userShape(world, status.creator),
  }
}

/** The latest status of each context, newest first. */
export function latestStatuses(
  repository: RepositoryState,
  sha: string,
): readonly Status[] {
  const latest = new Map<string, Status>()
  for (const status of repository.statuses) {
    if (status.sha !== sha) continue
    latest.delete(status.context)
    latest.set(status.context, status)
  }
  return [...latest.values()].reverse()
}

/** What several statuses add up to; none are `pending`. */
export function combinedState(
  statuses: readonly Status[],
): 'failure' | 'pending' | 'success' {
  const states = statuses.map((status) => status.state)
  if (states.some((state) => state === 'failure' || state === 'error')) {
    return 'failure'
  }
  const done = states.length > 0 && states.every((state) => state === 'success')
  return done ? 'success' : 'pending'
}

/** Slug of the app behind `GITHUB_TOKEN`. */
export const actionsApp = 'github-actions'

/** The latest check run of each name in each suite. */
export function latestCheckRuns(
  runs: readonly CheckRun[],
): readonly CheckRun[] {
  const latest = new Map<string, CheckRun>()
  for (const run of runs) {
    latest.set(JSON.stringify([run.workflowRunId, run.app, run.name]), run)
  }
  return [...latest.values()]
}

/** Page that tells more of a check run; that of its job where it names none. */
export function detailsUrl(
  world: World,
  repository: RepositoryState,
  run: CheckRun,
): string {
  const home = `${world.addresses.web}/${fullName(repository)}`
  const id = String(run.id)
  if (run.detailsUrl !== null) return run.detailsUrl
  return run.workflowRunId === null
    ? `${home}/runs/${id}`
    : `${home}/actions/runs/${String(run.workflowRunId)}/job/${id}`
}

/** A check run. */
export function checkRunShape(
  world: World,
  repository: RepositoryState,
  run: CheckRun,
): object {
  const { web, api } = world.addresses
  const name = fullName(repository)
  const id = String(run.id)
  return {
    id: run.id,
    node_id: `CR_kwDO${id}`,
    head_sha: run.headSha,
    external_id: run.externalId,
    url: `${api}/repos/${name}/check-runs/${id}`,
    html_url: `${web}/${name}/runs/${id}`,
    details_url: detailsUrl(world, repository, run),
    name: run.name,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: null,
      summary: null,
      text: null,
      ...run.output,
      annotations_count: run.annotations,
      annotations_url: `${api}/repos/${name}/check-runs/${id}/annotations`,
    },
    check_suite: { id: 1 },
    app:
      run.app === actionsApp
        ? { id: 15_368, slug: actionsApp, name: 'GitHub Actions' }
        : { id: 1, slug: run.app, name: run.app },
    pull_requests: [],
  }
}
