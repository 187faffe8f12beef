import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import type { ActionResult } from '../../harness/run-action.ts'
import {
  branch,
  configText,
  errors,
  fix,
  messages,
  type Scene,
  setScene,
} from './scene.ts'

const inputs = { mode: 'handoff' }

function approve(scene: Scene): void {
  scene.fork.reviewAsPerson(1, { login: 'contributor', state: 'APPROVED' })
}

function onReview(scene: Scene): Promise<ActionResult> {
  return scene.runOnPullRequest({ number: 1, action: 'submitted' }, { inputs })
}

function onDemand(scene: Scene): Promise<ActionResult> {
  return scene.runOnDispatch({ branch }, { inputs })
}

function packageOf({
  outputs,
}: ActionResult): Readonly<Record<string, string>> {
  const folder = outputs['handoff-path'] ?? ''
  return Object.fromEntries(
    readdirSync(folder).map((name) => [
      name,
      readFileSync(join(folder, name), 'utf8'),
    ]),
  )
}

/** A commit on upstream's main, which the fork does not have. */
function commitUpstream(
  scene: Scene,
  files: Readonly<Record<string, string>>,
): string {
  const { clone, upstream } = scene.world
  git(clone, 'stash', '--quiet', '--include-untracked')
  git(clone, 'switch', '--quiet', 'main')
  scene.world.write(files)
  const sha = scene.world.commit('Go on upstream')
  git(clone, 'push', '--quiet', upstream, 'main')
  git(clone, 'reset', '--quiet', '--hard', 'HEAD~1')
  git(clone, 'switch', '--quiet', branch)
  return sha
}

const withBranch = {
  ...fix,
  '.github/staging-pr.yml': `${configText}handoff: {branch: true}\n`,
}

const mayPush = {
  fork: {
    permissions: {
      contents: 'write',
      'pull-requests': 'write',
      statuses: 'write',
    },
  },
} as const

describe('an approved staging PR', () => {
  it('is handed over: the package is written, and page and summary say how to go on', async () => {
    await using scene = await setScene(mayPush)
    await scene.pushAndRun(withBranch)
    approve(scene)

    const result = await onReview(scene)

    expect(errors(result)).toEqual([])
    expect(result.exitCode).toBe(0)
    const files = packageOf(result)
    expect(Object.keys(files).toSorted()).toEqual([
      'commit-message.txt',
      'compare-url.txt',
      'open.sh',
      'spec.patch',
      'upstream-pr-body.md',
      'upstream-pr.md',
    ])
    expect(files['upstream-pr.md']).toContain('Fixes #1234')
    expect(files['commit-message.txt']).not.toContain('#1234')
    expect(files['open.sh']).toContain(
      `gh pr create --repo upstream/keep --base main --head contributor:upstream/${branch}`,
    )
    expect(result.summary).toContain('## Handoff')
    expect(result.summary).toContain('gh pr create --repo upstream/keep')
    expect(scene.stagingPullRequest().body).toContain(
      '**Next:** open the upstream pull request with the package of',
    )
    expect(scene.upstream.pullRequests).toEqual([])
  })

  it('is not handed over while it is not ready', async () => {
    await using scene = await setScene()
    await scene.pushAndRun({
      ...fix,
      '.chant/specs/005-fork-fix.md': (
        fix['.chant/specs/005-fork-fix.md'] ?? ''
      ).replace('- [x]', '- [ ]'),
    })
    approve(scene)

    const result = await onReview(scene)

    expect(messages(result, 'notice').join('\n')).toContain(
      'Not handed over: the staging PR is approved, but incomplete, not ready.',
    )
    expect(result.outputs['handoff-path']).toBeUndefined()
  })

  it('is handed over again by the next run of the same commit, and the page says so until a new commit comes', async () => {
    await using scene = await setScene(mayPush)
    await scene.pushAndRun(withBranch)
    approve(scene)
    await onReview(scene)

    await scene.runOnPullRequest({ number: 1, action: 'reopened' })
    expect(scene.stagingPullRequest().body).toContain('with the package of')

    await scene.pushAndRun({ 'keep.txt': 'fixed twice\n' })
    expect(scene.stagingPullRequest().body).not.toContain('with the package of')
  })
})

describe('a review that approves nothing', () => {
  it('runs none of the commands and hands nothing over', async () => {
    await using scene = await setScene()
    await scene.pushAndRun({
      ...fix,
      '.github/staging-pr.yml': 'verify:\n  test: "false"\n',
    })
    scene.fork.reviewAsPerson(1, { login: 'passerby', state: 'APPROVED' })
    scene.github.forgetRequests()

    const result = await onReview(scene)

    expect(messages(result, 'notice').join('\n')).toContain(
      'Not handed over: nobody with write access has approved this commit.',
    )
    expect(scene.github.writes()).toEqual([])
    expect(result.stdout).not.toContain('echo checked')
  })
})

