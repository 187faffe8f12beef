/**
 * The main job on an embedded GitHub: a fork of a small project, a first push
 * that shows the bug, a push of the fix, and a push that bends the test instead.
 * Runs the committed `dist/index.js` as the runner would.
 */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { git } from '../harness/git.ts'
import type { ActionResult } from '../harness/run-action.ts'
import { stageFork } from '../harness/staged-fork.ts'
import { say, type Act, tellAct, tellEnd, tellStart } from './story.ts'
import { readmeExample } from './workflow-example.ts'
import { pageAfter, writePreview } from './write-preview.ts'

const project = fileURLToPath(new URL('../', import.meta.url))
const branch = 'fix/issue-1234'

const example = hasCargo() ? 'rust' : 'node'
const folder = (part: string): string =>
  join(project, 'examples', example, part)

await using stage = await stageFork({
  content: folder('upstream'),
  fork: { labels: ['staging'] },
})
tellStart(example, stage)
git(stage.world.clone, 'switch', '--quiet', '--create', branch)

stage.world.copy(folder('reproduction'))
stage.world.write({
  '.github/workflows/staging-pr.yml': readmeExample('workflow'),
})
const reproduced = await act(
  'The first push: a test that shows the bug, specs, research. No fix yet.',
  'Reproduce issue 1234 with a test',
)
tellAct(reproduced)

stage.world.copy(folder('fix'))
const fixed = await act(
  'The push of the fix.',
  'Lock a key while it is written',
)
tellAct(fixed)

const notRun = page('not-run.html').file
writePreview(stage, { branch, sha: fixed.sha, evidence: null }, notRun)

const again = await act('The same commit again: a re-run.', null)
tellAct(again)

const finished = pageAfter(stage, fixed, page('staging-pr.html'))

stage.world.copy(folder('tampered'))
const tampered = await act(
  'A later push that “simplifies” the fix, and the reproduction test with it.',
  'Keep the locks in memory',
)
tellAct(tampered)
const caught = pageAfter(stage, tampered, page('test-changed.html'))

tellEnd(stage, fixed, { notRun, finished, caught })
process.exitCode = isAsPromised() ? 0 : 1

/** Where a page is kept after the demo. */
function page(name: string): {
  readonly branch: string
  readonly file: string
} {
  return { branch, file: join(project, 'demo-output', name) }
}

/** Commits and pushes what the clone holds, if there is a message, and runs the action as GitHub would. */
async function act(title: string, message: string | null): Promise<Act> {
  if (message !== null) stage.world.commit(message)
  const pushed = stage.world.push(branch)
  stage.github.forgetRequests()
  const started = performance.now()
  const result = await stage.runOnPush(pushed, {
    inputs: { labels: 'staging' },
  })
  const [pullRequest] = stage.fork.pullRequests
  return {
    title,
    result,
    message,
    sha: pushed.after,
    seconds: (performance.now() - started) / 1000,
    requests: stage.github.requestCount(),
    writes: stage.github.writes().length,
    status: stage.fork.latestStatus(pushed.after, 'staging-pr'),
    pullRequest: pullRequest === undefined ? null : { ...pullRequest },
  }
}

/** What the demo shows is checked, so that it cannot tell a story that did not happen. */
function isAsPromised(): boolean {
  const told = [
    [reproduced, 'failed', 'created'],
    [fixed, 'ready', 'updated'],
    [again, 'ready', 'unchanged'],
    [tampered, 'failed', 'updated'],
  ] as const
  const proofs = [fixed.result, tampered.result].map(
    ({ outputs }) => outputs['proof'],
  )
  const wrong = told.filter(
    ([{ result }, conclusion, operation]) =>
      result.outputs['conclusion'] !== conclusion ||
      result.outputs['operation'] !== operation,
  )
  for (const [{ title, result }] of wrong) tellTrouble(title, result)
  for (const { rule, request, detail } of stage.github.violations) {
    say(`Not allowed: ${rule}, ${request}: ${detail}`)
  }
  return (
    wrong.length === 0 &&
    proofs.join() === 'proven,test-changed' &&
    stage.github.violations.length === 0
  )
}

function tellTrouble(title: string, result: ActionResult): void {
  say(`This did not end as it should: ${title}`)
  say(result.stdout)
  say(result.stderr)
}

function hasCargo(): boolean {
  try {
    execFileSync('cargo', ['clippy', '--version'], { stdio: 'ignore' })
    execFileSync('cargo', ['fmt', '--version'], { stdio: 'ignore' })
    return true
  } catch {
    // No cargo, or one without clippy and rustfmt: the other example needs only node.
    return false
  }
}
