import { git } from '../harness/git.ts'
import { stageFork } from '../harness/staged-fork.ts'
import { measure, type Measured } from './measure.ts'

const branch = 'fix/issue-1234'

/** Create, update and unchanged, with one command that costs nothing; each request is answered after `latencyMs`. */
export async function wholeRuns(
  rounds: number,
  latencyMs = 0,
): Promise<readonly (readonly [string, readonly Measured[]])[]> {
  const created: Measured[] = []
  const updated: Measured[] = []
  const unchanged: Measured[] = []
  for (let round = 0; round < rounds; round += 1) {
    await using stage = await stageFork({ content: { 'keep.txt': 'broken\n' } })
    if (latencyMs > 0) {
      stage.github.failNext({ delayMs: latencyMs, times: Infinity })
    }
    git(stage.world.clone, 'switch', '--quiet', '--create', branch)
    const push = (files: Readonly<Record<string, string>>) => {
      stage.world.write(files)
      stage.world.commit('Fix it')
      return stage.world.push(branch)
    }
    const run = async (files: Readonly<Record<string, string>> | null) => {
      const pushed = files === null ? stage.world.push(branch) : push(files)
      const workspace = stage.checkout(pushed.after)
      return measure(stage, (options) =>
        stage.runOnPush(pushed, { ...options, workspace }),
      )
    }
    created.push(await run(files))
    updated.push(await run({ 'keep.txt': 'fixed better\n' }))
    unchanged.push(await run(null))
  }
  const at = latencyMs === 0 ? '' : `, ${String(latencyMs)} ms a request`
  return [
    [`create${at}`, created],
    [`update${at}`, updated],
    [`unchanged${at}`, unchanged],
  ]
}

const files = {
  'keep.txt': 'fixed\n',
  '.github/staging-pr.yml': 'reuse: false\nverify:\n  test: "true"\n',
  '.chant/specs/005-fork-fix.md': `---
labels:
- issue-1234
target_files:
- keep.txt
---
# Fix issue #1234: Keys are lost

## Problem

Two writers lose a key.

## Acceptance Criteria

- [x] Both keys are kept
`,
}