describe('a handoff on demand', () => {
  it('is an approval by the person who starts it', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)

    const result = await onDemand(scene)

    expect(result.outputs['approval']).toBe('approved')
    expect(result.outputs['handoff-path']).toBeDefined()
    expect(scene.stagingPullRequest().body).toContain(
      '✅ **Approved** by `contributor` at this commit, by starting the handoff.',
    )
  })

  it('needs no staging PR to be there before', async () => {
    await using scene = await setScene()
    scene.pushFiles(fix)

    const result = await onDemand(scene)

    expect(result.outputs['handoff-path']).toBeDefined()
    expect(result.outputs['approval']).toBe('none')
    expect(scene.stagingPullRequest().state).toBe('open')
  })

  it('says what became of the issue, and which pull requests mention it', async () => {
    await using scene = await setScene()
    scene.upstream.addIssue({
      number: 1234,
      state: 'closed',
      stateReason: 'completed',
      labels: ['frozen'],
      locked: true,
      mentionedBy: [{ repository: 'upstream/keep', number: 1 }],
    })
    scene.pushFiles(fix)
    scene.upstream.openAsPerson({
      head: `contributor:${branch}`,
      base: 'main',
      title: 'Another fix',
      login: 'somebody',
    })

    const { summary } = await onDemand(scene)

    expect(summary).toContain('Upstream issue 1234 was closed as completed.')
    expect(summary).toContain('Upstream pull request 1 by `somebody` is open')
    expect(summary).toContain('carries `frozen`')
    expect(summary).toContain('is locked')
  })

  it('says where the fix conflicts with what upstream has today, and fails the job', async () => {
    await using scene = await setScene()
    scene.pushFiles(fix)
    commitUpstream(scene, { 'keep.txt': 'mended upstream\n' })

    const result = await onDemand(scene)

    expect(result.summary).toContain('The fix conflicts with')
    expect(result.summary).toContain('`keep.txt`')
    expect(result.exitCode).toBe(1)
    expect(result.outputs['handoff-path']).toBeDefined()
  })

  it('runs the tests on the fix merged with what upstream has today', async () => {
    await using scene = await setScene()
    scene.pushFiles({
      ...fix,
      '.github/staging-pr.yml':
        'verify:\n  test: test ! -e broken-upstream.txt\n',
    })
    commitUpstream(scene, { 'broken-upstream.txt': 'x\n' })

    const result = await onDemand(scene)

    expect(result.outputs['conclusion']).toBe('ready')
    expect(result.summary).toContain('the step `test` did not pass')
    expect(result.exitCode).toBe(1)
  })
})

describe('the clean branch', () => {
  it('is pushed to the fork with `handoff.branch`, on what upstream has today, without what is the fork’s', async () => {
    await using scene = await setScene(mayPush)
    await scene.pushAndRun(withBranch)
    const today = commitUpstream(scene, { 'other.txt': 'new upstream\n' })

    const result = await onDemand(scene)

    expect(errors(result)).toEqual([])
    const ref = `refs/heads/upstream/${branch}`
    const { fork, upstream } = scene.world
    // Repositories of a network share their objects.
    writeFileSync(
      join(fork, 'objects', 'info', 'alternates'),
      `${join(upstream, 'objects')}\n`,
    )
    expect(git(fork, 'rev-parse', `${ref}^`)).toBe(today)
    expect(
      git(fork, 'diff', '--name-only', `${ref}^`, ref).split('\n'),
    ).toEqual(['keep.txt'])
    expect(git(fork, 'log', '-1', '--format=%B', ref)).not.toContain('1234')
    expect(packageOf(result)['open.sh']).toContain(
      `--head contributor:upstream/${branch}`,
    )
    expect(result.summary).toContain(
      `upstream/${branch} was pushed to the fork`,
    )
  })

  it('is brought up to date by a later handoff, and is left alone once a person worked on it', async () => {
    await using scene = await setScene(mayPush)
    await scene.pushAndRun(withBranch)
    await onDemand(scene)
    const ref = `refs/heads/upstream/${branch}`
    const first = git(scene.world.fork, 'rev-parse', ref)

    await scene.pushAndRun({ 'keep.txt': 'fixed better\n' })
    await onDemand(scene)
    const second = git(scene.world.fork, 'rev-parse', ref)
    expect(second).not.toBe(first)

    git(scene.world.fork, 'update-ref', ref, `refs/heads/${branch}`)
    const result = await onDemand(scene)

    expect(result.exitCode).toBe(1)
    expect(result.summary).toContain('does not know it for one that this')
    expect(git(scene.world.fork, 'rev-parse', ref)).toBe(
      git(scene.world.fork, 'rev-parse', `refs/heads/${branch}`),
    )
  })

  it('that the token may not push is told with what to do, and nothing is opened by the package', async () => {
    await using scene = await setScene({
      fork: {
        permissions: {
          contents: 'read',
          'pull-requests': 'write',
          statuses: 'write',
        },
      },
    })
    await scene.pushAndRun(withBranch)

    const result = await onDemand(scene)

    expect(result.exitCode).toBe(1)
    expect(result.summary).toContain('could not be pushed')
    expect(result.summary).toContain('contents: write')
    expect(packageOf(result)['open.sh']).toContain('Not ready to open')
  })

  it('is not pushed in a dry run', async () => {
    await using scene = await setScene(mayPush)
    await scene.pushAndRun(withBranch)

    await scene.runOnDispatch(
      { branch },
      { inputs: { ...inputs, 'dry-run': 'true' } },
    )

    expect(() =>
      git(
        scene.world.fork,
        'rev-parse',
        '--verify',
        `refs/heads/upstream/${branch}`,
      ),
    ).toThrow()
  })
})

