import { Refusal } from '../errors.ts'
import { at, numberAt, textAt } from './decode.ts'

/** What the runner says about the event. */
export type EventSource = {
  /** `GITHUB_EVENT_NAME`. */
  readonly name: string
  /** The parsed event file. */
  readonly payload: unknown
  /** `GITHUB_REPOSITORY`, `owner/name`. */
  readonly repository: string
  /** `GITHUB_REF`. */
  readonly ref: string
  /** Input `branch`, or `null`. */
  readonly branch: string | null
}

/** The account behind a `workflow_dispatch`, which takes write access. */
type StartedBy = {
  readonly login: string
  /** The token of a workflow or an app. */
  readonly isBot: boolean
}

/** A fix branch to look at, or the reason why there is nothing to do. */
export type TriggerEvent =
  | {
      readonly status: 'branch'
      readonly owner: string
      readonly name: string
      /** Numeric id of the repository by the payload, or `null`. */
      readonly repositoryId: number | null
      /** By the payload, or `null`. */
      readonly defaultBranch: string | null
      readonly branch: string
      /** Full SHA by the payload; `null` when the branch's head is to be asked for. */
      readonly headSha: string | null
      /** Base of the pull request that raised the event, or `null`. */
      readonly base: string | null
      /** Who started the run by hand, or `null` for every other event. */
      readonly startedBy: StartedBy | null
    }
  | {
      readonly status: 'ended'
      /** Why this run has nothing to do, one sentence. */
      readonly notice: string
    }

/** An event that names a fix branch. */
export type BranchEvent = Extract<TriggerEvent, { status: 'branch' }>

type Found = Pick<BranchEvent, 'branch' | 'headSha' | 'base'>
type Ended = Extract<TriggerEvent, { status: 'ended' }>

/**
 * Reads the fix branch and its head from the event.
 *
 * Throws {@link Refusal} for events that must not run project commands or that
 * name no branch.
 */
export function readTriggerEvent(source: EventSource): TriggerEvent {
  const [owner, name, ...rest] = source.repository.split('/')
  const isNamed = /^[\w.-]+\/[\w.-]+$/u.test(source.repository)
  if (!owner || !name || rest.length > 0 || !isNamed) {
    throw new Refusal(
      `GITHUB_REPOSITORY must be owner/name, got ${JSON.stringify(source.repository.slice(0, 200))}.`,
      {
        remedy:
          'Run the action in a workflow of your fork, or use the command line (`staging-pr preview`).',
      },
    )
  }
  const found = readBranch(source)
  if ('status' in found) return found
  requireBranchName(found.branch)
  return {
    ...found,
    status: 'branch',
    owner,
    name,
    repositoryId: numberAt(source.payload, 'repository', 'id'),
    defaultBranch: textAt(source.payload, 'repository', 'default_branch'),
    startedBy: readStarter(source),
  }
}

function readStarter({ name, payload }: EventSource): StartedBy | null {
  const login = textAt(payload, 'sender', 'login')
  if (name !== 'workflow_dispatch' || login === null) return null
  return { login, isBot: textAt(payload, 'sender', 'type') !== 'User' }
}

function readBranch(source: EventSource): Found | Ended {
  switch (source.name) {
    case 'push':
      return readPush(source)
    case 'pull_request':
    case 'pull_request_review':
      return readPullRequest(source)
    default:
      refuseUnsafeEvent(source.name)
      return readDispatch(source)
  }
}

function readPush(source: EventSource): Found | Ended {
  const { payload } = source
  const ref = textAt(payload, 'ref') ?? source.ref
  if (source.branch !== null && ref !== `refs/heads/${source.branch}`) {
    return { branch: source.branch, headSha: null, base: null }
  }
  if (!ref.startsWith('refs/heads/')) {
    return ended(`This push is not of a branch (${ref || 'no ref'}).`)
  }
  const branch = ref.slice('refs/heads/'.length)
  if (at(payload, 'deleted') === true || isZero(textAt(payload, 'after'))) {
    return ended(`Branch ${branch} was deleted; there is nothing to stage.`)
  }
  const headSha = requireSha(textAt(payload, 'after'), 'after')
  return { branch, headSha, base: null }
}

