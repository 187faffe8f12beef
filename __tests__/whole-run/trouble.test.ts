import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import {
  branch,
  errors,
  fix,
  messages,
  plainLog,
  type Scene,
  setScene,
} from './scene.ts'

describe('a fork that does not let Actions create pull requests', () => {
  it('gets the setting with its address, and the command that opens the staging PR by hand', async () => {
    await using scene = await setScene({
      fork: { allowActionsPullRequests: false },
    })

    const result = await scene.pushAndRun(fix)

    expect(result.exitCode).toBe(1)
    expect(errors(result).join('\n')).toContain(
      'This fork does not let GitHub Actions create pull requests.',
    )
    expect(errors(result).join('\n')).toContain(
      `${scene.fork.url}/settings/actions`,
    )
    const command = `gh pr create --repo contributor/keep --base main --head contributor:${branch} --title 'Fix issue 1234: Keys are lost' --body-file staging-pr-body.md`
    expect(plainLog(result)).toContain(command)
    expect(result.summary).toContain(command)
    expect(result.outputs['conclusion']).toBe('ready')
    expect(scene.fork.pullRequests).toEqual([])
  })

  it('can be told in the summary what to save for that command, markers included', async () => {
    await using scene = await setScene({
      fork: { allowActionsPullRequests: false },
    })

    const { summary } = await scene.pushAndRun(fix)

    expect(summary).toContain('Save this as staging-pr-body.md')
    expect(summary).toContain('<!-- staging-pr:begin v1')
  })
})

describe('a job without the permission to write pull requests', () => {
  it('gets the lines to add to its workflow', async () => {
    await using scene = await setScene({
      fork: { permissions: { contents: 'read', statuses: 'write' } },
    })

    const result = await scene.pushAndRun(fix)

    expect(result.exitCode).toBe(1)
    expect(errors(result).join('\n')).toContain('pull-requests: write')
  })

  it('goes on with a warning when only the commit status is refused', async () => {
    await using scene = await setScene({
      fork: { permissions: { contents: 'read', 'pull-requests': 'write' } },
    })

    const result = await scene.pushAndRun(fix)

    expect(result.exitCode).toBe(0)
    expect(messages(result, 'warning').join('\n')).toContain('statuses: write')
    expect(scene.fork.pullRequests).toHaveLength(1)
  })
})

describe('a branch that is no fix branch', () => {
  it('ends with a notice and without a request', async () => {
    await using scene = await setScene({ branch: 'docs/typo' })

    const result = await scene.pushAndRun({ 'keep.txt': 'x\n' })

    expect(result.exitCode).toBe(0)
    expect(messages(result, 'notice').join('\n')).toContain(
      'Branch docs/typo matches none of the patterns of fix branches (fix/**, chant/**)',
    )
    expect(scene.github.requestCount()).toBe(0)
    expect(result.outputs).toEqual({ operation: 'none' })
  })

  it('ends with a notice when the branch was deleted', async () => {
    await using scene = await setScene()
    const { after } = scene.pushFiles(fix)

    const result = await scene.runOnPush({
      branch,
      before: after,
      after: '0'.repeat(40),
    })

    expect(result.exitCode).toBe(0)
    expect(messages(result, 'notice')).toEqual([
      `Branch ${branch} was deleted; there is nothing to stage.`,
    ])
  })

  it('ends with a notice while it has no commit of its own', async () => {
    await using scene = await setScene()
    const pushed = scene.world.push(branch)

    const result = await scene.runOnPush(pushed)

    expect(messages(result, 'notice').join('\n')).toContain(
      'has no commits beyond main yet',
    )
    expect(scene.github.writes()).toEqual([])
  })
})

describe('a repository that is not a fork', () => {
  it('is refused', async () => {
    await using scene = await setScene({ fork: { parent: undefined } })

    const result = await scene.pushAndRun(fix)

    expect(result.exitCode).toBe(1)
    expect(errors(result).join('\n')).toContain(
      'contributor/keep is not a fork',
    )
    expect(scene.github.writes()).toEqual([])
  })

  it('is staged when its upstream is named', async () => {
    await using scene = await setScene({ fork: { parent: undefined } })

    const result = await scene.pushAndRun(fix, {
      inputs: { upstream: 'upstream/keep' },
    })

    expect(result.outputs['operation']).toBe('created')
  })
})

describe("upstream's own commits in the staging diff", () => {
  it('are refused before anything is created, with the way to sync the fork', async () => {
    await using scene = await setScene()
    const { clone, upstream } = scene.world
    git(clone, 'switch', '--quiet', 'main')
    scene.world.write({ 'new-upstream.txt': 'x\n' })
    scene.world.commit('Work of upstream')
    git(clone, 'push', '--quiet', upstream, 'HEAD:refs/heads/main')
    git(clone, 'switch', '--quiet', branch)
    git(clone, 'reset', '--quiet', '--hard', 'main')

    const result = await scene.pushAndRun(fix)

    expect(result.exitCode).toBe(1)
    expect(errors(result).join('\n')).toContain(
      "main of contributor/keep is behind upstream/keep main: the staging PR would contain 1 commit of upstream's own",
    )
    expect(errors(result).join('\n')).toContain(
      'gh repo sync contributor/keep --branch main',
    )
    expect(scene.github.writes()).toEqual([])
  })
})

