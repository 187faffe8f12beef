import { idOf } from './shapes/user.ts'

/** What a payload says about a repository. */
export type PayloadRepository = {
  readonly id: number
  readonly nodeId: string
  readonly owner: string
  readonly name: string
  readonly defaultBranch: string
  readonly isFork: boolean
  readonly isPrivate: boolean
  readonly hasIssues: boolean
  readonly hasPullRequests: boolean
  /** Address of the server, without a trailing slash. */
  readonly serverUrl: string
  readonly apiUrl: string
}

/** A push; `after` of 40 zeros is a deletion, `before` of 40 zeros a new branch. */
export type Push = {
  readonly repository: PayloadRepository
  readonly branch: string
  readonly before: string
  readonly after: string
  /** Login of the person; the repository's owner by default. */
  readonly sender?: string
  readonly forced?: boolean
  readonly message?: string
}

const zeros = /^0+$/u
const when = '2026-01-28T10:00:00Z'

/** Payload of `push`. As in Actions, commits carry no file lists. */
export function pushPayload(push: Push): object {
  const { repository, branch, before, after } = push
  const login = push.sender ?? repository.owner
  const url = webUrl(repository)
  const deleted = zeros.test(after)
  const commit = {
    id: after,
    tree_id: after,
    distinct: true,
    message: push.message ?? 'A change',
    timestamp: when,
    url: `${url}/commit/${after}`,
    author: person(login),
    committer: person(login),
  }
  return {
    ref: `refs/heads/${branch}`,
    before,
    after,
    repository: {
      ...repositoryPayload(repository),
      created_at: Date.parse(when) / 1000,
      pushed_at: Date.parse(when) / 1000,
      master_branch: repository.defaultBranch,
      stargazers: 0,
    },
    pusher: { name: login, email: `${login}@users.noreply.github.com` },
    sender: account(repository, login),
    created: zeros.test(before),
    deleted,
    forced: push.forced ?? false,
    base_ref: null,
    compare: `${url}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: deleted ? [] : [commit],
    head_commit: deleted ? null : commit,
  }
}

/** Payload of `workflow_dispatch`; `ref` is a branch. */
export function workflowDispatchPayload(dispatch: {
  readonly repository: PayloadRepository
  readonly ref: string
  readonly inputs?: Readonly<Record<string, string>>
  readonly sender?: string
}): object {
  const { repository, ref, inputs } = dispatch
  return {
    inputs: inputs ?? null,
    ref: `refs/heads/${ref}`,
    repository: repositoryPayload(repository),
    sender: account(repository, dispatch.sender ?? repository.owner),
    workflow: '.github/workflows/staging-pr.yml',
  }
}

/** Payload of `pull_request` and, without the review itself, of `pull_request_review`; the pull request is what `GET …/pulls/N` answers. */
export function pullRequestPayload(event: {
  readonly repository: PayloadRepository
  readonly action:
    | 'opened'
    | 'synchronize'
    | 'reopened'
    | 'edited'
    | 'closed'
    | 'labeled'
    | 'submitted'
    | 'dismissed'
  readonly pullRequest: { readonly number?: number | null | undefined }
  readonly sender?: string
}): object {
  const { repository, action, pullRequest } = event
  return {
    action,
    number: pullRequest.number,
    pull_request: pullRequest,
    repository: repositoryPayload(repository),
    sender: account(repository, event.sender ?? repository.owner),
  }
}

/** Repositories in payloads tell that they are forks, but not of what. */
function repositoryPayload(repository: PayloadRepository): object {
  const { owner, name } = repository
  const api = `${repository.apiUrl}/repos/${owner}/${name}`
  const url = webUrl(repository)
  return {
    id: repository.id,
    node_id: repository.nodeId,
    name,
    full_name: `${owner}/${name}`,
    private: repository.isPrivate,
    owner: {
      ...account(repository, owner),
      name: owner,
      email: `${owner}@users.noreply.github.com`,
    },
    html_url: url,
    description: null,
    fork: repository.isFork,
    url: api,
    clone_url: `${url}.git`,
    git_url: `${url}.git`,
    ssh_url: `git@${new URL(url).host}:${owner}/${name}.git`,
    pulls_url: `${api}/pulls{/number}`,
    statuses_url: `${api}/statuses/{sha}`,
    created_at: when,
    updated_at: when,
    pushed_at: when,
    size: 12,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: repository.hasIssues,
    has_projects: false,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    has_pull_requests: repository.hasPullRequests,
    forks_count: 0,
    archived: false,
    disabled: false,
    open_issues_count: 0,
    license: null,
    allow_forking: true,
    is_template: false,
    topics: [],
    visibility: repository.isPrivate ? 'private' : 'public',
    forks: 0,
    open_issues: 0,
    watchers: 0,
    default_branch: repository.defaultBranch,
  }
}

function webUrl({ serverUrl, owner, name }: PayloadRepository): string {
  return `${serverUrl}/${owner}/${name}`
}

function person(login: string): object {
  const email = `${login}@users.noreply.github.com`
  return { name: login, email, username: login }
}

function account(repository: PayloadRepository, login: string): object {
  return {
    login,
    id: idOf(login),
    node_id: `U_kgDO${String(idOf(login))}`,
    url: `${repository.apiUrl}/users/${login}`,
    html_url: `${repository.serverUrl}/${login}`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
  }
}
