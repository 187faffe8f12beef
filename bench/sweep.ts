import { git } from '../harness/git.ts'
import { stageFork } from '../harness/staged-fork.ts'
import { measure, type Measured } from './measure.ts'

const count = 500
/** Branches that wait for a run; the others carry a final status. */
const waiting = 20

/** A plan over 500 fix branches, of which twenty wait for a run. */
export async function sweepOfMany(
  rounds: number,
): Promise<readonly Measured[]> {
  await using stage = await stageFork({
    content: {
      'keep.txt': 'broken\n',
      '.github/staging-pr.yml': 'verify: {test: "true"}\n',
    },
  })
  const { world, fork } = stage
  const { clone } = world
  const main = git(clone, 'rev-parse', 'HEAD')
  const tree = git(clone, 'rev-parse', 'HEAD^{tree}')
  for (let index = 0; index < count; index += 1) {
    const message = `Fix ${String(index)}`
    const sha = git(clone, 'commit-tree', tree, '-p', main, '-m', message)
    git(clone, 'update-ref', `refs/heads/fix/issue-${String(index)}`, sha)
    const status = { sha, state: 'success', context: 'staging-pr' } as const
    if (index >= waiting) fork.addStatus(status)
  }
  git(clone, 'push', '--quiet', 'origin', 'refs/heads/fix/*:refs/heads/fix/*')
  const workspace = stage.checkout(main)
  git(
    workspace,
    'fetch',
    '--quiet',
    world.fork,
    '+refs/heads/*:refs/remotes/origin/*',
  )
  const runs: Measured[] = []
  for (let round = 0; round < rounds; round += 1) {
    const run = await measure(stage, (options) =>
      stage.runOnDispatch(
        { branch: '' },
        { ...options, workspace, inputs: { mode: 'plan' } },
      ),
    )
    if (run.result.outputs['count'] !== String(waiting)) {
      throw new Error(`count is ${String(run.result.outputs['count'])}`)
    }
    runs.push(run)
  }
  return runs
}
