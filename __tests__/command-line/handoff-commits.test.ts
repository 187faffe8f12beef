import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { branch } from '../whole-run/scene.ts'
import { type Desk, setDesk } from './desk.ts'
import {
  clean,
  config,
  handed,
  spec,
  specText,
  upstreamCommits,
  verifies,
} from './handed-on.ts'

const keepsCommits = (test: string): string =>
  `${verifies(test)}handoff:\n  squash: false\n`

/** A fix in several commits, with files for the fork alone in some of them. */
async function fixInCommits(
  desk: Desk,
  test = 'grep -q fixed keep.txt',
): Promise<void> {
  const { world } = desk
  git(world.clone, 'config', 'user.name', 'A Person')
  git(world.clone, 'config', 'user.email', 'a@example.org')
  desk.commit({ [config]: keepsCommits(test), [spec]: specText })
  world.write({ 'new.txt': 'test\n', '.chant/research/r.md': '# R\n' })
  world.commit('Add a test for up/keep#9')
  world.write({ '.chant/research/r.md': null })
  world.commit('Take the research away')
  world.write({ 'keep.txt': 'fixed\n' })
  world.commit('wip: fix it\n\nLong story, see #1234.\n\nReviewed-by: B <b@c>')
  await desk.staging('verify', '--quiet')
}

const log = ({ world }: Desk, format: string): string =>
  git(world.clone, 'log', '--reverse', format, `upstream/main..${clean}`)

describe('handoff --branch with `squash: false`', () => {
  it("makes the branch's own commits without what is for the fork alone, and without those that become empty", async () => {
    await using desk = setDesk()
    await fixInCommits(desk)
    upstreamCommits(
      desk,
      { 'other.txt': 'x\n' },
      'More\n\nSigned-off-by: U <u@example.org>',
    )

    const { stdout, stderr, exitCode } = await desk.staging(
      'handoff',
      '--branch',
    )

    expect(stderr).toContain('1 fixup or WIP commit')
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`Made ${clean}: 2 commits on `)
    expect(log(desk, '--format=%an %aI %s')).toBe(
      'A Contributor 2026-01-28T10:00:00+00:00 Add a test for issue 9\nA Contributor 2026-01-28T10:00:00+00:00 wip: fix it',
    )
    const { clone } = desk.world
    expect(
      git(clone, 'log', '--name-only', '--format=', `upstream/main..${clean}`),
    ).toBe('keep.txt\nnew.txt')
    expect(git(clone, 'show', `${clean}:other.txt`)).toBe('x')
  })

  it('knows a workflow of the fork by what it calls, research by where it goes, and leaves a file of upstream’s alone whatever its name', async () => {
    await using desk = setDesk()
    const deploy = '.github/workflows/staging-deploy.yml'
    upstreamCommits(desk, { [deploy]: 'name: Deploy\n' })
    git(desk.world.clone, 'rebase', '--quiet', 'upstream/main')
    desk.world.write({
      'docs/notes.md': '# Notes\n',
      '.github/workflows/mine.yml':
        'jobs:\n  x:\n    steps:\n      - uses: someone/staging-pr@v0\n',
    })
    desk.world.commit('Note what was found')
    desk.world.write({
      'docs/notes.md': null,
      '.chant/research/notes.md': '# Notes\n',
      [deploy]: 'name: Deploy better\n',
    })
    desk.world.commit('Move the notes')
    await fixInCommits(desk)

    const { exitCode } = await desk.staging('handoff', '--branch')

    expect(exitCode).toBe(0)
    const paths = git(
      desk.world.clone,
      'log',
      '--name-only',
      '--format=',
      `upstream/main..${clean}`,
    )
    expect(paths.split('\n').toSorted()).toEqual([
      deploy,
      'keep.txt',
      'new.txt',
    ])
  })

  it('takes references out of their messages, and puts the sign-off into the block of trailers', async () => {
    await using desk = setDesk()
    upstreamCommits(
      desk,
      { 'CONTRIBUTING.md': 'Developer Certificate of Origin\n' },
      'More',
    )
    await fixInCommits(desk)

    await desk.staging('handoff', '--branch')

    const last = 'wip: fix it\n\nLong story, see issue 1234.\n\n'
    const trailers =
      'Reviewed-by: B <b@c>\nSigned-off-by: A Person <a@example.org>'
    expect(git(desk.world.clone, 'log', '-1', '--format=%B', clean)).toBe(
      `${last}${trailers}`,
    )
    expect(handed(desk, 'commit-message.txt')).toBe(
      `[1/2]\nAdd a test for issue 9\n\nSigned-off-by: A Person <a@example.org>\n\n[2/2]\n${last}${trailers}\n`,
    )
  })

  it('names the commit that conflicts', async () => {
    await using desk = setDesk()
    await fixInCommits(desk)
    upstreamCommits(desk, { 'keep.txt': 'other\n' })

    const { exitCode, stderr } = await desk.staging('handoff', '--branch')

    expect(exitCode).toBe(1)
    expect(stderr).toMatch(
      /Commit [0-9a-f]{7} \(wip: fix it\) conflicts with upstream's latest in keep\.txt\. No branch was made\./u,
    )
    expect(git(desk.world.clone, 'branch', '--list', clean)).toBe('')
  })

  it('takes no merge for a commit of its own', async () => {
    await using desk = setDesk()
    const { clone } = desk.world
    upstreamCommits(desk, { 'other.txt': 'x\n' })
    desk.commit({ [config]: keepsCommits('true'), [spec]: specText })
    git(clone, 'merge', '--quiet', '--no-edit', 'upstream/main')
    desk.commit({ 'keep.txt': 'fixed\n' })
    await desk.staging('verify', '--quiet')

    const { exitCode, stderr } = await desk.staging('handoff', '--branch')

    expect(exitCode).toBe(2)
    expect(stderr).toContain(`${branch} holds the merge `)
    expect(stderr).toContain('handoff: {squash: true}')
  })

  it('leaves out a commit that upstream has taken already', async () => {
    await using desk = setDesk()
    await fixInCommits(desk)
    upstreamCommits(desk, { 'new.txt': 'test\n' })

    const { stdout } = await desk.staging('handoff', '--branch')

    expect(stdout).toContain(`Made ${clean}: one commit on `)
    expect(log(desk, '--format=%s')).toBe('wip: fix it')
  })
})

