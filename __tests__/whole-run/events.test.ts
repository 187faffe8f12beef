import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import {
  pullRequestPayload,
  pushPayload,
} from '../../embedded-github/payloads.ts'
import { git } from '../../harness/git.ts'
import type { ActionResult } from '../../harness/run-action.ts'
import {
  branch,
  errors,
  fix,
  messages,
  plainLog,
  type Scene,
  setScene,
  specText,
} from './scene.ts'

/** Pushes a branch, under any name that git takes, without checking it out by that name. */
function pushAs(scene: Scene, name: string): string {
  scene.world.write(fix)
  const sha = scene.world.commit('Fix it')
  git(scene.world.clone, 'push', '--quiet', 'origin', `HEAD:refs/heads/${name}`)
  return sha
}

/** A run of a payload that the harness has no method for. */
function runWith(
  scene: Scene,
  event: {
    readonly name: string
    readonly payload: object
    readonly ref: string
  },
  sha: string,
): Promise<ActionResult> {
  return scene.runOnPush(
    { branch, before: '0'.repeat(40), after: sha },
    { event, ref: event.ref },
  )
}

describe('workflow_dispatch', () => {
  it('stages a branch from a checkout of the default branch: its commands run on the head of the branch', async () => {
    await using scene = await setScene({
      upstream: {
        'keep.txt': 'broken\n',
        '.github/staging-pr.yml': 'verify:\n  test: cat keep.txt; pwd\n',
        '.chant/specs/005-fork-fix.md': specText,
      },
    })
    const { after } = scene.pushFiles({ 'keep.txt': 'the fixed content\n' })

    const result = await scene.runOnDispatch({ branch })

    expect(result.outputs).toMatchObject({
      operation: 'created',
      conclusion: 'ready',
      'head-sha': after,
    })
    expect(plainLog(result)).toContain('the fixed content')
    expect(plainLog(result)).not.toContain(
      join(scene.root, 'world', 'workspace\n'),
    )
    expect(readdirSync(join(scene.root, 'run-1', 'temp'))).toEqual([
      'staging-pr',
    ])
  })

  it('takes the branch from the payload when the workflow does not hand it over', async () => {
    await using scene = await setScene()
    scene.pushFiles(fix)

    const result = await scene.runOnDispatch(
      { branch },
      { inputs: { branch: '' } },
    )

    expect(result.outputs['operation']).toBe('created')
  })

  it('is refused for a branch that the fork does not have', async () => {
    await using scene = await setScene()

    const result = await scene.runOnDispatch({ branch: 'fix/nowhere' })

    expect(result.exitCode).toBe(1)
    expect(errors(result)).toEqual([
      'The fork has no branch fix/nowhere.\nPush it first (`git push origin fix/nowhere`), or correct the input `branch`.',
    ])
  })
})

describe('pull_request', () => {
  it('updates the staging PR from a checkout of the merge commit', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    const { clone } = scene.world
    const { after } = scene.pushFiles({ 'keep.txt': 'fixed better\n' })
    git(clone, 'switch', '--quiet', '--detach', 'main')
    scene.world.write({ 'fork-only.txt': 'x\n' })
    scene.world.commit('Work on main meanwhile')
    git(clone, 'merge', '--quiet', '--no-ff', '-m', 'Merge', branch)
    git(clone, 'push', '--quiet', 'origin', 'HEAD:refs/pull/1/merge')
    const workspace = join(scene.root, 'merge')
    mkdirSync(workspace)
    git(workspace, 'init', '--quiet')
    git(
      workspace,
      'fetch',
      '--quiet',
      `file://${scene.world.fork}`,
      '+refs/heads/*:refs/remotes/origin/*',
      '+refs/pull/1/merge:refs/remotes/pull/1/merge',
    )
    git(
      workspace,
      'checkout',
      '--quiet',
      '--detach',
      'refs/remotes/pull/1/merge',
    )
    git(workspace, 'remote', 'add', 'origin', scene.fork.url)
    git(clone, 'switch', '--quiet', branch)

    const result = await scene.runOnPullRequest(
      { number: 1 },
      { workspace, inputs: { verify: 'test: test ! -e fork-only.txt' } },
    )

    expect(result.outputs).toMatchObject({
      operation: 'updated',
      conclusion: 'ready',
      'head-sha': after,
    })
  })

  it('ends with a notice when it was closed, and when it comes from another repository', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    scene.github.forgetRequests()

    const closed = await scene.runOnPullRequest({ number: 1, action: 'closed' })
    const json = scene.fork.pullRequestJson(1)
    const stranger = {
      ...json,
      head: { ...json.head, repo: { ...json.head?.repo, id: 99 } },
    }
    const foreign = await runWith(
      scene,
      {
        name: 'pull_request',
        payload: pullRequestPayload({
          repository: scene.fork,
          action: 'synchronize',
          pullRequest: stranger,
        }),
        ref: 'refs/pull/1/merge',
      },
      scene.stagingPullRequest().headSha,
    )

    expect(messages(closed, 'notice')).toEqual(['Pull request 1 was closed.'])
    expect(messages(foreign, 'notice')).toEqual([
      'Pull request 1 comes from another repository. Only branches of this fork are staged, and code of others is not run.',
    ])
    expect([closed.exitCode, foreign.exitCode]).toEqual([0, 0])
    expect(scene.github.requestCount()).toBe(0)
  })
})

