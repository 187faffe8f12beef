import type { ForkState, CommitStatus } from '../io/github-port.ts'
import { GitHubTrouble } from '../io/github-port.ts'
import { readRegion } from '../pull-request/region.ts'
import {
  isStartDescription,
  startDescription,
} from '../report/status-description.ts'
import type { ContextualRun } from './staging-run.ts'

/** The status that the head carries already as a final one, or `null`. */
function finalStatusOf(
  fork: ForkState,
  headSha: string,
): CommitStatus['state'] | null {
  const { status } = fork
  if (status === null) return null
  if (status === 'unknown') return rememberedStatus(fork, headSha)
  const isStart =
    status.state === 'pending' && isStartDescription(status.description)
  return isStart ? null : status.state
}

/** Without GraphQL the status costs a request; the staging PR's own marker remembers it. */
function rememberedStatus(
  { pullRequests }: ForkState,
  headSha: string,
): CommitStatus['state'] | null {
  for (const { body } of pullRequests) {
    const reading = readRegion(body)
    if (reading.status !== 'found') continue
    const { head, status } = reading.marker
    const isThisHead =
      head !== null && head.length >= 12 && headSha.startsWith(head)
    if (isThisHead && isCommitState(status)) return status
  }
  return null
}

function isCommitState(text: string | null): text is CommitStatus['state'] {
  return (
    text === 'pending' ||
    text === 'success' ||
    text === 'failure' ||
    text === 'error'
  )
}

/** Says on the head commit that verification has begun, unless it carries a final status. Trouble is not worth a warning yet: the final status meets it again, or mends it. */
export async function announce(
  run: ContextualRun,
  steps: number,
): Promise<void> {
  if (finalStatusOf(run.fork, run.headSha) !== null) return
  const status = {
    state: 'pending',
    description: startDescription(steps),
    targetUrl: runUrl(run),
  } as const
  const { log } = run.runner
  await setStatus(run, status, (message) => log.info(message))
}

/** Posts the final status if it differs from the one that is there. Trouble is a warning: a status never fails a run. */
export async function conclude(
  run: ContextualRun,
  status: Pick<CommitStatus, 'state' | 'description'>,
): Promise<void> {
  const known = run.fork.status
  const isThere =
    finalStatusOf(run.fork, run.headSha) === status.state &&
    (known === 'unknown' || known?.description === status.description)
  if (isThere) return
  const { log } = run.runner
  const final = { ...status, targetUrl: runUrl(run) }
  await setStatus(run, final, (message) => log.warning(message))
}

async function setStatus(
  { github, inputs, headSha }: ContextualRun,
  status: CommitStatus,
  tell: (message: string) => void,
): Promise<void> {
  if (inputs.dryRun) return
  try {
    await github.setStatus(headSha, status)
  } catch (error) {
    // The status is a mirror of the result, not the result.
    if (!(error instanceof GitHubTrouble)) throw error
    const remedy = error.remedy === null ? '' : `\n${error.remedy}`
    tell(`The commit status staging-pr was not set: ${error.message}${remedy}`)
  }
}

/** Page of this run. */
function runUrl({ context }: Pick<ContextualRun, 'context'>): string {
  const { server, fork, run } = context
  return `${server.url}/${fork.owner}/${fork.name}/actions/runs/${run.id}`
}
