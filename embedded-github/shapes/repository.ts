import { type Caller, holds } from '../caller.ts'
import {
  type RepositoryState,
  type World,
  fullName,
  networkRoot,
} from '../world.ts'
import { userShape } from './user.ts'

/** A repository as it stands inside other answers: no parent, no source. */
export function repositoryShape(world: World, repository: RepositoryState) {
  const { web, api } = world.addresses
  const name = fullName(repository)
  const { settings } = repository
  return {
    id: repository.id,
    node_id: repository.nodeId,
    name: repository.name,
    full_name: name,
    private: settings.isPrivate,
    owner: userShape(world, repository.owner),
    html_url: `${web}/${name}`,
    description: null,
    fork: repository.parent !== null,
    url: `${api}/repos/${name}`,
    clone_url: `${web}/${name}.git`,
    git_url: `${web}/${name}.git`,
    pulls_url: `${api}/repos/${name}/pulls{/number}`,
    issues_url: `${api}/repos/${name}/issues{/number}`,
    statuses_url: `${api}/repos/${name}/statuses/{sha}`,
    branches_url: `${api}/repos/${name}/branches{/branch}`,
    default_branch: repository.defaultBranch,
    has_issues: settings.hasIssues,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    has_pull_requests: settings.hasPullRequests,
    pull_request_creation_policy: 'all',
    archived: settings.isArchived,
    disabled: false,
    visibility: settings.isPrivate ? 'private' : 'public',
    forks_count: world.repositories.filter(
      (other) => other.parent === repository,
    ).length,
    stargazers_count: 0,
    watchers_count: 0,
    open_issues_count: repository.pulls.filter((pull) => pull.state === 'open')
      .length,
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    pushed_at: repository.createdAt,
  }
}

/** The answer to `GET /repos/{owner}/{repo}`; forks have a parent and a source. */
export function fullRepositoryShape(
  world: World,
  repository: RepositoryState,
  caller: Caller,
) {
  const { parent } = repository
  const canPush = holds(caller, repository, {
    anyOf: ['contents'],
    level: 'write',
  })
  return {
    ...repositoryShape(world, repository),
    permissions: {
      admin: caller.kind === 'person' && canPush,
      maintain: caller.kind === 'person' && canPush,
      push: canPush,
      triage: canPush,
      pull: true,
    },
    // Only those who may push are shown how merges are made.
    ...(canPush
      ? {
          squash_merge_commit_message: repository.settings.squashMessage,
          merge_commit_message: repository.settings.mergeMessage,
        }
      : {}),
    allow_forking: true,
    network_count: 0,
    subscribers_count: 0,
    ...(parent === null
      ? {}
      : {
          parent: repositoryShape(world, parent),
          source: repositoryShape(world, networkRoot(repository)),
        }),
  }
}
