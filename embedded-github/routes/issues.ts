import {
  type JsonObject,
  isObject,
  optionalList,
  optionalText,
  optionalTexts,
} from '../json.ts'
import { findLabel, labelsByName } from '../labels.ts'
import { changePull, isCollaborator, refuseTexts } from '../pull-requests.ts'
import { refuse, validationFailed } from '../refusal.ts'
import {
  type Answer,
  type Call,
  type Routes,
  page,
  param,
  read,
  write,
} from '../route.ts'
import { labelShape } from '../shapes/label.ts'
import { issueShape } from '../shapes/pull-request.ts'
import type { Milestone, Pull } from '../world.ts'
import { bodyText, findPull, requestedState } from './pulls.ts'

/** Most people that can be assigned; more are ignored. */
const assigneesPerPull = 10

/** Pull requests through the issues endpoints: fields, labels, assignees. */
export const issueRoutes: Routes = [
  {
    operation: 'issues/get',
    method: 'GET',
    path: '/repos/{owner}/{repo}/issues/{issue_number}',
    needs: read('issues', 'pull-requests'),
    handle: (call) => shown(call, findPull(call, 'issue_number')),
  },
  {
    operation: 'issues/update',
    method: 'PATCH',
    path: '/repos/{owner}/{repo}/issues/{issue_number}',
    needs: write('issues', 'pull-requests'),
    handle: update,
  },
  {
    operation: 'issues/create',
    method: 'POST',
    path: '/repos/{owner}/{repo}/issues',
    needs: write('issues'),
    never: 'issues are disabled in forks, and nobody asked for one',
    handle: ({ repository }) => {
      if (repository.settings.hasIssues) return { status: 201, body: {} }
      throw refuse(410, 'Issues are disabled for this repo')
    },
  },
  {
    operation: 'issues/list-labels-on-issue',
    method: 'GET',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/labels',
    needs: read('issues', 'pull-requests'),
    handle: (call) => labelsOf(call, findPull(call, 'issue_number')),
  },
  {
    operation: 'issues/add-labels',
    method: 'POST',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/labels',
    needs: write('issues', 'pull-requests'),
    handle: (call) => {
      const pull = findPull(call, 'issue_number')
      const names = [
        ...pull.labels.map((label) => label.name),
        ...requestedLabels(call),
      ]
      pull.labels = labelsByName(call.world, call, names)
      return labelsOf(call, pull)
    },
  },
  {
    operation: 'issues/set-labels',
    method: 'PUT',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/labels',
    needs: write('issues', 'pull-requests'),
    handle: (call) => {
      const pull = findPull(call, 'issue_number')
      pull.labels = labelsByName(call.world, call, requestedLabels(call))
      return labelsOf(call, pull)
    },
  },
  {
    operation: 'issues/remove-label',
    method: 'DELETE',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/labels/{name}',
    needs: write('issues', 'pull-requests'),
    handle: (call) => {
      const pull = findPull(call, 'issue_number')
      const label = findLabel(call.repository, param(call, 'name'))
      if (label === undefined || !pull.labels.includes(label)) {
        throw refuse(404, 'Label does not exist')
      }
      pull.labels = pull.labels.filter((one) => one !== label)
      return labelsOf(call, pull)
    },
  },
  {
    operation: 'issues/add-assignees',
    method: 'POST',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/assignees',
    needs: write('issues', 'pull-requests'),
    handle: (call) => {
      const pull = findPull(call, 'issue_number')
      const wanted = optionalTexts(call.body, 'assignees') ?? []
      // Unlike PATCH, which refuses, names that cannot be assigned are dropped.
      const able = wanted.filter((login) =>
        isCollaborator(call.repository, login),
      )
      pull.assignees = atMost([...pull.assignees, ...able])
      return shown(call, pull, 201)
    },
  },
]

function shown(call: Call, pull: Pull, status = 200): Answer {
  return { status, body: issueShape(call.world, call.repository, pull) }
}

function labelsOf(call: Call, pull: Pull): Answer {
  return page(call, pull.labels, (label) =>
    labelShape(call.world, call.repository, label),
  )
}

function requestedLabels(call: Call): readonly string[] {
  return labelNames(call.body) ?? []
}

/** Label names of a request, given as texts or as objects with a name. */
function labelNames(body: JsonObject): readonly string[] | undefined {
  return optionalList(body, 'labels')?.map((item) => {
    if (typeof item === 'string') return item
    const name = isObject(item) ? item['name'] : undefined
    if (typeof name === 'string') return name
    throw validationFailed({
      resource: 'Label',
      code: 'invalid',
      field: 'name',
      value: item,
    })
  })
}

function atMost(logins: readonly string[]): readonly string[] {
  return [...new Set(logins)].slice(0, assigneesPerPull)
}

/** Checks everything before anything changes: a request is carried out as a whole or not at all. */
function update(call: Call): Answer {
  const { world, repository, body } = call
  const pull = findPull(call, 'issue_number')
  const change = {
    title: optionalText(body, 'title') ?? undefined,
    body: bodyText(call),
    state: requestedState(call),
  }
  refuseTexts(change)
  const assignees = requestedAssignees(call)
  const milestone = requestedMilestone(call)
  const names = labelNames(body)
  const labels =
    names === undefined ? undefined : labelsByName(world, call, names)
  changePull(world, { repository, pull }, change)
  const before = JSON.stringify([pull.labels, pull.assignees, pull.milestone])
  pull.labels = labels ?? pull.labels
  pull.assignees = assignees ?? pull.assignees
  pull.milestone = milestone === undefined ? pull.milestone : milestone
  const after = JSON.stringify([pull.labels, pull.assignees, pull.milestone])
  if (before !== after) pull.updatedAt = world.now()
  return shown(call, pull)
}

function requestedAssignees(call: Call): readonly string[] | undefined {
  const logins = optionalTexts(call.body, 'assignees')
  const unknown = logins?.find(
    (login) => !isCollaborator(call.repository, login),
  )
  if (unknown !== undefined) {
    throw validationFailed({
      resource: 'Issue',
      code: 'invalid',
      field: 'assignees',
      value: unknown,
    })
  }
  return logins === undefined ? undefined : atMost(logins)
}

function requestedMilestone(call: Call): Milestone | null | undefined {
  const wanted = call.body['milestone']
  if (wanted === undefined || wanted === null) return wanted
  const found = call.repository.milestones.find(
    // A number, or a number as text.
    ({ number }) => number === wanted || String(number) === wanted,
  )
  if (found !== undefined) return found
  throw validationFailed({
    resource: 'Issue',
    code: 'invalid',
    field: 'milestone',
    value: wanted,
  })
}