function readPullRequest({ payload }: EventSource): Found | Ended {
  const number = numberAt(payload, 'pull_request', 'number')
  if (at(payload, 'action') === 'closed') {
    return ended(`Pull request ${number ?? ''} was closed.`)
  }
  const head = numberAt(payload, 'pull_request', 'head', 'repo', 'id')
  const base = numberAt(payload, 'pull_request', 'base', 'repo', 'id')
  if (head === null || head !== base) {
    return ended(
      `Pull request ${number ?? ''} comes from another repository. Only branches of this fork are staged, and code of others is not run.`,
    )
  }
  const branch = textAt(payload, 'pull_request', 'head', 'ref')
  if (branch === null) throw refusePayload('pull_request.head.ref')
  return {
    branch,
    headSha: requireSha(
      textAt(payload, 'pull_request', 'head', 'sha'),
      'pull_request.head.sha',
    ),
    base: textAt(payload, 'pull_request', 'base', 'ref'),
  }
}

/** `workflow_dispatch`, and every other event that a person gave a branch. */
function readDispatch(source: EventSource): Found {
  const isDispatch = source.name === 'workflow_dispatch'
  const given =
    source.branch ??
    (isDispatch ? textAt(source.payload, 'inputs', 'branch') : null)
  if (given !== null) {
    return {
      branch: given.replace(/^refs\/heads\//u, ''),
      headSha: null,
      base: null,
    }
  }
  if (isDispatch && source.ref.startsWith('refs/heads/')) {
    const branch = source.ref.slice('refs/heads/'.length)
    return { branch, headSha: null, base: null }
  }
  throw new Refusal(
    `The event ${source.name || '(none)'} does not say which branch to stage.`,
    {
      remedy:
        'Give the input `branch`, or run on push, workflow_dispatch or pull_request.',
    },
  )
}

const unsafeEvents: ReadonlySet<string> = new Set([
  'pull_request_target',
  'workflow_run',
  'issue_comment',
])

/** Throws {@link Refusal} for events on which no command of the project may run. */
export function refuseUnsafeEvent(name: string): void {
  if (!unsafeEvents.has(name)) return
  throw new Refusal(
    `Commands of the project are not run on ${name}: that event holds a write token and the secrets of the default branch.`,
    {
      remedy:
        'Use push, workflow_dispatch or pull_request (types synchronize and reopened). See "Which event fires" in the README.',
    },
  )
}

function refusePayload(field: string): Refusal {
  return new Refusal(`The event file has no usable ${field}.`, {
    remedy:
      'The file at GITHUB_EVENT_PATH must be the payload that GitHub sent. Re-run the workflow.',
  })
}

function requireSha(sha: string | null, field: string): string {
  if (sha !== null && /^[0-9a-f]{40}([0-9a-f]{24})?$/u.test(sha)) return sha
  throw refusePayload(field)
}

/** git's own rules for a branch name, and nothing that could be taken for an option (git check-ref-format(1)). */
function requireBranchName(branch: string): void {
  const isLegal =
    !/[\s\p{Cc}~^:?*[\\]|\.\.|@\{|\/\/|\.$|\/$|^\/|^-|(^|\/)\.|\.lock(\/|$)/u.test(
      branch,
    ) && branch !== '@'
  if (isLegal && branch.length <= 244) return
  throw new Refusal(`"${branch}" is not a branch name that can be staged.`, {
    remedy:
      'Rename the branch, for example `git branch -m fix/issue-1234`, and push it again.',
  })
}

function isZero(sha: string | null): boolean {
  return sha !== null && /^0+$/u.test(sha)
}

function ended(notice: string): Ended {
  return { status: 'ended', notice }
}
