import { at, textAt } from '../../context/decode.ts'
import { fullName, type Repository } from '../../context/run-context.ts'
import type {
  ActionsSettings,
  OnlineFacts,
  Reading,
  RepositorySettings,
  WorkflowPermissions,
} from '../../doctor/facts.ts'
import { GitHubTrouble } from '../github-port.ts'
import { chooseFetch } from './choose-fetch.ts'
import type { GitHubOptions } from './github-options.ts'
import { restRepository } from './decode.ts'
import { type Client, createClient } from './octokit.ts'
import { createPatience } from './patience.ts'
import { toTrouble } from './trouble.ts'

/** Longest wait for GitHub before something counts as not read. Milliseconds. */
const patienceMs = 20_000

/** Reads of the fork's settings; nothing is ever written. None throws for an answer of GitHub's. */
export type ForkSettings = {
  repository(): Promise<Reading<RepositorySettings>>
  actions(): Promise<Reading<ActionsSettings>>
  workflowPermissions(): Promise<Reading<WorkflowPermissions>>
  /** Path → state. */
  workflows(): Promise<Reading<ReadonlyMap<string, string>>>
  /** How far the fork's base is behind the parent's branch, and ahead of it. */
  comparison(
    base: string,
    parent: Repository,
    branch: string,
  ): Promise<OnlineFacts['comparison']>
}

/** What reaches the fork. */
export type ForkSettingsOptions = Pick<
  GitHubOptions,
  'token' | 'server' | 'fork' | 'environment'
>

/** Connects to one fork. Nothing is sent yet. */
export async function openForkSettings(
  options: ForkSettingsOptions,
): Promise<ForkSettings> {
  const { server, fork } = options
  const { request } = await connect(options)
  const forkUrl = `${server.url}/${fullName(fork)}`
  const path = { owner: fork.owner, repo: fork.name }
  const read = <Value>(
    ask: () => Promise<{ readonly data: unknown }>,
    decode: (data: unknown) => Value | null,
  ) => attempt(async () => decode((await ask()).data), forkUrl)
  return {
    repository: () =>
      read(
        () => request('GET /repos/{owner}/{repo}', path),
        repositorySettings,
      ),
    actions: () =>
      read(() => request(`${actionsPath}/permissions`, path), actionsSettings),
    workflowPermissions: () =>
      read(
        () => request(`${actionsPath}/permissions/workflow`, path),
        workflowPermissions,
      ),
    workflows: () =>
      read(
        () => request(`${actionsPath}/workflows`, { ...path, per_page: 100 }),
        workflowStates,
      ),
    comparison: (base, parent, branch) => {
      const basehead = `${fork.owner}:${base}...${parent.owner}:${branch}`
      const wanted = { ...path, basehead, per_page: 1 }
      return read(
        () => request('GET /repos/{owner}/{repo}/compare/{basehead}', wanted),
        distance,
      )
    },
  }
}

const actionsPath = 'GET /repos/{owner}/{repo}/actions'

async function connect(options: ForkSettingsOptions): Promise<Client> {
  const { token, server, fork, environment } = options
  return createClient({
    token,
    server,
    fork,
    fetch: await chooseFetch(server.apiUrl, environment),
    readable: new Set(),
    ownNodeIds: new Set(),
    redact: (text) => text,
    patience: createPatience(patienceMs, new AbortController().signal),
    retryPauseMs: 500,
    pace: null,
    onWait: () => {},
  })
}

/** What GitHub refuses or leaves out is not known, and no trouble. */
async function attempt<Value>(
  act: () => Promise<Value | null>,
  forkUrl: string,
): Promise<Reading<Value>> {
  try {
    const value = await act()
    return value === null
      ? { status: 'not-read', code: 200, why: 'GitHub does not say' }
      : { status: 'read', value }
  } catch (error) {
    const operation = { what: 'read it', permission: null, forkUrl }
    const trouble = toTrouble(error, operation)
    if (!(trouble instanceof GitHubTrouble)) throw error
    const { status } = trouble
    return { status: 'not-read', code: status, why: reason(status) }
  }
}

function reason(status: number): string {
  switch (status) {
    case 0:
      return 'GitHub could not be reached'
    case 401:
      return 'GitHub does not accept the token'
    case 403:
    case 404:
      return `the token may not read it (${String(status)})`
    default:
      return `GitHub answers ${String(status)}`
  }
}

function repositorySettings(data: unknown): RepositorySettings {
  const parent = at(data, 'parent')
  const mayPush = at(data, 'permissions', 'push')
  const { owner, name, defaultBranch } = restRepository(data)
  return {
    fullName: { owner, name },
    isFork: at(data, 'fork') === true,
    parent:
      parent === undefined || parent === null ? null : restRepository(parent),
    defaultBranch,
    isArchived: at(data, 'archived') === true,
    hasPullRequests: at(data, 'has_pull_requests') !== false,
    mayPush: typeof mayPush === 'boolean' ? mayPush : null,
    squashMessage: textAt(data, 'squash_merge_commit_message'),
    mergeMessage: textAt(data, 'merge_commit_message'),
  }
}

function actionsSettings(data: unknown): ActionsSettings | null {
  const enabled = at(data, 'enabled')
  if (typeof enabled !== 'boolean') return null
  return {
    enabled,
    allowed: textAt(data, 'allowed_actions') ?? 'all',
    mustPin: at(data, 'sha_pinning_required') === true,
  }
}

function workflowPermissions(data: unknown): WorkflowPermissions | null {
  const may = at(data, 'can_approve_pull_request_reviews')
  if (typeof may !== 'boolean') return null
  return {
    isWriteByDefault: textAt(data, 'default_workflow_permissions') === 'write',
    mayCreatePullRequests: may,
  }
}

function workflowStates(data: unknown): ReadonlyMap<string, string> | null {
  const list = at(data, 'workflows')
  if (!Array.isArray(list)) return null
  return new Map(
    list.flatMap((entry: unknown) => {
      const path = textAt(entry, 'path')
      const state = textAt(entry, 'state')
      return path === null || state === null ? [] : [[path, state] as const]
    }),
  )
}

function distance(
  data: unknown,
): { readonly behind: number; readonly ahead: number } | null {
  const ahead = at(data, 'ahead_by')
  const behind = at(data, 'behind_by')
  return typeof ahead === 'number' && typeof behind === 'number'
    ? { behind: ahead, ahead: behind }
    : null
}
