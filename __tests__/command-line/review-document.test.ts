import { describe, expect, it } from '@jest/globals'
import type { Files } from '../../harness/fork-world.ts'
import { git } from '../../harness/git.ts'
import { configText, fix, specText } from '../whole-run/scene.ts'
import { type Desk, setDesk } from './desk.ts'

const path = '.chant/reviews/issue-1234-review.md'

/** The line of the preview that tells of the review; `""` where there is none. */
async function reviewLine(desk: Desk): Promise<string> {
  const { stdout } = await desk.staging('preview')
  const line = stdout.split('\n').find((one) => one.startsWith('- Review '))
  return line?.replace(/\]\(\S+\)/u, ']') ?? ''
}

const document = (verdict: string): Files => ({
  [path]: `**Verdict:** ${verdict}\n\n# Review\n`,
})

describe('the preview of a branch with a review document', () => {
  it('tells what it says, links it at its commit, and counts it among the files of the fork', async () => {
    await using desk = setDesk()
    const head = desk.commit({ ...fix, ...document('approve') })

    const { stdout } = await desk.staging('preview')

    expect(stdout).toContain(`/blob/${head}/${path}) says **approve**.`)
    expect(stdout).toContain(
      'Also on the branch: review, spec and staging configuration (3 files, not for upstream).',
    )
    expect(await reviewLine(desk)).toBe(
      '- Review [issue-1234-review.md] says **approve**. It is a document, and no approval of this pull request.',
    )
  })

  it('leaves a verdict against the fix to judge', async () => {
    await using desk = setDesk()
    desk.commit({ ...fix, ...document('revise') })

    const { stdout } = await desk.staging('preview')

    expect(stdout).toMatch(
      /\*\*Left for you to judge \(\d\)\*\*\n[^#]*\d\. The review \[issue-1234-review\.md\]\(\S+\) says \*\*revise\*\*\.\n/u,
    )
  })

  it('says when the code changed after it, and not when only the spec did', async () => {
    await using desk = setDesk()
    desk.commit({ ...fix, ...document('approve') })
    desk.commit({
      '.chant/specs/005-fork-fix.md': specText.replace('Two', 'Three'),
    })
    const untouched = await reviewLine(desk)
    const code = desk.commit({ 'keep.txt': 'fixed again\n' })

    const outdated = await reviewLine(desk)
    desk.commit(document('approve, again'))

    expect(untouched).not.toContain('written before')
    expect(outdated).toContain(
      `It was written before \`${code.slice(0, 7)}\`, the last commit that changes code.`,
    )
    expect(await reviewLine(desk)).not.toContain('written before')
  })

  it('finds it beside the spec of a package', async () => {
    await using desk = setDesk()
    desk.commit({
      'keep.txt': 'fixed\n',
      'packages/keep/.chant/specs/005-fork-fix.md': specText,
      [`packages/keep/${path}`]: 'Verdict: reject\n',
      '.github/staging-pr.yml': configText,
      ...document('approve'),
    })

    expect(await reviewLine(desk)).toContain('says **reject**')
  })

  it('finds it by the branch where no issue is known', async () => {
    await using desk = setDesk()
    git(desk.world.clone, 'switch', '--quiet', '--create', 'fix/Lock-keys')
    desk.commit({
      'keep.txt': 'fixed\n',
      '.chant/reviews/fix-lock-keys-review.md': '# No word\n',
    })

    expect(await reviewLine(desk)).toContain(
      '- Review [fix-lock-keys-review.md] gives no verdict.',
    )
  })

  it('finds it on the branch of specs, where specs push puts it', async () => {
    await using desk = setDesk()
    git(desk.world.clone, 'config', 'user.name', 'A Contributor')
    git(desk.world.clone, 'config', 'user.email', 'contributor@example.com')
    desk.commit({ 'keep.txt': 'fixed\n', '.gitignore': '.chant/\n' })
    desk.world.write({
      '.chant/specs/005-fork-fix.md': specText,
      ...document('reject'),
    })
    await desk.staging('specs', 'push')
    git(desk.world.clone, 'fetch', '--quiet', 'origin')
    const specs = git(desk.world.clone, 'rev-parse', 'origin/staging-specs')

    const { stdout } = await desk.staging('preview')

    expect(stdout).toContain(`/blob/${specs}/${path}) says **reject**.`)
    expect(await reviewLine(desk)).not.toContain('written before')
  })

  it.each([
    ['is no text', Buffer.from([0xff, 0xfe, 0, 1]).toString('latin1')],
    ['is larger than is read', `Verdict: approve\n${'x'.repeat(600_000)}`],
  ])('takes no verdict from one that %s', async (_, text) => {
    await using desk = setDesk()
    desk.commit({ ...fix, [path]: text })

    expect(await reviewLine(desk)).toContain('gives no verdict')
  })
})