describe('open.sh of a run', () => {
  it('hands gh exactly the words of the package, whatever the branch is called', async () => {
    const hostile = "fix/issue-1234-$(id)';`x`&"
    await using scene = await setScene({ ...mayPush, branch: hostile })
    scene.world.write(withBranch)
    scene.world.commit('Fix it')
    await scene.runOnPush(scene.world.push(hostile))

    const result = await scene.runOnDispatch({ branch: hostile }, { inputs })

    const folder = result.outputs['handoff-path'] ?? ''
    const recorder = join(scene.root, 'recorder')
    execFileSync('mkdir', ['-p', recorder])
    execFileSync('sh', [
      '-c',
      `printf '%s\\n' '#!/bin/sh' 'printf "%s\\0" "$@" > "$RECORD"' > "$1/gh" && chmod +x "$1/gh"`,
      'sh',
      recorder,
    ])
    const record = join(recorder, 'words')
    execFileSync('sh', [join(folder, 'open.sh')], {
      env: { PATH: `${recorder}:${process.env['PATH'] ?? ''}`, RECORD: record },
    })
    expect(readFileSync(record, 'utf8').split('\0').slice(0, -1)).toEqual([
      'pr',
      'create',
      '--repo',
      'upstream/keep',
      '--base',
      'main',
      '--head',
      `contributor:upstream/${hostile}`,
      '--title',
      'Fix: keys are lost',
      '--body-file',
      'upstream-pr-body.md',
    ])
  })
})

describe('a command of the project that wants the push for itself', () => {
  it.each<[string, (url: string) => string]>([
    [
      'sends all addresses elsewhere in the git configuration of the account',
      (url) =>
        `git config --global url."${url}/upstream/".insteadOf "${url}/contributor/"`,
    ],
    [
      'names a proxy there',
      () => 'git config --global http.proxy http://127.0.0.1:9',
    ],
    [
      'gives a remote of that name another address to push to',
      (url) =>
        `git config --global remote."${url}/contributor/keep.git".pushurl "${url}/upstream/keep.git"`,
    ],
  ])('does not get it when it %s', async (_name, command) => {
    await using scene = await setScene(mayPush)
    await scene.pushAndRun({
      ...withBranch,
      'evil.sh': `${command(scene.github.url)}\n`,
      '.github/staging-pr.yml': `verify:\n  test: bash evil.sh\nhandoff: {branch: true}\n`,
    })

    const result = await onDemand(scene)

    expect(result.summary).toContain(`upstream/${branch} was pushed`)
    expect(
      git(scene.world.fork, 'rev-parse', `refs/heads/upstream/${branch}`),
    ).toMatch(/^[0-9a-f]{40}$/u)
    expect(() =>
      git(
        scene.world.upstream,
        'rev-parse',
        '--verify',
        `refs/heads/upstream/${branch}`,
      ),
    ).toThrow()
  })

  it('does not change what is pushed by changing objects of the workspace', async () => {
    await using scene = await setScene({
      ...mayPush,
      upstream: { 'keep.txt': 'broken\n', '.github/CODEOWNERS': '* @owner\n' },
    })
    const pushed = scene.pushFiles({
      ...withBranch,
      'evil.sh': `cd "$(dirname "$(git rev-parse --git-path objects)")/.."
objects=$(cat .git/objects/info/alternates 2>/dev/null || true)
case "$objects" in *workspace/.git/objects) cd "\${objects%/.git/objects}" ;; esac
mkdir -p ../packs && mv .git/objects/pack/* ../packs/ 2>/dev/null || true
for pack in ../packs/*.pack; do [ -e "$pack" ] && git unpack-objects -q < "$pack"; done
tree=$(git rev-parse HEAD:.github) || exit 0
blob=$(printf 'PWNED\\n' | git hash-object -w --stdin)
new=$(printf '100644 blob %s\\tCODEOWNERS\\n' "$blob" | git mktree)
path() { printf '.git/objects/%s/%s' "$(printf %s "$1" | cut -c1-2)" "$(printf %s "$1" | cut -c3-)"; }
rm -f "$(path "$tree")" && cp "$(path "$new")" "$(path "$tree")"
`,
      '.github/staging-pr.yml': `verify:\n  test: bash evil.sh || true\nreuse: false\nhandoff: {branch: true}\n`,
    })
    await scene.runOnPush(pushed)

    await onDemand(scene)

    const ref = `refs/heads/upstream/${branch}`
    const there = git(scene.world.fork, 'for-each-ref', ref)
    const owners =
      there === ''
        ? ''
        : git(scene.world.fork, 'show', `${ref}:.github/CODEOWNERS`)
    expect(owners).not.toContain('PWNED')
  })
})

