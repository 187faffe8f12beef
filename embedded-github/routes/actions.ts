import { requiredText } from '../json.ts'
import { branchHead } from '../pull-requests.ts'
import { notAccessible, refuse } from '../refusal.ts'
import { fullName, nodeId } from '../world.ts'
import {
  type Answer,
  type Call,
  type Routes,
  page,
  param,
  read,
  write,
} from '../route.ts'

/** Settings and workflows of GitHub Actions. */
export const actionsRoutes: Routes = [
  {
    operation:
      'actions/get-github-actions-default-workflow-permissions-repository',
    method: 'GET',
    path: '/repos/{owner}/{repo}/actions/permissions/workflow',
    // It takes the administration permission, which GITHUB_TOKEN never has.
    handle: ({ caller, repository }) => {
      if (caller.kind !== 'person') throw notAccessible()
      return {
        status: 200,
        body: {
          default_workflow_permissions:
            repository.settings.defaultWorkflowPermissions,
          can_approve_pull_request_reviews:
            repository.settings.allowActionsPullRequests,
        },
      }
    },
  },
  {
    operation: 'actions/get-github-actions-permissions-repository',
    method: 'GET',
    path: '/repos/{owner}/{repo}/actions/permissions',
    handle: ({ caller, repository: { settings } }) => {
      if (caller.kind !== 'person') throw notAccessible()
      return {
        status: 200,
        body: settings.actionsEnabled
          ? {
              enabled: true,
              allowed_actions: settings.allowedActions,
              sha_pinning_required: settings.mustPinActions,
            }
          : { enabled: false },
      }
    },
  },
  {
    operation: 'actions/list-repo-workflows',
    method: 'GET',
    path: '/repos/{owner}/{repo}/actions/workflows',
    needs: read('actions'),
    handle: listWorkflows,
  },
  {
    operation: 'actions/list-workflow-runs-for-repo',
    method: 'GET',
    path: '/repos/{owner}/{repo}/actions/runs',
    needs: read('actions'),
    handle: listRuns,
  },
  {
    operation: 'actions/create-workflow-dispatch',
    method: 'POST',
    path: '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
    needs: write('actions'),
    handle: dispatch,
  },
]

/** Those of the default branch; GitHub also lists what ran from another. */
function listWorkflows(call: Call): Answer {
  const { world, repository } = call
  const head = branchHead(world, repository, repository.defaultBranch)
  const folder = '.github/workflows'
  const paths =
    head === null ? [] : world.git.paths(repository.git, head, folder)
  const listed = page(call, paths, (path) => workflowShape(call, path))
  return {
    ...listed,
    body: { total_count: paths.length, workflows: listed.body },
  }
}

function workflowShape({ world, repository }: Call, path: string): object {
  const id = 1000 + path.length
  const api = `${world.addresses.api}/repos/${fullName(repository)}/actions/workflows`
  return {
    id,
    node_id: nodeId('W', id),
    name: path,
    path,
    state: repository.settings.workflowStates[path] ?? 'active',
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    url: `${api}/${String(id)}`,
    html_url: `${world.addresses.web}/${fullName(repository)}/blob/${repository.defaultBranch}/${path}`,
    badge_url: `${world.addresses.web}/${fullName(repository)}/actions/workflows/${path}/badge.svg`,
  }
}

function listRuns(call: Call): Answer {
  const { world, repository, query } = call
  const sha = query.get('head_sha')
  const runs = repository.workflowRuns.filter(
    ({ headSha }) => sha === null || headSha === sha,
  )
  const url = `${world.addresses.web}/${fullName(repository)}/actions/runs`
  const listed = page(call, runs.toReversed(), (run) => ({
    id: run.id,
    name: run.name,
    path: run.path,
    head_sha: run.headSha,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    html_url: `${url}/${String(run.id)}`,
  }))
  return {
    ...listed,
    body: { total_count: runs.length, workflow_runs: listed.body },
  }
}

function dispatch(call: Call): Answer {
  const { world, repository, body } = call
  const ref = requiredText(body, 'ref').replace(/^refs\/heads\//u, '')
  if (branchHead(world, repository, ref) === null) {
    throw refuse(422, `No ref found for: ${ref}`)
  }
  repository.dispatches.push({ workflow: param(call, 'workflow_id'), body })
  return { status: 204 }
}
