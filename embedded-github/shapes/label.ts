import type { RestEndpointMethodTypes } from '@octokit/plugin-rest-endpoint-methods'
import {
  type Label,
  type Milestone,
  type RepositoryState,
  type World,
  fullName,
} from '../world.ts'
import type { Shape } from './shape.ts'

type LabelData =
  RestEndpointMethodTypes['issues']['getLabel']['response']['data']
type MilestoneData =
  RestEndpointMethodTypes['issues']['getMilestone']['response']['data']

/** A label. */
export function labelShape(
  world: World,
  repository: RepositoryState,
  label: Label,
): Shape<LabelData> {
  const name = encodeURIComponent(label.name)
  return {
    id: label.id,
    node_id: label.nodeId,
    url: `${world.addresses.api}/repos/${fullName(repository)}/labels/${name}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  }
}

/** A milestone. */
export function milestoneShape(
  world: World,
  repository: RepositoryState,
  milestone: Milestone,
): Shape<MilestoneData> {
  const path = `${fullName(repository)}/milestones/${String(milestone.number)}`
  return {
    url: `${world.addresses.api}/repos/${path}`,
    html_url: `${world.addresses.web}/${fullName(repository)}/milestone/${String(milestone.number)}`,
    id: milestone.id,
    node_id: milestone.nodeId,
    number: milestone.number,
    title: milestone.title,
    description: null,
    state: milestone.state,
    open_issues: 0,
    closed_issues: 0,
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    closed_at: null,
    due_on: null,
  }
}
