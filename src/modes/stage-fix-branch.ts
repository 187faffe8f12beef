import type { Evidence } from '../evidence/evidence.ts'
import { brokenOffDescription } from '../report/status-description.ts'
import { announce, conclude } from './commit-status.ts'
import { judgeLast } from './judge-last.ts'
import type { RunOutcome } from './outcome.ts'
import { prepareFixBranch } from './prepare-fix-branch.ts'
import { publish } from './publish.ts'
import { reuseResults } from './reuse-results.ts'
import type { FixBranchRun, PreparedRun } from './staging-run.ts'
import { verifyBranch } from './verify-branch.ts'

/** Reads, plans, runs, judges and publishes one fix branch. */
export async function stageFixBranch(run: FixBranchRun): Promise<RunOutcome> {
  const prepared = await prepareFixBranch(run)
  if (prepared.status === 'ended') return prepared
  const { staging, preparation } = prepared
  const reused = await reuseResults(staging, preparation)
  if (reused !== null) {
    return publish(prepared, await judgeLast(prepared, reused))
  }
  const evidence = await verifyStaging(prepared)
  return publish(prepared, await judgeLast(prepared, evidence))
}

/** Runs the steps of a branch that no earlier result speaks for, with a pending status meanwhile. */
export async function verifyStaging(prepared: PreparedRun): Promise<Evidence> {
  const { staging, preparation } = prepared
  await tellOfCredentials(staging)
  await announce(staging, preparation.plan.steps.length)
  return verify(prepared)
}

/** Whoever runs a command in the workspace can use what the checkout left there. */
async function tellOfCredentials({
  checkout,
  runner,
}: FixBranchRun): Promise<void> {
  const names = await checkout.repository.credentials()
  if (names.length === 0) return
  runner.log.notice(
    `The git configuration of the checkout holds a credential (${names.join(', ')}), so the commands of the steps can push with it. Let the checkout step take it away:\n  - uses: actions/checkout@v7\n    with:\n      persist-credentials: false`,
  )
}

/** Runs the commands; when that breaks off, the status says so, since a pending one would stay for good. */
async function verify({
  staging,
  preparation,
}: PreparedRun): Promise<Evidence> {
  const { runner, checkout } = staging
  try {
    return await verifyBranch(
      {
        log: runner.log,
        redact: runner.redact,
        environment: runner.environment,
        interruption: runner.interruption,
        repository: checkout.repository,
        temporaryFolder: runner.temporaryFolder,
        takeWorkTree: false,
      },
      preparation,
    )
  } catch (error) {
    // Whatever it is, it is told where all trouble is told.
    await conclude(staging, {
      state: 'error',
      description: brokenOffDescription,
    })
    throw error
  }
}
