import { spawnSync } from 'node:child_process'
import { git } from '../harness/git.ts'
import { stageFork } from '../harness/staged-fork.ts'
import { measure, type Measured } from './measure.ts'

/** Runs that hardly do anything. */
export const coldStart = { emptyScript, noFixBranch }

function emptyScript(rounds: number): Promise<readonly Measured[]> {
  const runs = Array.from({ length: rounds }, () => {
    const started = performance.now()
    spawnSync(process.execPath, ['-e', '0'])
    return { ...nothing, wallMs: performance.now() - started }
  })
  return Promise.resolve(runs)
}

const nothing = { cpuMs: null, peakMib: null, requests: null, gits: null }

async function noFixBranch(rounds: number): Promise<readonly Measured[]> {
  await using stage = await stageFork({ content: { 'keep.txt': 'broken\n' } })
  git(stage.world.clone, 'switch', '--quiet', '--create', 'docs/typo')
  stage.world.write({ 'keep.txt': 'words\n' })
  stage.world.commit('Correct a word')
  const pushed = stage.world.push('docs/typo')
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
