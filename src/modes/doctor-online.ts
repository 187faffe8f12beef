import type { Server } from '../context/run-context.ts'
import type {
  Facts,
  OnlineFacts,
  RepositoryName,
  RepositorySettings,
} from '../doctor/facts.ts'
import { Refusal } from '../errors.ts'
import { hostOfUrl } from '../io/git/branches.ts'
import {
  type ForkSettings,
  openForkSettings,
} from '../io/github/fork-settings.ts'
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
  const token = requireToken(environment)
  const { server } = request
  const fork = requireFork(request)
  requireOwnServer(request)
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

function requireToken(environment: Terminal['environment']): string {
  const token = environment['GITHUB_TOKEN'] ?? ''
  if (token !== '') return token
  throw new Refusal('`--online` needs a token, and GITHUB_TOKEN is not set.', {
    remedy: 'GITHUB_TOKEN=$(gh auth token) staging-pr doctor --online',
  })
}

function requireFork({ fork, server }: OnlineRequest): RepositoryName {
  if (fork !== null) return fork
  throw new Refusal(
    'The remote of the fork has no address on a server, so GitHub cannot be asked about it.',
    { remedy: `git remote set-url origin ${server.url}/YOU/PROJECT.git` },
  )
}

/** A token is for one server, and goes to no other. */
function requireOwnServer({ server, clone }: OnlineRequest): void {
  const host = hostOfUrl(clone.remotes.get(clone.forkRemote ?? '') ?? '')
  const asked = URL.canParse(server.url) ? new URL(server.url).host : ''
  if (host === null || host.toLowerCase() === asked.toLowerCase()) return
  throw new Refusal(
    `The fork is on ${host}, and the token would be sent to ${asked}.`,
    {
      remedy: `GITHUB_SERVER_URL=https://${host} GITHUB_API_URL=https://${host}/api/v3 staging-pr doctor --online`,
    },
  )
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