describe('a handoff that nobody approved', () => {
  it('is not made for a bot that dispatches it', async () => {
    await using scene = await setScene(mayPush)
    await scene.pushAndRun(withBranch)

    const result = await scene.runOnDispatch(
      { branch, sender: 'github-actions[bot]' },
      { inputs },
    )

    expect(result.outputs['handoff-path']).toBeUndefined()
  })

  it('is not made by running an old one again', async () => {
    await using scene = await setScene(mayPush)
    await scene.pushAndRun(withBranch)

    const result = await scene.runOnDispatch(
      { branch },
      { inputs, runAttempt: 2 },
    )

    expect(result.outputs['approval']).toBe('none')
    expect(result.outputs['handoff-path']).toBeUndefined()
  })

  it('pushes nothing for a commit that the page did not show when it was asked for', async () => {
    await using scene = await setScene(mayPush)
    await scene.pushAndRun(withBranch)
    scene.pushFiles({ 'keep.txt': 'fixed unseen\n' })

    const result = await onDemand(scene)

    expect(result.outputs['approval']).toBe('none')
    expect(result.summary).toContain('was built and not pushed')
    expect(git(scene.world.fork, 'for-each-ref', 'refs/heads/upstream')).toBe(
      '',
    )
  })

  it('pushes nothing when the approval is taken back while the steps run', async () => {
    await using scene = await setScene({
      fork: { ...mayPush.fork, collaborators: ['friend'] },
    })
    await scene.pushAndRun({
      ...withBranch,
      '.github/staging-pr.yml': `${configText}reuse: false\nhandoff: {branch: true}\n`,
    })
    approve(scene)
    // What is read when the steps are done.
    const stop = scene.github.onRequest(({ text }) => {
      if (!text.includes('checkSuites')) return
      stop()
      scene.fork.reviewAsPerson(1, {
        login: 'friend',
        state: 'CHANGES_REQUESTED',
      })
    })

    const result = await onReview(scene)

    expect(result.outputs['approval']).toBe('changes-requested')
    expect(git(scene.world.fork, 'for-each-ref', 'refs/heads/upstream')).toBe(
      '',
    )
  })
})

describe('a clean branch whose pull request is open upstream', () => {
  it('is not pushed again, since that would mark the pull request', async () => {
    await using scene = await setScene(mayPush)
    await scene.pushAndRun(withBranch)
    await onDemand(scene)
    const ref = `refs/heads/upstream/${branch}`
    const before = git(scene.world.fork, 'rev-parse', ref)
    scene.upstream.openAsPerson({
      head: `contributor:upstream/${branch}`,
      base: 'main',
      title: 'Keep both keys',
      login: 'contributor',
    })
    await scene.pushAndRun({ 'keep.txt': 'fixed better\n' })

    const result = await onDemand(scene)

    expect(result.summary).toContain('pull request 1 is open from it')
    expect(git(scene.world.fork, 'rev-parse', ref)).toBe(before)
  })

  it('is the same commit when it is made again of the same parts', async () => {
    await using scene = await setScene(mayPush)
    await scene.pushAndRun(withBranch)
    await onDemand(scene)
    const ref = `refs/heads/upstream/${branch}`
    const before = git(scene.world.fork, 'rev-parse', ref)

    const again = await onDemand(scene)

    expect(again.summary).toContain('is there already, as it was built')
    expect(git(scene.world.fork, 'rev-parse', ref)).toBe(before)
  })
})