describe('a shallow checkout', () => {
  /** Commits of one branch, without looking at files for each. */
  function addCommits(repository: string, count: number): void {
    for (let number = 0; number < count; number += 1) {
      const tree = git(repository, 'rev-parse', 'main^{tree}')
      const args = ['commit-tree', tree, '-p', 'main', '-m', `Work ${number}`]
      git(repository, 'update-ref', 'refs/heads/main', git(repository, ...args))
    }
  }

  /** What `fetch-depth: 1` makes. */
  function checkOut(scene: Scene, sha: string): string {
    const workspace = join(scene.root, 'shallow')
    mkdirSync(workspace)
    git(workspace, 'init', '--quiet')
    const bare = `file://${scene.world.fork}`
    git(workspace, 'fetch', '--quiet', '--depth=1', bare, sha)
    git(workspace, 'checkout', '--quiet', '--detach', sha)
    git(workspace, 'remote', 'add', 'origin', scene.fork.url)
    return workspace
  }

  it('is deepened, so that the verdict is the same', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(fix)

    const result = await scene.runOnPush(pushed, {
      workspace: checkOut(scene, pushed.after),
    })

    expect(result.outputs).toMatchObject({
      operation: 'created',
      conclusion: 'ready',
    })
  })

  it('is deepened no further than to where the branch was cut', async () => {
    await using scene = await setScene()
    const { clone, upstream, fork } = scene.world
    addCommits(upstream, 120)
    git(clone, 'fetch', '--quiet', upstream, 'main')
    git(clone, 'reset', '--quiet', '--hard', 'FETCH_HEAD')
    git(clone, 'push', '--quiet', fork, 'HEAD:refs/heads/main')
    const pushed = scene.pushFiles(fix)
    const workspace = checkOut(scene, pushed.after)

    const result = await scene.runOnPush(pushed, { workspace })

    expect(result.outputs['conclusion']).toBe('ready')
    expect(git(workspace, 'rev-list', '--count', pushed.after)).toBe('101')
  })

  it('is deepened until upstream and the branch meet', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(fix)
    addCommits(scene.world.upstream, 120)

    const result = await scene.runOnPush(pushed, {
      workspace: checkOut(scene, pushed.after),
    })

    expect(result.outputs['conclusion']).toBe('ready')
    expect(scene.fork.pullRequests[0]?.body).toContain('120 commits')
  })
})

describe('a branch that moves on while its commands run', () => {
  it('leaves the staging PR to the newer run and says that this result is stale', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles({
      ...fix,
      '.github/staging-pr.yml': 'verify:\n  test: sleep 1\n',
    })
    scene.world.write({ 'keep.txt': 'newer\n' })
    scene.world.commit('Newer')
    const stop = scene.github.onRequest(({ method }) => {
      if (method !== 'POST') return
      stop()
      scene.world.push(branch)
    })

    const result = await scene.runOnPush(pushed)

    expect(result.outputs).toMatchObject({
      conclusion: 'stale',
      operation: 'none',
    })
    expect(result.exitCode).toBe(0)
    expect(scene.fork.pullRequests).toEqual([])
    const status = scene.fork.latestStatus(pushed.after, 'staging-pr')
    expect(status?.state).toBe('pending')
  })
})

describe('an event that cannot be used', () => {
  it('is one message when the file is missing', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(fix)

    const result = await scene.runOnPush(pushed, {
      environment: { GITHUB_EVENT_PATH: '/nowhere/event.json' },
    })

    expect(result.exitCode).toBe(1)
    expect(errors(result)).toHaveLength(1)
    expect(errors(result)[0]).toContain(
      'The event file /nowhere/event.json cannot be read',
    )
    expect(result.stdout + result.stderr).not.toMatch(/\n\s+at /u)
  })

  it('is refused when it holds the secrets of the default branch', async () => {
    await using scene = await setScene()
    scene.pushFiles(fix)

    const result = await scene.runOnDispatch(
      { branch },
      { environment: { GITHUB_EVENT_NAME: 'pull_request_target' } },
    )

    expect(result.exitCode).toBe(1)
    expect(errors(result).join('\n')).toContain(
      'Commands of the project are not run on pull_request_target',
    )
  })
})

describe('a cancelled run', () => {
  it('ends what runs, says so in the status, and writes no staging PR', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles({
      ...fix,
      '.github/staging-pr.yml': 'verify:\n  test: sleep 60\n',
    })

    const result = await scene.runOnPush(pushed, {
      onStart: (process) => {
        const stop = scene.github.onRequest(({ operation }) => {
          if (operation !== 'repos/create-commit-status') return
          stop()
          setTimeout(() => process.kill('SIGINT'), 500)
        })
      },
    })

    expect(result.exitCode).toBe(1)
    expect(scene.fork.latestStatus(pushed.after, 'staging-pr')?.state).toBe(
      'error',
    )
    expect(scene.fork.pullRequests).toEqual([])
  })
})
