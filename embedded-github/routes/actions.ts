import { requiredText } from '../json.ts'
import { branchHead } from '../pull-requests.ts'
import { notAccessible, refuse } from '../refusal.ts'
import { type Answer, type Call, type Routes, param, write } from '../route.ts'

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
          default_workflow_permissions: 'read',
          can_approve_pull_request_reviews:
            repository.settings.allowActionsPullRequests,
        },
      }
    },
  },
  {
    operation: 'actions/create-workflow-dispatch',
    method: 'POST',
    path: '/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
    needs: write('actions'),
    handle: dispatch,
  },
]

function dispatch(call: Call): Answer {
  const { world, repository, body } = call
  const ref = requiredText(body, 'ref').replace(/^refs\/heads\//u, '')
  if (branchHead(world, repository, ref) === null) {
    throw refuse(422, `No ref found for: ${ref}`)
  }
  repository.dispatches.push({ workflow: param(call, 'workflow_id'), body })
  return { status: 204 }
}
