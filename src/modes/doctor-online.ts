import type { Server } from '../context/run-context.ts'
import type {
  Facts,
  OnlineFacts,
  RepositoryName,
  RepositorySettings,
} from '../doctor/facts.ts'
import {
  type ForkSettings,
  openForkSettings,
} from '../io/github/fork-settings.ts'
import { type Desk, requireAccess } from './online-access.ts'
import type { Terminal } from './terminal.ts'

/** Which fork is asked about. */
export type OnlineRequest = {
  readonly server: Server
  readonly fork: RepositoryName | null
  readonly clone: Pick<Facts['clone'], 'remotes' | 'forkRemote'>
  readonly base: string | null
  readonly upstreamBase: string | null
}

/** Asks GitHub about the fork, by reads alone. Throws {@link Refusal} without a token or a fork to ask about. */
export async function readOnline(
  { environment }: Terminal,
  request: OnlineRequest,
): Promise<OnlineFacts> {
  const { server } = request
  const { token, fork } = requireAccess(environment, deskOf(request), 'doctor')
  const settings = await openForkSettings({ token, server, fork, environment })
  const repository = await settings.repository()
  const tokenKind = kindOf(token)
  if (repository.status === 'not-read') {
    // What refused the first read refuses the others, too.
    return {
      tokenKind,
      repository,
      actions: repository,
      workflowPermissions: repository,
      workflows: repository,
      comparison: repository,
    }
  }
  const [actions, workflowPermissions, workflows, comparison] =
    await Promise.all([
      settings.actions(),
      settings.workflowPermissions(),
      settings.workflows(),
      compare(settings, request, repository.value),
    ])
  return {
    tokenKind,
    repository,
    actions,
    workflowPermissions,
    workflows,
    comparison,
  }
}

function deskOf({ server, fork, clone }: OnlineRequest): Desk {
  const forkUrl = clone.remotes.get(clone.forkRemote ?? '') ?? null
  return { server, fork, forkUrl }
}

async function compare(
  settings: ForkSettings,
  { base, upstreamBase }: OnlineRequest,
  { parent, defaultBranch }: RepositorySettings,
): Promise<OnlineFacts['comparison']> {
  const ours = base ?? defaultBranch
  const theirs = upstreamBase ?? parent?.defaultBranch ?? null
  return parent === null || ours === null || theirs === null
    ? { status: 'not-read', code: 0, why: 'there is no parent' }
    : settings.comparison(ours, parent, theirs)
}

/** By GitHub's prefixes (github.blog/engineering/behind-githubs-new-authentication-token-formats). */
const kinds: readonly (readonly [string, string])[] = [
  ['github_pat_', 'fine-grained'],
  ['ghp_', 'classic'],
  ['gho_', 'of an app that you signed in with'],
  ['ghu_', 'of an app on your behalf'],
  ['ghs_', 'of a workflow'],
]

function kindOf(token: string): string {
  return (
    kinds.find(([prefix]) => token.startsWith(prefix))?.[1] ?? 'of unknown kind'
  )
}

/** Whether GitHub could not be asked at all. */
export function isUnreachable({ online }: Facts): boolean {
  return (
    online !== null &&
    online.repository.status === 'not-read' &&
    ![401, 404].includes(online.repository.code)
  )
}
