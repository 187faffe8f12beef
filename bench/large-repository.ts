import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { git } from '../harness/git.ts'
import { stageFork } from '../harness/staged-fork.ts'
import { measure, type Measured } from './measure.ts'

const branch = 'fix/issue-1234'
const count = 5_000

type Content = Readonly<Record<string, string>>

function largeContent(): Content {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `src/part-${String(index % 50)}/file-${String(index)}.txt`,
      `${'some text in it '.repeat(60)}${String(index)}\n`,
    ]),
  )
}

/** The same files written by Node alone: what the disk takes for a second copy of the repository, whoever makes it. */
export async function writingTheFiles(
  rounds: number,
): Promise<readonly Measured[]> {
  await using stage = await stageFork({ content: { 'keep.txt': 'kept\n' } })
  const runs: Measured[] = []
  for (let round = 0; round < rounds; round += 1) {
    const folder = join(stage.root, `copy-${String(round)}`)
    const started = performance.now()
    writeAll(folder, largeContent())
    const wallMs = performance.now() - started
    rmSync(folder, { recursive: true })
    runs.push({
      wallMs,
      cpuMs: null,
      peakMib: null,
      requests: null,
      gits: null,
    })
  }
  return runs
}

function writeAll(folder: string, content: Content): void {
  for (const [path, text] of Object.entries(content)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** A repository of 5,000 files with a reproduction test: what is left when the commands take no time is the product's own. */
export async function largeRepository(
  rounds: number,
): Promise<readonly Measured[]> {
  await using stage = await stageFork({
    content: { ...largeContent(), 'keep.txt': 'broken\n' },
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
