import type { OtherCheck } from '../../evidence/other-checks.ts'
import type { OwnRuns } from '../github-port.ts'
import { statusContext } from './decode.ts'
import type { RawCheck, RawChecks, RawRun } from './raw-checks.ts'

/** Files of workflows that `init` writes. */
const ownFiles: readonly string[] = [
  '.github/workflows/staging-pr.yml',
  '.github/workflows/staging-pr-on-push.yml',
  '.github/workflows/staging-pr-sweep.yml',
  '.github/workflows/staging-pr-handoff.yml',
]

/** What is not ours, in the words of the product. */
export function foreignChecks(
  raw: Omit<RawChecks, 'isComplete'>,
  own: OwnRuns,
): readonly OtherCheck[] {
  const isOwnRun = ({ id, path }: RawRun): boolean =>
    id === own.runId ||
    (path !== null && (path === own.path || ownFiles.includes(path)))
  const runOf = new Map(raw.runs.map((run) => [run.id, run]))
  const isOwn = (check: RawCheck): boolean => {
    const run = check.runId === null ? undefined : runOf.get(check.runId)
    if (run !== undefined) return isOwnRun(run)
    const isNamed = check.name === statusContext && check.isOfActions
    return isNamed || check.runId === own.runId
  }
  const checks = raw.checks.filter((check) => !isOwn(check))
  const runs = raw.runs.filter((run) => !isOwnRun(run))
  const statuses = raw.statuses.filter(({ name }) => name !== statusContext)
  return [
    ...checks.flatMap((check) => {
      const run = check.runId === null ? undefined : runOf.get(check.runId)
      const name =
        run === undefined ? check.name : `${run.name} / ${check.name}`
      return otherCheck({ ...check, name })
    }),
    ...runs.flatMap((run) => runByItself(run, checks)),
    ...statuses.flatMap(otherCheck),
  ]
}

/**
 * A run stands for itself where its jobs say less: one that waits for its
 * approval has none yet, one that goes on may have none that does, and one
 * that failed may have good ones only.
 */
function runByItself(
  run: RawRun,
  checks: readonly RawCheck[],
): readonly OtherCheck[] {
  const jobs = checks.filter(({ runId }) => runId === run.id)
  const found = otherCheck(run)
  if (jobs.length === 0) return found
  const isGood = jobs
    .flatMap(otherCheck)
    .every(({ state }) => state === 'passed')
  return isGood ? found.filter(({ state }) => state !== 'passed') : []
}

const passed: ReadonlySet<string> = new Set(['success', 'neutral'])

/** Skipped ones say nothing. */
function otherCheck({
  name,
  status,
  conclusion,
  url,
}: Pick<
  RawCheck,
  'name' | 'status' | 'conclusion' | 'url'
>): readonly OtherCheck[] {
  if (conclusion === 'skipped') return []
  return [{ name, state: stateOf(status, conclusion), url }]
}

function stateOf(status: string, conclusion: string): OtherCheck['state'] {
  const isWaiting =
    conclusion === 'action_required' ||
    status === 'action_required' ||
    status === 'waiting'
  if (isWaiting) return 'waiting'
  // GitHub calls stale what came to no end within two weeks.
  if (status !== 'completed' || conclusion === 'stale') return 'running'
  return passed.has(conclusion) ? 'passed' : 'failed'
}