describe('handoff --rehearse', () => {
  it("runs the tests on the fix merged with upstream's latest, and writes to no ref", async () => {
    await using desk = setDesk()
    await fixInCommits(desk, 'test -e other.txt || ! test -e more.txt')
    upstreamCommits(desk, { 'more.txt': 'x\n' })
    const { clone } = desk.world
    const refs = git(clone, 'for-each-ref')

    const { stdout, stderr } = await desk.staging('handoff', '--rehearse')

    expect(stdout).toContain("test on upstream's latest: failed")
    expect(stderr).toContain('the fix does not pass')
    expect(git(clone, 'for-each-ref')).toBe(refs)
    expect(git(clone, 'status', '--porcelain')).toBe('')
  })

  it('names the files that conflict', async () => {
    await using desk = setDesk()
    await fixInCommits(desk)
    upstreamCommits(desk, { 'keep.txt': 'other\n' })

    const { stderr, exitCode } = await desk.staging('handoff', '--rehearse')

    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/The fix conflicts with .* in keep\.txt\./u)
  })

  it('needs to know upstream', async () => {
    await using desk = setDesk()
    git(desk.world.clone, 'remote', 'remove', 'upstream')
    await fixInCommits(desk)

    const bare = await desk.staging('handoff', '--rehearse')
    const named = await desk.staging('handoff', '--branch', '--base', 'main')

    expect(bare.exitCode).toBe(2)
    expect(bare.stderr).toContain('git fetch upstream')
    expect(named.exitCode).toBe(2)
    expect(named.stderr).toContain('git remote add upstream')
  })
})
