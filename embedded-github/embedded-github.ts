import { execFileSync } from 'node:child_process'
import { type Caller, botLogin } from './caller.ts'
import {
  type EmbeddedRepository,
  embeddedRepository,
} from './embedded-repository.ts'
import { type Fault, createFaults } from './faults.ts'
import { createGit, gitDirectoryOf } from './git.ts'
import { createValidator, type Validator } from './openapi/validate.ts'
import {
  type RecordedRequest,
  type Recorder,
  createRecorder,
} from './recorder.ts'
import { findRoute } from './routes/all-routes.ts'
import { type RequestHook, type Service, listen } from './server.ts'
import {
  type Permissions,
  type RepositorySettings,
  type RepositoryState,
  type Violation,
  type World,
  addRepositoryState,
  findRepository,
  networkRoot,
} from './world.ts'

/** A stateful stand-in for GitHub on a loopback port. */
export type EmbeddedGitHub = AsyncDisposable & {
  /** `GITHUB_SERVER_URL`. */
  readonly url: string
  /** `GITHUB_API_URL`. */
  readonly apiUrl: string
  /** `GITHUB_GRAPHQL_URL`. */
  readonly graphqlUrl: string
  readonly settings: Service['settings']
  readonly requests: readonly RecordedRequest[]
  readonly writes: Recorder['writes']
  readonly requestCount: Recorder['requestCount']
  readonly payloadTexts: Recorder['payloadTexts']
  readonly everythingSent: Recorder['everythingSent']
  /**
   * Everything so far that the product must not do: writes outside the fork,
   * operations it has no business with, GraphQL errors, and requests that do
   * not fit GitHub's OpenAPI description. They are answered all the same.
   */
  readonly violations: readonly Violation[]
  addRepository(given: RepositoryOptions): EmbeddedRepository
  /** A personal token; writes outside of `home` are violations. */
  addPersonalToken(given: {
    readonly token: string
    readonly login: string
    /** `owner/name`. */
    readonly home?: string
  }): void
  failNext(fault: Fault): void
  clearFaults(): void
  /** Answers with a function that ends it. */
  onRequest(hook: RequestHook): () => void
  /** Starts the record afresh, for the next run; violations stay. */
  forgetRequests(): void
  close(): Promise<void>
}

/** A repository to add; the bare repository must exist. */
export type RepositoryOptions = Readonly<Partial<RepositorySettings>> & {
  readonly owner: string
  readonly name: string
  /** Path of the bare repository; refs and commits are read from it with git. */
  readonly gitDirectory: string
  /** `owner/name` of what it was forked from, added before. */
  readonly parent?: string | undefined
  /** `owner/name` of the root of the network; that of the parent by default. */
  readonly source?: string
  /** What `HEAD` names by default. */
  readonly defaultBranch?: string
  readonly labels?: readonly string[]
  readonly milestones?: readonly string[]
  /** `GITHUB_TOKEN`; made up by default. */
  readonly token?: string
}

/** What the README's workflow asks for. */
const usualPermissions: Permissions = {
  contents: 'read',
  'pull-requests': 'write',
  statuses: 'write',
}

/** Starts the embedded GitHub on a free port, or on the given one. */
export async function startEmbeddedGitHub(
  options: Partial<Service['settings']> & { readonly port?: number } = {},
): Promise<EmbeddedGitHub> {
  const { port = 0, graphql = true, anonymousReads = false } = options
  const recorder = createRecorder()
  const faults = createFaults()
  const tokens = new Map<string, Caller>()
  const hooks = new Set<RequestHook>()
  const settings = { graphql, anonymousReads }
  const server = await listen(port, (chosen) => ({
    world: createWorld(chosen),
    tokens,
    recorder,
    faults,
    hooks,
    settings,
  }))
  const { world } = server.service
  const openApi = createOpenApiWatch(recorder)
  return {
    url: world.addresses.web,
    apiUrl: world.addresses.api,
    graphqlUrl: world.addresses.graphql,
    settings,
    requests: recorder.requests,
    writes: recorder.writes,
    requestCount: recorder.requestCount,
    payloadTexts: recorder.payloadTexts,
    everythingSent: recorder.everythingSent,
    get violations() {
      return [...world.violations, ...openApi()]
    },
    addRepository: (given) => addRepository(world, tokens, given),
    addPersonalToken: ({ token, login, home }) => {
      tokens.set(token, {
        kind: 'person',
        login,
        home: home === undefined ? null : named(world, home),
      })
    },
    failNext: faults.add,
    clearFaults: faults.clear,
    onRequest: (hook) => {
      hooks.add(hook)
      return () => hooks.delete(hook)
    },
    forgetRequests: () => {
      openApi()
      recorder.requests.length = 0
    },
    close: server.close,
    [Symbol.asyncDispose]: server.close,
  }
}

