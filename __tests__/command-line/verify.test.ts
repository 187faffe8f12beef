import { existsSync, readFileSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { fix, specText } from '../whole-run/scene.ts'
import { setDesk } from './desk.ts'

const configPath = '.github/staging-pr.yml'
const specPath = '.chant/specs/005-fork-fix.md'

describe('verify', () => {
  it('prints the verdict, leaves the evidence in the git folder, and `preview` finds it', async () => {
    await using desk = setDesk()
    const head = desk.commit(fix)

    const before = await desk.staging('preview')
    const verified = await desk.staging('verify')
    const after = await desk.staging('preview')

    expect(before.exitCode).toBe(0)
    expect(before.stdout).toContain('not run yet')
    expect(verified.exitCode).toBe(0)
    expect(verified.stdout).toContain('Ready for your review.')
    expect(verified.stderr).toContain('checked')
    const path = join(desk.world.clone, '.git/staging-pr/evidence.json')
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      head: { sha: head, dirty: false },
      conclusion: 'ready',
    })
    expect(after.stdout).toMatch(
      /^Fix issue 1234: Keys are lost\n\n<!-- staging-pr:begin/u,
    )
    expect(after.stdout).toContain('Ready for your review.')
    expect(after.stdout).not.toContain('not run yet')
    expect(git(desk.world.clone, 'status', '--porcelain')).toBe('')
  })

  it('says of a branch that matches no pattern that a push of it does nothing', async () => {
    await using desk = setDesk()
    desk.commit(fix)
    git(desk.world.clone, 'branch', '-m', 'my-work')

    const { exitCode, stderr } = await desk.staging('verify')

    expect(exitCode).toBe(0)
    expect(stderr).toContain('A push of my-work opens no staging PR')
  })

  it('answers with 1 for failed and incomplete and with 3 for inconclusive; --json is the evidence', async () => {
    await using desk = setDesk()
    desk.commit({
      ...fix,
      [configPath]: 'verify:\n  test: grep -q broken keep.txt\n',
    })
    const failed = await desk.staging('verify', '--json')
    desk.commit({ ...fix, [specPath]: specText.replace('[x]', '[ ]') })
    const incomplete = await desk.staging('verify', '--json')
    desk.commit({ ...fix, [configPath]: 'verify: {}\n' })
    const inconclusive = await desk.staging('verify', '--json')

    const told = [failed, incomplete, inconclusive].map(
      ({ exitCode, stdout }) => {
        const evidence: { readonly conclusion: string } = JSON.parse(stdout)
        return [exitCode, evidence.conclusion]
      },
    )
    expect(told).toEqual([
      [1, 'failed'],
      [1, 'incomplete'],
      [3, 'inconclusive'],
    ])
  })

  it('refuses a broken configuration, an unknown base, a detached head with status 2', async () => {
    await using desk = setDesk()
    desk.commit({ ...fix, [configPath]: 'verfy: {}\n' })
    const broken = await desk.staging('verify')
    desk.commit(fix)
    const base = await desk.staging('verify', '--base', 'nowhere')
    git(desk.world.clone, 'switch', '--quiet', '--detach')
    const detached = await desk.staging('preview')

    expect([broken, base, detached].map(({ exitCode }) => exitCode)).toEqual([
      2, 2, 2,
    ])
    expect(broken.stderr).toContain('did you mean `verify`?')
    expect(base.stderr).toContain('--base: there is no commit nowhere')
    expect(detached.stderr).toContain('HEAD is detached')
  })

  it('compares with `--base`', async () => {
    await using desk = setDesk()
    desk.commit({ 'first.txt': 'x\n' })
    git(desk.world.clone, 'branch', 'halfway')
    desk.commit(fix)

    const whole = await desk.staging('preview')
    const half = await desk.staging('preview', '--base', 'halfway')

    expect(whole.stdout).toContain('first.txt')
    expect(half.stdout).not.toContain('first.txt')
    expect(half.stdout).toContain('halfway')
  })

  it('says that the tree is dirty, and `preview` ignores evidence of another commit', async () => {
    await using desk = setDesk()
    desk.commit(fix)
    desk.world.write({ 'keep.txt': 'not committed\n' })

    const dirty = await desk.staging('verify', '--json')
    const words = await desk.staging('verify')
    desk.commit({})
    const stale = await desk.staging('preview')

    expect(JSON.parse(dirty.stdout)).toMatchObject({
      head: { dirty: true },
      conclusion: 'incomplete',
      findings: expect.arrayContaining([
        expect.objectContaining({ rule: 'steps/uncommitted' }),
      ]),
    })
    expect(words.stdout).toContain('nothing is shown of the commit')
    expect(words.stdout).toContain('Commit or stash them, and verify again.')
    expect(stale.stdout).toContain('not run yet')
  })

  it('takes no file for changed that was only touched', async () => {
    await using desk = setDesk()
    desk.commit(fix)
    utimesSync(join(desk.world.clone, 'keep.txt'), 1, 1)

    const { stdout } = await desk.staging('verify', '--json')

    expect(JSON.parse(stdout)).toMatchObject({ head: { dirty: false } })
  })

  it('names a spec and a configuration that are not committed, since they are not read', async () => {
    await using desk = setDesk()
    desk.commit(fix)
    desk.world.write({
      '.chant/specs/new.md': '# New\n',
      [configPath]: 'verify: {}\n',
    })

    const { stderr } = await desk.staging('preview')

    expect(stderr).toContain('Not committed, so not read as it lies there: ')
    expect(stderr).toContain('.chant/specs/new.md')
    expect(stderr).toContain(configPath)
  })

  it("compares with upstream's branch where the fork's default branch is one of its own", async () => {
    await using desk = setDesk()
    const { clone } = desk.world
    git(clone, 'update-ref', 'refs/remotes/origin/staging', 'upstream/main')
    git(
      clone,
      'symbolic-ref',
      'refs/remotes/origin/HEAD',
      'refs/remotes/origin/staging',
    )
    desk.commit(fix)

    const { stdout } = await desk.staging('verify', '--json')

    expect(JSON.parse(stdout)).toMatchObject({
      base: { ref: 'main' },
      mergeBase: { from: expect.stringMatching(/ main$/u) },
    })
  })

  it('takes evidence from the folder of `--evidence`', async () => {
    await using desk = setDesk()
    desk.commit({
      ...fix,
      [configPath]: 'verify:\n  test: grep -q broken keep.txt\n',
    })
    await desk.staging('verify')
    const kept = join(desk.root, 'kept')
    desk.world.write({
      '../../kept/evidence.json': readFileSync(
        join(desk.world.clone, '.git/staging-pr/evidence.json'),
        'utf8',
      ),
    })

    const { stdout } = await desk.staging('preview', '--evidence', kept)

    expect(existsSync(join(kept, 'evidence.json'))).toBe(true)
    expect(stdout).toContain('`grep -q broken keep.txt`')
    expect(stdout).not.toContain('not run yet')
  })

  it('lets nothing that a repository holds control the terminal', async () => {
    await using desk = setDesk()
    const hostile = '\u001b]0;owned\u0007\u001b[2J\u202e'
    desk.commit({
      ...fix,
      ['odd \u001b[31m.txt']: 'x\n',
      [specPath]: specText
        .replace('Keys are lost', `Keys ${hostile} are lost`)
        .replace('Two writers', `Two ${hostile} writers`),
      'loud.txt': `${hostile} loud\n`,
      [configPath]:
        'verify:\n  test: cat loud.txt && grep -q broken keep.txt\n',
    })

    const verified = await desk.staging('verify')
    const preview = await desk.staging('preview')

    for (const { stdout, stderr } of [verified, preview]) {
      expect(stdout + stderr).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e]/u)
    }
    expect(verified.exitCode).toBe(1)
  })
})
