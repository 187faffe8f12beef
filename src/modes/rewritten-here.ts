import {
  type PatchPrints,
  type Rewritten,
  rewrittenSince,
} from '../pull-request/patch-prints.ts'
import { readRegion } from '../pull-request/region.ts'
import { shortHash } from './hashes.ts'
import type { Preparation } from './preparation.ts'
import type { ContextualRun } from './staging-run.ts'

/** Whether the open staging PR was made for a commit that the branch no longer has. */
export function rewrittenHere(
  { fork, headSha }: ContextualRun,
  { history }: Preparation,
  prints: PatchPrints,
): Rewritten | null {
  const open = fork.pullRequests.find(({ state }) => state === 'open')
  const reading = open === undefined ? null : readRegion(open.body)
  if (reading?.status !== 'found') return null
  const { head, patch } = reading.marker
  if (head === null || !/^[0-9a-f]{12}$/u.test(head)) return null
  const isKept =
    headSha.startsWith(head) ||
    history.commits.some(({ sha }) => sha.startsWith(head))
  return isKept ? null : rewrittenSince({ head, patch }, prints, shortHash)
}
