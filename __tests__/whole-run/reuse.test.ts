import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { branch, fix, plainLog, setScene } from './scene.ts'

const counted = {
  ...fix,
  '.github/staging-pr.yml': `verify:
  test: echo "really run"
criteria:
  both keys: test
`,
}

function hasRun(log: string): boolean {
  return log.includes('really run\n')
}

describe('a commit whose message was amended', () => {
  it('takes the results of the same tree over, and says so on the first screen', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(counted)
    const { clone } = scene.world
    git(clone, 'commit', '--quiet', '--amend', '--message', 'Better words')

    const amended = scene.world.push(branch, '--force')
    const result = await scene.runOnPush(amended)

    const { body } = scene.stagingPullRequest()
    expect(hasRun(plainLog(result))).toBe(false)
    expect(result.outputs).toMatchObject({
      conclusion: 'ready',
      operation: 'updated',
      'head-sha': amended.after,
    })
    expect(body.split('## User Impact')[0]).toContain(
      '**nothing was run again**: results of [run 7000000001]',
    )
    expect(scene.fork.latestStatus(amended.after, 'staging-pr')?.state).toBe(
      'success',
    )
    const evidence: unknown = JSON.parse(
      readFileSync(result.outputs['evidence-path'] ?? '', 'utf8'),
    )
    expect(evidence).toMatchObject({
      reused: { run: { id: 7_000_000_001, attempt: 1 } },
    })
  })

  it('takes over that a suite with changed tests lost none of them', async () => {
    const one = "import test from 'node:test'\n\ntest('one', () => {})\n"
    await using scene = await setScene({
      upstream: { 'keep.txt': 'broken\n', 'test/keep.test.js': one },
    })
    await scene.pushAndRun({
      ...fix,
      '.github/staging-pr.yml':
        'verify:\n  test: node --test test/keep.test.js\n',
      'test/keep.test.js': `${one}\ntest('two', () => {})\n`,
    })
    const { clone } = scene.world
    git(clone, 'commit', '--quiet', '--amend', '--message', 'Better words')

    const result = await scene.runOnPush(scene.world.push(branch, '--force'))

    expect(result.outputs['conclusion']).toBe('ready')
    expect(scene.stagingPullRequest().body).toContain(
      '**nothing was run again**',
    )
  })

  it('runs everything when a person starts the run again', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(counted)
    await scene.runOnPush(pushed)

    const result = await scene.runOnPush(pushed, { runAttempt: 2 })

    expect(hasRun(plainLog(result))).toBe(true)
  })

  it('runs everything with `reuse: false`', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles({
      ...counted,
      '.github/staging-pr.yml': `reuse: false\n${counted['.github/staging-pr.yml']}`,
    })
    await scene.runOnPush(pushed)

    const result = await scene.runOnPush(pushed)

    expect(hasRun(plainLog(result))).toBe(true)
  })
})

describe('a commit that changes anything', () => {
  it('is verified anew', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(counted)

    const result = await scene.pushAndRun({ 'keep.txt': 'fixed better\n' })

    expect(hasRun(plainLog(result))).toBe(true)
    expect(scene.stagingPullRequest().body).not.toContain(
      'nothing was run again',
    )
  })
})

describe('results that somebody wrote into the body', () => {
  it('are not taken when they are of another tree', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(counted)
    const kept = / kept=(\S+)\. /u.exec(scene.stagingPullRequest().body)?.[1]
    const failing = {
      '.github/staging-pr.yml': 'verify:\n  test: "false"\n',
    }

    const result = await scene.pushAndRun(failing)

    expect(kept).toMatch(/^[\w-]{100,}$/u)
    expect(result.outputs['conclusion']).toBe('failed')
    expect(scene.stagingPullRequest().body).not.toContain(' kept=')
  })

  it('are passed over when they cannot be read', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(counted)
    const { body } = scene.stagingPullRequest()
    scene.fork.editBodyAsPerson(1, body.replace(/ kept=\S+\. /u, ' kept=e30. '))

    const pushed = scene.world.push(branch)
    const result = await scene.runOnPush(pushed)

    expect(hasRun(plainLog(result))).toBe(true)
    expect(result.outputs['conclusion']).toBe('ready')
  })
})
