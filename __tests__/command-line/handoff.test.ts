import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { branch } from '../whole-run/scene.ts'
import { setDesk } from './desk.ts'
import { clean, handed, upstreamCommits, verified } from './handed-on.ts'

describe('handoff', () => {
  it('writes what a person upstream reads: facts, the number of their issue, nothing of the fork', async () => {
    await using desk = setDesk()
    await verified(desk)

    const { stdout, stderr, exitCode } = await desk.staging('handoff')

    expect(exitCode).toBe(1)
    expect(stderr).toContain(
      'Build a branch without them: staging-pr handoff --branch',
    )
    expect(stderr).toContain('Not ready to open: The branch holds 2 files')
    expect(stdout).not.toContain('gh pr create')
    expect(handed(desk, 'open.sh')).not.toContain('gh pr create')
    const page = handed(desk, 'upstream-pr.md')
    expect(page).toContain('# Fix: keys are lost\n')
    expect(page).toContain(
      '## Summary\n\n**Before:** Of two keys one was kept. Fixes issue 1234.\n\n**After:** Both are kept.\n\nFixes #1234\n',
    )
    expect(page).toContain('\n\nFixes #1234\n')
    expect(page).toContain('## Root Cause\n\nTwo writers start from one list')
    expect(page).toContain('- `grep -q fixed keep.txt`: passed')
    expect(page).not.toMatch(/\.chant|@somebody\b(?!`)|staging/u)
  })

  it('writes one commit message without any reference', async () => {
    await using desk = setDesk()
    await verified(desk)

    await desk.staging('handoff')

    const message = handed(desk, 'commit-message.txt')
    expect(message).toMatch(/^Fix: keys are lost\n\nBefore: Of two keys/u)
    expect(message).not.toMatch(/#\d/u)
    expect(message).toContain('Co-authored-by: B <b@example.org>')
    expect(
      Math.max(...message.split('\n').map((line) => line.length)),
    ).toBeLessThanOrEqual(72)
  })

  it("follows upstream's template and customs", async () => {
    await using desk = setDesk()
    upstreamCommits(
      desk,
      {
        '.github/PULL_REQUEST_TEMPLATE.md': '## What\n\n## Tests\n',
        'CONTRIBUTING.md': 'Disclose AI tools.\n',
      },
      'docs: a template\n\nSigned-off-by: U <u@example.org>',
    )
    await verified(desk)

    await desk.staging('handoff')

    expect(handed(desk, 'upstream-pr-body.md')).toMatch(
      /^## What\n\n\*\*Before:/u,
    )
    expect(handed(desk, 'upstream-pr-body.md')).toContain(
      '**Disclosure:** say here which AI tools were used, if any.',
    )
  })

  it('takes no commit that was not verified', async () => {
    await using desk = setDesk()
    await verified(desk)
    desk.commit({ 'keep.txt': 'fixed better\n' })

    const { exitCode, stderr } = await desk.staging('handoff')

    expect(exitCode).toBe(2)
    expect(stderr).toContain('Run `staging-pr verify` on it first.')
  })

  it('writes where it is told, and through no link of theirs', async () => {
    await using desk = setDesk()
    await verified(desk)
    const out = join(desk.root, 'out')
    const link = join(desk.root, 'link')
    mkdirSync(link)
    symlinkSync('/dev/null', join(link, 'upstream-pr.md'))

    const good = await desk.staging('handoff', '--branch', '--out', out)
    const bad = await desk.staging('handoff', '--out', link)

    expect(good.stdout).toContain(`sh ${out}/open.sh`)
    expect(readFileSync(join(out, 'open.sh'), 'utf8')).toContain('gh pr create')
    expect(bad.exitCode).toBe(2)
    expect(bad.stderr).toContain('is a link')
  })
})

describe('handoff --branch', () => {
  it("makes one commit on upstream's latest without what is for the fork alone, and leaves the fix branch alone", async () => {
    await using desk = setDesk()
    await verified(desk)
    upstreamCommits(desk, { 'other.txt': 'x\n' })
    const { clone } = desk.world
    const before = git(clone, 'rev-parse', branch)

    const { stdout, exitCode } = await desk.staging('handoff', '--branch')

    expect(exitCode).toBe(0)
    expect(stdout).toContain("test on upstream's latest: passed")
    expect(git(clone, 'rev-parse', branch)).toBe(before)
    expect(git(clone, 'rev-parse', `${clean}^`)).toBe(
      git(clone, 'rev-parse', 'upstream/main'),
    )
    expect(git(clone, 'diff', '--name-only', 'upstream/main', clean)).toBe(
      'keep.txt',
    )
    expect(git(clone, 'status', '--porcelain')).toBe('')
    expect(handed(desk, 'open.sh')).toContain(`:${clean} `)
  })

  it('is pushed to the fork, and asks for the branch of upstream, where origin is upstream', async () => {
    await using desk = setDesk()
    const { clone } = desk.world
    git(clone, 'remote', 'rename', 'origin', 'fork')
    git(clone, 'remote', 'rename', 'upstream', 'origin')
    await verified(desk)

    const { stdout } = await desk.staging('handoff', '--branch')

    expect(stdout).toContain(`git push fork ${clean}`)
    expect(stdout).not.toContain('git push origin')
    expect(handed(desk, 'open.sh')).toContain('--base main ')
  })

  it("names the files on which it conflicts with upstream's latest", async () => {
    await using desk = setDesk()
    await verified(desk)
    upstreamCommits(desk, { 'keep.txt': 'other\n' })

    const { exitCode, stderr } = await desk.staging('handoff', '--branch')

    expect(exitCode).toBe(1)
    expect(stderr).toContain(
      "The fix conflicts with upstream's latest in keep.txt. No branch was made.",
    )
    expect(git(desk.world.clone, 'branch', '--list', clean)).toBe('')
    const byHand = stderr.split('\n').filter((line) => /^ {2}git /u.test(line))
    expect(byHand).toHaveLength(4)
    for (const command of byHand.slice(1)) {
      // Where there are conflicts, the merge ends with 1.
      spawnSync('sh', ['-c', command], { cwd: desk.world.clone })
    }
    expect(git(desk.world.clone, 'status', '--porcelain')).toBe('UU keep.txt')
    git(desk.world.clone, 'reset', '--quiet', '--hard')
    expect(handed(desk, 'commit-message.txt')).toContain('Fix: keys are lost')
  })

  it("makes no branch where the tests fail on upstream's latest", async () => {
    await using desk = setDesk()
    await verified(desk, 'test ! -e breaks')
    upstreamCommits(desk, { breaks: 'x\n' })

    const { exitCode, stdout, stderr } = await desk.staging(
      'handoff',
      '--branch',
    )

    expect(exitCode).toBe(1)
    expect(stdout).toContain("test on upstream's latest: failed")
    expect(stderr).toContain('No branch was made')
    expect(git(desk.world.clone, 'branch', '--list', clean)).toBe('')
  })
})