describe('push', () => {
  it('ends with a notice for a tag', async () => {
    await using scene = await setScene()
    const { after } = scene.pushFiles(fix)
    const payload = {
      ...pushPayload({
        repository: scene.fork,
        branch,
        before: '0'.repeat(40),
        after,
      }),
      ref: 'refs/tags/v1',
    }

    const result = await runWith(
      scene,
      { name: 'push', payload, ref: 'refs/tags/v1' },
      after,
    )

    expect(messages(result, 'notice')).toEqual([
      'This push is not of a branch (refs/tags/v1).',
    ])
    expect(scene.github.requestCount()).toBe(0)
  })

  it('of another branch stages the one that the input names', async () => {
    await using scene = await setScene()
    scene.pushFiles(fix)
    const main = git(scene.world.clone, 'rev-parse', 'main')

    const result = await scene.runOnPush(
      { branch: 'main', before: '0'.repeat(40), after: main },
      { inputs: { branch } },
    )

    expect(result.outputs['operation']).toBe('created')
    expect(scene.stagingPullRequest().headRef).toBe(branch)
  })
})

describe('a branch whose name is hostile', () => {
  it('is staged like any other: nothing of the name is executed or rendered', async () => {
    await using scene = await setScene({ branch: 'fix/plain' })
    const names = [
      'fix/$(touch${IFS}pwned)-1234',
      'fix/{a,`touch$IFS-pwned`;b}',
      'fix/<!--x-->',
      `fix/it's-"quoted"`,
      'fix/\u202Egnol\u202C@someone',
      'fix/closes-#1|two',
    ]
    // One commit for all of them, each staged on its own.
    const sha = pushAs(scene, 'fix/first')
    for (const name of names) {
      git(
        scene.world.clone,
        'push',
        '--quiet',
        'origin',
        `HEAD:refs/heads/${name}`,
      )
    }
    const bad: string[] = []
    for (const name of names) {
      const result = await scene.runOnPush(
        { branch: name, before: '0'.repeat(40), after: sha },
        {
          inputs: {
            spec: '005-fork-fix',
            verify: 'test: printf "<%s>" "$BRANCH"; test ! -e pwned',
          },
        },
      )
      if (result.outputs['operation'] !== 'created') {
        bad.push(`${name}: ${result.stdout}`)
      }
    }

    expect(bad).toEqual([])
    expect(scene.fork.pullRequests.map(({ headRef }) => headRef)).toEqual(names)
    for (const { title, body } of scene.fork.pullRequests) {
      expect(body.match(/<!-- staging-pr:(?:begin|end)\b/gu)).toHaveLength(2)
      expect(title + body).not.toMatch(/[\u202A-\u202E]/u)
    }
    expect(existsSync(join(scene.world.clone, 'pwned'))).toBe(false)
  })
})

describe('the base of the staging PR', () => {
  it('is refused with the way out when the fork does not have it', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun(fix, { inputs: { base: 'release' } })

    expect(result.exitCode).toBe(1)
    expect(errors(result).join('\n')).toContain(
      'The base release is no branch of contributor/keep.',
    )
    expect(scene.github.writes()).toEqual([])
  })

  it('is the one that the input names', async () => {
    await using scene = await setScene()
    git(
      scene.world.clone,
      'push',
      '--quiet',
      'origin',
      'main:refs/heads/release',
    )

    const result = await scene.pushAndRun(fix, { inputs: { base: 'release' } })

    expect(result.outputs['operation']).toBe('created')
    expect(scene.stagingPullRequest().baseRef).toBe('release')
  })

  it("is the branch that is named like upstream's default branch, where the fork's own default is another one", async () => {
    await using scene = await setScene({ fork: { defaultBranch: 'tools' } })
    git(scene.world.clone, 'push', '--quiet', 'origin', 'main:refs/heads/tools')

    const result = await scene.pushAndRun(fix)

    expect(result.outputs['operation']).toBe('created')
    expect(scene.stagingPullRequest().baseRef).toBe('main')
  })
})

describe('a repository without a commit', () => {
  it('is one clear message', async () => {
    await using scene = await setScene()
    const { after } = scene.pushFiles(fix)
    git(scene.world.fork, 'update-ref', '-d', 'refs/heads/main')
    const workspace = join(scene.root, 'empty')
    mkdirSync(workspace)
    git(workspace, 'init', '--quiet')

    const result = await scene.runOnPush(
      { branch, before: '0'.repeat(40), after },
      { workspace },
    )

    expect(result.exitCode).toBe(1)
    expect(errors(result)).toHaveLength(1)
    expect(result.stdout + result.stderr).not.toMatch(/\n\s+at /u)
    expect(scene.github.writes()).toEqual([])
  })
})

describe('a server of its own', () => {
  it('needs no address for GraphQL', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun(fix, {
      environment: { GITHUB_GRAPHQL_URL: undefined },
    })

    expect(result.outputs['operation']).toBe('created')
    expect(
      scene.github.requests.some(({ path }) => path.includes('graphql')),
    ).toBe(false)
  })
})
