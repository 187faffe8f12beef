import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { specText } from '../whole-run/scene.ts'
import { type Desk, setDesk } from './desk.ts'

/** A desk where chant has worked and nothing of it is committed. */
function setChantDesk(): Desk {
  const desk = setDesk()
  git(desk.world.clone, 'config', 'user.name', 'A Contributor')
  git(desk.world.clone, 'config', 'user.email', 'contributor@example.com')
  desk.world.write({
    '.gitignore': '.chant/\n',
    '.chant/specs/005-fork-fix.md': specText,
    '.chant/archive/2026-01-28/2026-01-28-001-abc.md': specText,
    '.chant/research/cause.md': '# Why\n',
    '.chant/reviews/issue-1234-review.md': 'Verdict: approve\n',
    '.chant/store/state.json': '{}\n',
    '.chant/logs/run.log': 'a transcript\n',
    '.chant/.locks/lock': '1\n',
    '.chant/config.md': '---\n---\n',
    'services/store/.chant/specs/001-own.md': specText,
    'staged.txt': 'staged\n',
  })
  git(desk.world.clone, 'add', 'staged.txt')
  return desk
}

function filesOnSpecsBranch({ world }: Desk): readonly string[] {
  return git(world.fork, 'ls-tree', '-r', '--name-only', 'staging-specs').split(
    '\n',
  )
}

const shared = [
  '.chant/archive/2026-01-28/2026-01-28-001-abc.md',
  '.chant/research/cause.md',
  '.chant/reviews/issue-1234-review.md',
  '.chant/specs/005-fork-fix.md',
  'services/store/.chant/specs/001-own.md',
]

describe('specs push', () => {
  it('puts specs, archive, research and reviews on their own branch of the fork, and says that it is public', async () => {
    await using desk = setChantDesk()
    const before = git(desk.world.clone, 'status', '--porcelain', '--ignored')

    const { exitCode, stdout } = await desk.staging('specs', 'push')

    expect(exitCode).toBe(0)
    expect(stdout).toContain('A branch of a public fork is public')
    expect(filesOnSpecsBranch(desk)).toEqual(shared)
    expect(git(desk.world.clone, 'status', '--porcelain', '--ignored')).toBe(
      before,
    )
    expect(
      git(desk.world.upstream, 'for-each-ref', '--format=%(refname)'),
    ).toBe('refs/heads/main')
  })

  it('adds a commit the next time, without what is gone', async () => {
    await using desk = setChantDesk()
    await desk.staging('specs', 'push')
    desk.world.write({
      '.chant/research/cause.md': null,
      '.chant/specs/006-next.md': specText,
    })

    const { exitCode, stderr } = await desk.staging('specs', 'push')

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(filesOnSpecsBranch(desk)).toEqual([
      shared[0],
      shared[2],
      shared[3],
      '.chant/specs/006-next.md',
      shared[4],
    ])
    expect(git(desk.world.fork, 'rev-list', '--count', 'staging-specs')).toBe(
      '2',
    )
  })

  it('leaves everything else on the branch as it is, and makes no empty commit', async () => {
    await using desk = setChantDesk()
    const before = git(desk.world.fork, 'ls-tree', '-r', '--name-only', 'main')

    await desk.staging('specs', 'push', '--branch', 'main')
    git(desk.world.clone, 'fetch', '--quiet', 'origin')
    const again = await desk.staging('specs', 'push', '--branch', 'main')
    const printed = await desk.staging(
      'specs',
      'push',
      '--branch',
      'main',
      '--print',
    )
    execFileSync('bash', ['-euc', printed.stdout], {
      cwd: desk.world.clone,
      stdio: 'pipe',
    })

    const after = git(desk.world.fork, 'ls-tree', '-r', '--name-only', 'main')
    expect(after.split('\n')).toEqual(
      [...before.split('\n'), ...shared].toSorted(),
    )
    expect(again.stdout).toContain('Nothing has changed since the last time.')
  })

  it('says what to do when the branch moved on meanwhile', async () => {
    await using desk = setChantDesk()
    await desk.staging('specs', 'push')
    git(
      desk.world.clone,
      'update-ref',
      '-d',
      'refs/remotes/origin/staging-specs',
    )

    desk.world.write({ '.chant/specs/006-next.md': specText })
    const behind = await desk.staging('specs', 'push')
    git(desk.world.clone, 'fetch', '--quiet', 'origin')
    const fetched = await desk.staging('specs', 'push')

    expect(behind.exitCode).toBe(2)
    expect(behind.stderr).toContain('`git fetch origin` first')
    expect(fetched.exitCode).toBe(0)
  })

  it('only shows the commands with --print; they do the same', async () => {
    await using desk = setChantDesk()

    const { exitCode, stdout } = await desk.staging('specs', 'push', '--print')

    expect(exitCode).toBe(0)
    expect(git(desk.world.fork, 'branch', '--list', 'staging-specs')).toBe('')
    execFileSync('bash', ['-euc', stdout], {
      cwd: desk.world.clone,
      stdio: 'pipe',
    })
    expect(filesOnSpecsBranch(desk)).toEqual(shared)
  })

  it('never pushes to upstream', async () => {
    await using desk = setChantDesk()

    const named = await desk.staging('specs', 'push', '--remote', 'upstream')
    const unknown = await desk.staging('specs', 'push', '--remote', 'nowhere')

    expect([named.exitCode, unknown.exitCode]).toEqual([2, 2])
    expect(named.stderr).toContain(
      'The remote upstream is upstream, where nothing is ever pushed.',
    )
    expect(unknown.stderr).toContain('There is no remote nowhere.')
  })

  it('says so when there is nothing to share', async () => {
    await using desk = setDesk()

    const { exitCode, stderr } = await desk.staging('specs', 'push')

    expect(exitCode).toBe(2)
    expect(stderr).toContain('There is no .chant folder with specs')
  })

  it('runs no filter that the clone configures', async () => {
    await using desk = setChantDesk()
    const canary = join(desk.root, 'canary')
    desk.world.write({ '.gitattributes': '* filter=evil\n' })
    git(
      desk.world.clone,
      'config',
      'filter.evil.clean',
      `touch '${canary}'; cat`,
    )

    const { exitCode } = await desk.staging('specs', 'push')

    expect(exitCode).toBe(0)
    expect(existsSync(canary)).toBe(false)
  })
})
