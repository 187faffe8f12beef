import type { Server } from '../context/run-context.ts'
import type { RepositoryName } from '../doctor/facts.ts'
import { Refusal } from '../errors.ts'
import { hostOfUrl } from '../io/git/branches.ts'
import type { Terminal } from './terminal.ts'

/** The fork as the clone at the desk knows it. */
export type Desk = {
  readonly server: Server
  readonly fork: RepositoryName | null
  /** Address of the fork's remote, or `null`. */
  readonly forkUrl: string | null
}

/** What GitHub is asked with. */
export type Access = { readonly token: string; readonly fork: RepositoryName }

/** Token and fork for a command that was given `--online`. Throws {@link Refusal} where one is missing, or the token would go to another server. */
export function requireAccess(
  environment: Terminal['environment'],
  desk: Desk,
  command: string,
): Access {
  const token = requireToken(environment, command)
  const fork = requireFork(desk)
  requireOwnServer(desk, command)
  return { token, fork }
}

function requireToken(
  environment: Terminal['environment'],
  command: string,
): string {
  const token = environment['GITHUB_TOKEN'] ?? ''
  if (token !== '') return token
  throw new Refusal('`--online` needs a token, and GITHUB_TOKEN is not set.', {
    remedy: `GITHUB_TOKEN=$(gh auth token) staging-pr ${command} --online`,
  })
}

function requireFork({ fork, server }: Desk): RepositoryName {
  if (fork !== null) return fork
  throw new Refusal(
    'The remote of the fork has no address on a server, so GitHub cannot be asked about it.',
    { remedy: `git remote set-url origin ${server.url}/YOU/PROJECT.git` },
  )
}

/** A token is for one server, and goes to no other. */
function requireOwnServer({ server, forkUrl }: Desk, command: string): void {
  const host = hostOfUrl(forkUrl ?? '')
  const asked = URL.canParse(server.url) ? new URL(server.url).host : ''
  if (host === null || host.toLowerCase() === asked.toLowerCase()) return
  throw new Refusal(
    `The fork is on ${host}, and the token would be sent to ${asked}.`,
    {
      remedy: `GITHUB_SERVER_URL=https://${host} GITHUB_API_URL=https://${host}/api/v3 staging-pr ${command} --online`,
    },
  )
}
