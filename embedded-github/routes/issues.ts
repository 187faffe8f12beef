import {
  type JsonObject,
  isObject,
  optionalList,
  optionalText,
  optionalTexts,
} from '../json.ts'
import { findLabel, labelsByName, relabel } from '../labels.ts'
import { changePull, isCollaborator, refuseTexts } from '../pull-requests.ts'
import { notFound, refuse, validationFailed } from '../refusal.ts'
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
import {
  type Issue,
  type Label,
  type Milestone,
  type Pull,
  findRepository,
} from '../world.ts'
import { labelledEvent, plainIssueShape } from '../shapes/issue.ts'
import { repositoryShape } from '../shapes/repository.ts'
import { userShape } from '../shapes/user.ts'
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
    handle: (call) => {
      const issue = findIssue(call)
      return issue === null
        ? shown(call, findPull(call, 'issue_number'))
        : {
            status: 200,
            body: plainIssueShape(call.world, call.repository, issue),
          }
    },
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
    operation: 'issues/list-events',
    method: 'GET',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/events',
    needs: read('issues', 'pull-requests'),
    handle: listEvents,
  },
  {
    operation: 'issues/list-events-for-timeline',
    method: 'GET',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/timeline',
    needs: read('issues', 'pull-requests'),
    handle: listTimeline,
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
      setLabels(call, pull, labelsByName(call.world, call, names))
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
      const labels = labelsByName(call.world, call, requestedLabels(call))
      setLabels(call, pull, labels)
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

function setLabels(call: Call, pull: Pull, labels: readonly Label[]): void {
  relabel(call.world, { pull, actor: call.caller.login }, labels)
}

/** The issue of a path that is no pull request, or `null`. */
function findIssue(call: Call): Issue | null {
  const number = param(call, 'issue_number')
  return (
    call.repository.issues.find((one) => String(one.number) === number) ?? null
  )
}

function listEvents(call: Call): Answer {
  const pull = findPull(call, 'issue_number')
  return page(call, pull.labellings, (labelling) =>
    labelledEvent(call.world, call.repository, labelling),
  )
}

/** Mentions of an issue by pull requests, as `cross-referenced` events. */
function listTimeline(call: Call): Answer {
  const { world } = call
  const issue = findIssue(call)
  if (issue === null) throw notFound()
  const found = issue.mentionedBy.flatMap(({ repository, number }) => {
    const [owner = '', name = ''] = repository.split('/')
    const home = findRepository(world, owner, name)
    const pull = home?.pulls.find((one) => one.number === number)
    return home === undefined || pull === undefined ? [] : [{ home, pull }]
  })
  return page(call, found, ({ home, pull }) => ({
    event: 'cross-referenced',
    actor: userShape(world, pull.author),
    created_at: pull.createdAt,
    updated_at: pull.createdAt,
    source: {
      type: 'issue',
      issue: {
        ...issueShape(world, home, pull),
        repository: repositoryShape(world, home),
      },
    },
  }))
}

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
  setLabels(call, pull, labels ?? pull.labels)
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