function createWorld(port: number): World {
  const web = `http://127.0.0.1:${String(port)}`
  let lastId = 810_000_000
  return {
    addresses: { web, api: `${web}/api`, graphql: `${web}/api/graphql` },
    git: createGit(),
    repositories: [],
    violations: [],
    nextId: () => {
      lastId += 1
      return lastId
    },
    now: () => `${new Date().toISOString().slice(0, 19)}Z`,
  }
}

/** One for all servers of a process: compiling the description costs more than a run of the action. */
let validator: Validator | null = null

/** Compares requests with GitHub's description when somebody asks, each once. */
function createOpenApiWatch(recorder: Recorder): () => readonly Violation[] {
  const seen = new Set<RecordedRequest>()
  const violations: Violation[] = []
  return () => {
    for (const request of recorder.requests) {
      if (request.operation === null || seen.has(request)) continue
      seen.add(request)
      const found = findRoute(request.method, request.path)
      if (found === null) continue
      validator ??= createValidator()
      violations.push(...validator(request, found))
    }
    return violations
  }
}

function addRepository(
  world: World,
  tokens: Map<string, Caller>,
  given: RepositoryOptions,
): EmbeddedRepository {
  const parent = given.parent === undefined ? null : named(world, given.parent)
  const repository = addRepositoryState(world, {
    owner: given.owner,
    name: given.name,
    gitDirectory: given.gitDirectory,
    defaultBranch: given.defaultBranch ?? headBranch(given.gitDirectory),
    parent,
    source: sourceOf(world, given, parent),
    settings: settingsOf(given),
  })
  const token =
    given.token ??
    `ghs_15368_embedded.${String(repository.id)}-0123456789abcdefghijABCDEFGHIJ`
  tokens.set(token, { kind: 'installation', login: botLogin, repository })
  const handle = embeddedRepository(world, repository, token)
  for (const name of given.labels ?? []) handle.addLabel(name)
  for (const title of given.milestones ?? []) handle.addMilestone(title)
  return handle
}

function sourceOf(
  world: World,
  given: RepositoryOptions,
  parent: RepositoryState | null,
): RepositoryState | null {
  if (given.source !== undefined) return named(world, given.source)
  return parent === null ? null : networkRoot(parent)
}

/** GitHub's own defaults, but the action may create pull requests: there it is off until somebody switches it on. */
function settingsOf(given: RepositoryOptions): RepositorySettings {
  return {
    isPrivate: false,
    // Forks start without issues.
    hasIssues: given.parent === undefined,
    hasPullRequests: true,
    allowActionsPullRequests: true,
    actionsEnabled: true,
    allowedActions: 'all',
    mustPinActions: false,
    defaultWorkflowPermissions: 'read',
    workflowStates: {},
    isArchived: false,
    squashMessage: 'COMMIT_MESSAGES',
    mergeMessage: 'PR_TITLE',
    supportsDrafts: true,
    headMissingTries: 0,
    listLag: 0,
    sameOwnerListBug: false,
    permissions: usualPermissions,
    collaborators: [],
    rights: {},
    teams: [],
    formerNames: [],
    ...settingsIn(given),
  }
}

function settingsIn(given: RepositoryOptions): Partial<RepositorySettings> {
  const {
    owner: _owner,
    name: _name,
    gitDirectory: _gitDirectory,
    parent: _parent,
    source: _source,
    defaultBranch: _defaultBranch,
    labels: _labels,
    milestones: _milestones,
    token: _token,
    ...settings
  } = given
  return settings
}

function named(world: World, name: string): RepositoryState {
  const [owner = '', repository = ''] = name.split('/')
  const found = findRepository(world, owner, repository)
  if (found !== undefined) return found
  throw new Error(`${name} was not added to the embedded GitHub`)
}

function headBranch(gitDirectory: string): string {
  return execFileSync(
    'git',
    [
      '--git-dir',
      gitDirectoryOf(gitDirectory),
      'symbolic-ref',
      '--short',
      'HEAD',
    ],
    { encoding: 'utf8' },
  ).trim()
}
