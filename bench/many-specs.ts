import { git } from '../harness/git.ts'
import { stageFork } from '../harness/staged-fork.ts'
import { measure, type Measured } from './measure.ts'

const branch = 'fix/issue-1234'
const count = 5_000

/** A fork with 5,000 specs, of which one fits the branch by its label alone. */
export async function manySpecs(rounds: number): Promise<readonly Measured[]> {
  const specs = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `.chant/specs/2026-01-05-${String(index).padStart(5, '0')}-abc.md`,
      spec(20_000 + index),
    ]),
  )
  await using stage = await stageFork({
    content: {
      ...specs,
      '.chant/specs/2026-01-06-001-fix.md': spec(1234),
      'keep.txt': 'broken\n',
      '.github/staging-pr.yml': 'reuse: false\nverify: {test: "true"}\n',
    },
  })
  const { world } = stage
  git(world.clone, 'switch', '--quiet', '--create', branch)
  world.write({ 'keep.txt': 'fixed\n' })
  world.commit('Fix it')
  const pushed = world.push(branch)
  const workspace = stage.checkout(pushed.after)
  const runs: Measured[] = []
  for (let round = 0; round < rounds; round += 1) {
    const run = await measure(stage, (options) =>
      stage.runOnPush(pushed, { ...options, workspace }),
    )
    const [only] = stage.fork.pullRequests
    if (only?.body.includes('2026-01-06-001-fix') !== true) {
      throw new Error('the spec was not found')
    }
    runs.push(run)
  }
  return runs
}

function spec(issue: number): string {
  return `---
type: code
status: completed
labels: [issue-${String(issue)}]
---
# Fix issue ${String(issue)}

## Acceptance Criteria

- [x] It works
`
}
