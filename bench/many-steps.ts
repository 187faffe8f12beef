import { spawnSync } from 'node:child_process'
import { git } from '../harness/git.ts'
import { stageFork } from '../harness/staged-fork.ts'
import { measure, median } from './measure.ts'

const branch = 'fix/issue-1234'
const more = 40

/** What a step costs beside its command. Milliseconds. */
export type StepOverhead = {
  readonly perStepMs: number
  readonly bareShellMs: number
}

/** One step against forty-one that do nothing: what is left for each of the forty, beside the same shell started by itself. */
export async function stepOverhead(rounds: number): Promise<StepOverhead> {
  await using stage = await stageFork({ content: { 'keep.txt': 'broken\n' } })
  const { world } = stage
  git(world.clone, 'switch', '--quiet', '--create', branch)
  const timeOf = async (steps: number): Promise<number> => {
    const lines = Array.from(
      { length: steps },
      (_, at) => `  step-${String(at)}: {run: 'true', kind: lint}\n`,
    )
    world.write({
      'keep.txt': `fixed with ${String(steps)}\n`,
      '.github/staging-pr.yml': `reuse: false\nverify:\n${lines.join('')}`,
    })
    world.commit('Fix it')
    const pushed = world.push(branch)
    const workspace = stage.checkout(pushed.after)
    const walls: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const run = await measure(stage, (options) =>
        stage.runOnPush(pushed, { ...options, workspace }),
      )
      walls.push(run.wallMs)
    }
    return median(walls)
  }
  const one = await timeOf(1)
  const many = await timeOf(1 + more)
  return { perStepMs: (many - one) / more, bareShellMs: bareShell(rounds) }
}

function bareShell(rounds: number): number {
  const walls = Array.from({ length: rounds * 5 }, () => {
    const started = performance.now()
    spawnSync('bash', [
      '--noprofile',
      '--norc',
      '-eo',
      'pipefail',
      '-c',
      'true',
    ])
    return performance.now() - started
  })
  return median(walls)
}
