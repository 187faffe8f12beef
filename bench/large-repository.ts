import { git } from '../harness/git.ts'
import { stageFork } from '../harness/staged-fork.ts'
import { measure, type Measured } from './measure.ts'

const branch = 'fix/issue-1234'
const count = 5_000

/** A repository of 5,000 files with a reproduction test: what is left when the commands take no time is the product's own. */
export async function largeRepository(
  rounds: number,
): Promise<readonly Measured[]> {
  const content = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `src/part-${String(index % 50)}/file-${String(index)}.txt`,
      `${'some text in it '.repeat(60)}${String(index)}\n`,
    ]),
  )
  await using stage = await stageFork({
    content: { ...content, 'keep.txt': 'broken\n' },
  })
  const { world } = stage
  git(world.clone, 'switch', '--quiet', '--create', branch)
  world.write({
    'tests/issue_1234.sh': 'grep -q fixed keep.txt || { echo RED; exit 1; }\n',
    '.github/staging-pr.yml': `reuse: false
verify:
  reproduction:
    run: sh tests/issue_1234.sh
    files: [tests/issue_1234.sh]
    red: RED
`,
  })
  world.commit('Reproduce it')
  world.write({ 'keep.txt': 'fixed\n' })
  world.commit('Fix it')
  const pushed = world.push(branch)
  const workspace = stage.checkout(pushed.after)
  const runs: Measured[] = []
  for (let round = 0; round < rounds; round += 1) {
    const run = await measure(stage, (options) =>
      stage.runOnPush(pushed, { ...options, workspace }),
    )
    if (run.result.outputs['proof'] !== 'proven') {
      throw new Error(`proof is ${String(run.result.outputs['proof'])}`)
    }
    runs.push(run)
  }
  return runs
}
