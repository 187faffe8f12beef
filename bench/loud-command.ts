import { git } from '../harness/git.ts'
import { stageFork } from '../harness/staged-fork.ts'
import { measure, type Measured } from './measure.ts'

const branch = 'fix/issue-1234'

/** A command that prints so much; beyond 256 MiB it is ended. */
export async function loudCommand(
  rounds: number,
  bytes = 200_000_000,
): Promise<readonly Measured[]> {
  await using stage = await stageFork({ content: { 'keep.txt': 'broken\n' } })
  const { world } = stage
  git(world.clone, 'switch', '--quiet', '--create', branch)
  world.write({
    'keep.txt': 'fixed\n',
    '.github/staging-pr.yml': `reuse: false\nverify:\n  test: head -c ${String(bytes)} < <(yes 'a line of output as tests print them, again and again')\n`,
  })
  world.commit('Fix it')
  const pushed = world.push(branch)
  const workspace = stage.checkout(pushed.after)
  const runs: Measured[] = []
  for (let round = 0; round < rounds; round += 1) {
    runs.push(
      await measure(stage, (options) =>
        stage.runOnPush(pushed, { ...options, workspace }),
      ),
    )
  }
  return runs
}
