import {
  type Issue,
  type Labelling,
  type RepositoryState,
  type World,
  fullName,
} from '../world.ts'
import { labelShape } from './label.ts'
import { userShape } from './user.ts'

/** An issue that is no pull request. */
export function plainIssueShape(
  world: World,
  repository: RepositoryState,
  issue: Issue,
): object {
  const { web, api } = world.addresses
  const name = fullName(repository)
  const number = String(issue.number)
  return {
    id: issue.id,
    url: `${api}/repos/${name}/issues/${number}`,
    html_url: `${web}/${name}/issues/${number}`,
    number: issue.number,
    state: issue.state,
    state_reason: issue.stateReason,
    title: issue.title,
    body: null,
    user: userShape(world, repository.owner),
    labels: issue.labels.map((label) => labelShape(world, repository, label)),
    locked: issue.locked,
    closed_at: issue.closedAt,
    comments: 0,
  }
}

/** The event of somebody putting a label on. */
export function labelledEvent(
  world: World,
  repository: RepositoryState,
  { id, actor, label, createdAt }: Labelling,
): object {
  return {
    id,
    url: `${world.addresses.api}/repos/${fullName(repository)}/issues/events/${String(id)}`,
    actor: userShape(world, actor),
    event: 'labeled',
    commit_id: null,
    created_at: createdAt,
    label: { name: label, color: 'ededed' },
  }
}
