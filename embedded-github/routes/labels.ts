import { optionalText, requiredText } from '../json.ts'
import { createLabel, findLabel } from '../labels.ts'
import { notFound } from '../refusal.ts'
import { type Routes, page, param, read, write } from '../route.ts'
import { labelShape, milestoneShape } from '../shapes/label.ts'

/** Labels and milestones of a repository. */
export const labelRoutes: Routes = [
  {
    operation: 'issues/list-labels-for-repo',
    method: 'GET',
    path: '/repos/{owner}/{repo}/labels',
    needs: read('issues', 'pull-requests'),
    handle: (call) =>
      page(call, call.repository.labels, (label) =>
        labelShape(call.world, call.repository, label),
      ),
  },
  {
    operation: 'issues/get-label',
    method: 'GET',
    path: '/repos/{owner}/{repo}/labels/{name}',
    needs: read('issues', 'pull-requests'),
    handle: (call) => {
      const { world, repository } = call
      const label = findLabel(repository, param(call, 'name'))
      if (label === undefined) throw notFound()
      return { status: 200, body: labelShape(world, repository, label) }
    },
  },
  {
    operation: 'issues/create-label',
    method: 'POST',
    path: '/repos/{owner}/{repo}/labels',
    needs: write('issues'),
    handle: ({ world, repository, body }) => {
      const color = optionalText(body, 'color')
      const label = createLabel(world, repository, {
        name: requiredText(body, 'name'),
        description: optionalText(body, 'description') ?? null,
        ...(typeof color === 'string' ? { color } : {}),
      })
      return { status: 201, body: labelShape(world, repository, label) }
    },
  },
  {
    operation: 'issues/list-milestones',
    method: 'GET',
    path: '/repos/{owner}/{repo}/milestones',
    needs: read('issues', 'pull-requests'),
    handle: (call) => {
      const { world, repository, query } = call
      const state = query.get('state') ?? 'open'
      const found = repository.milestones.filter(
        (milestone) => state === 'all' || milestone.state === state,
      )
      return page(call, found, (milestone) =>
        milestoneShape(world, repository, milestone),
      )
    },
  },
]
