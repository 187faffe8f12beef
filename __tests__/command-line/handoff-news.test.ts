import { utimesSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { branch } from '../whole-run/scene.ts'
import { type Desk, setDesk } from './desk.ts'
import { upstreamCommits, verified } from './handed-on.ts'

/** What `handoff` says beside the package. */
async function said(desk: Desk): Promise<string> {
  return (await desk.staging('handoff')).stderr
}

describe('what upstream did since the branch left it', () => {
  it('is nothing where it did nothing', async () => {
    await using desk = setDesk()
    await verified(desk)

    expect(await said(desk)).not.toMatch(/already|moved on|Since|days? old/u)
  })

  it('is that it has the fix already', async () => {
    await using desk = setDesk()
    await verified(desk)
    upstreamCommits(desk, { 'keep.txt': 'fixed\n', 'NEWS.md': 'News\n' })

    expect(await said(desk)).toMatch(
      /The whole fix is in .+\/upstream main already, as commit [0-9a-f]{12}\. Look at it \(git show/u,
    )
  })

  it('is that it has a commit of the branch already', async () => {
    await using desk = setDesk()
    desk.commit({ 'first.txt': 'one\ntwo\n' })
    await verified(desk)
    upstreamCommits(desk, { 'first.txt': 'one\ntwo\n' })

    const text = await said(desk)

    expect(text).toMatch(
      /A commit of the branch is in .+ main already: [0-9a-f]{12} as [0-9a-f]{12}\./u,
    )
    expect(text).toContain('has added `first.txt`, which the fix changes')
  })

  it('is what it did to files of the fix', async () => {
    await using desk = setDesk()
    const { clone } = desk.world
    const long = Array.from({ length: 30 }, (_, at) => `line ${at}\n`).join('')
    upstreamCommits(desk, { 'a.txt': long, 'b.txt': 'b\n', 'ü n.txt': 'u\n' })
    git(clone, 'reset', '--quiet', '--hard', 'upstream/main')
    git(clone, 'branch', '--quiet', '--force', 'main', 'upstream/main')
    desk.commit({ 'a.txt': `first\n${long}`, 'b.txt': 'c\n', 'ü n.txt': 'v\n' })
    await verified(desk)
    upstreamCommits(desk, {
      'a.txt': null,
      'moved.txt': long,
      'b.txt': null,
      'ü n.txt': 'w\n',
      'other.txt': 'x\n',
    })

    const text = await said(desk)

    expect(text).toContain(
      'has deleted `b.txt`, renamed `a.txt to moved.txt` and changed `ü n.txt`, which the fix changes as well.',
    )
    expect(text).toContain("-- b.txt a.txt 'ü n.txt')")
    expect(text).toContain('moved on by 1 commit')
  })

  it('is as old as the last fetch', async () => {
    await using desk = setDesk()
    await verified(desk)
    const { clone } = desk.world
    const past = new Date(Date.now() - 3.5 * 24 * 60 * 60 * 1000)

    git(clone, 'fetch', '--quiet', 'upstream')
    expect(await said(desk)).not.toContain('days old')
    utimesSync(join(clone, '.git/FETCH_HEAD'), past, past)
    expect(await said(desk)).toContain(
      ' main is 3 days old. Fetch it (git fetch upstream), then look again.',
    )
    git(clone, 'fetch', '--quiet', 'origin')
    expect(await said(desk)).toMatch(/main is \d+ days old/u)
    expect(git(clone, 'branch', '--show-current')).toBe(branch)
  })
})
