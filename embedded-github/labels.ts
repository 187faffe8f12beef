import { type Caller, holds } from './caller.ts'
import { tooLong } from './pull-requests.ts'
import { refuse, validationFailed } from './refusal.ts'
import {
  type Label,
  type Milestone,
  type Pull,
  type RepositoryState,
  type World,
  nodeId,
} from './world.ts'

/** Most labels of one pull request. */
const labelsPerPull = 100

/** Most characters of a label's name and of its description. */
const nameCharacters = 50
const descriptionCharacters = 100

/** A label by its name; case does not count. */
export function findLabel(
  repository: RepositoryState,
  name: string,
): Label | undefined {
  return repository.labels.find(
    (label) => label.name.toLowerCase() === name.toLowerCase(),
  )
}

/** A label to be made. */
export type NewLabel = {
  readonly name: string
  readonly color?: string
  readonly description?: string | null
}

/** Adds a label to the repository; a second one of the same name is refused. */
export function createLabel(
  world: World,
  repository: RepositoryState,
  given: NewLabel,
): Label {
  if (given.name.trim() === '') {
    throw validationFailed({
      resource: 'Label',
      code: 'missing_field',
      field: 'name',
    })
  }
  if (given.name.length > nameCharacters) {
    throw validationFailed(tooLong('Label', 'name', nameCharacters))
  }
  if ((given.description?.length ?? 0) > descriptionCharacters) {
    throw validationFailed(
      tooLong('Label', 'description', descriptionCharacters),
    )
  }
  if (findLabel(repository, given.name) !== undefined) {
    throw validationFailed({
      resource: 'Label',
      code: 'already_exists',
      field: 'name',
    })
  }
  const id = world.nextId()
  const label: Label = {
    id,
    nodeId: nodeId('LA', id),
    name: given.name,
    color: given.color ?? 'ededed',
    description: given.description ?? null,
  }
  repository.labels.push(label)
  return label
}

/**
 * The labels of these names. Unknown ones are made, which takes `issues: write`.
 */
export function labelsByName(
  world: World,
  place: { readonly repository: RepositoryState; readonly caller: Caller },
  names: readonly string[],
): readonly Label[] {
  const { repository, caller } = place
  if (new Set(names).size > labelsPerPull) {
    throw validationFailed({
      resource: 'Issue',
      code: 'custom',
      field: 'labels',
      message: `Issues cannot have more than ${String(labelsPerPull)} labels`,
    })
  }
  const unknown = names.filter(
    (name) => findLabel(repository, name) === undefined,
  )
  const mayCreate = holds(caller, repository, {
    anyOf: ['issues'],
    level: 'write',
  })
  if (unknown.length > 0 && !mayCreate) {
    throw refuse(
      403,
      'You do not have permission to create labels on this repository.',
      [{ resource: 'Repository', field: 'label', code: 'unauthorized' }],
    )
  }
  const labels = names.map(
    (name) =>
      findLabel(repository, name) ?? createLabel(world, repository, { name }),
  )
  return [...new Set(labels)]
}

/** Gives a pull request these labels, and notes who put the new ones on. */
export function relabel(
  world: World,
  target: { readonly pull: Pull; readonly actor: string },
  labels: readonly Label[],
): void {
  const { pull, actor } = target
  const added = labels.filter((label) => !pull.labels.includes(label))
  pull.labels = labels
  pull.labellings = [
    ...pull.labellings,
    ...added.map(({ name }) => ({
      id: world.nextId(),
      actor,
      label: name,
      createdAt: world.now(),
    })),
  ]
}

/** Adds a milestone to the repository. */
export function createMilestone(
  world: World,
  repository: RepositoryState,
  given: { readonly title: string; readonly state: Milestone['state'] },
): Milestone {
  const id = world.nextId()
  const milestone: Milestone = {
    id,
    nodeId: nodeId('MI', id),
    number: repository.milestones.length + 1,
    title: given.title,
    state: given.state,
  }
  repository.milestones.push(milestone)
  return milestone
}
