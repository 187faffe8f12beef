import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { fix, specText } from '../whole-run/scene.ts'
import { type Desk, setDesk } from './desk.ts'

const cause = '.chant/research/issue-1234-root-cause.md'

const informed = specText.replace(
  'target_files:',
  'informed_by:\n- .chant/research/*.md\n- .chant/research/gone.md\ntarget_files:',
)

function read({ world }: Desk, path: string): string {
  return readFileSync(join(world.clone, path), 'utf8')
}

function written(stdout: string): string {
  return /^Wrote (\S+)\.$/mu.exec(stdout)?.[1] ?? ''
}

describe('review-spec', () => {
  it('writes a task that names spec, research and the document to write, and is read with no surprise', async () => {
    await using desk = setDesk()
    desk.commit({
      ...fix,
      [cause]: '# Root cause\n',
      '.chant/specs/005-fork-fix.md': informed,
    })
    const base = git(desk.world.clone, 'rev-parse', 'upstream/main')

    const { stdout, stderr, exitCode } = await desk.staging('review-spec')
    const path = written(stdout)
    const id = path.slice('.chant/specs/'.length, -'.md'.length)
    const understood = await desk.staging('spec', path)

    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
    expect(id).toMatch(/^\d{4}-\d{2}-\d{2}-001-[0-9a-z]{3}$/u)
    expect(read(desk, path)).toBe(`---
type: task
status: pending
depends_on:
  - 005-fork-fix
labels:
  - review
  - issue-1234
target_files:
  - .chant/reviews/issue-1234-review.md
informed_by:
  - .chant/specs/005-fork-fix.md
  - ${cause}
---

# Review the fix of issue 1234

Read what branch \`fix/issue-1234\` changes, and write what you found to \`.chant/reviews/issue-1234-review.md\`. Change no other file, and send nothing anywhere: no comment, no pull request, no push.

## Task

1. Read what the fix is meant to do and what that rests on: \`.chant/specs/005-fork-fix.md\`, \`${cause}\`.
2. Read the whole change, commit by commit and as one: \`git log --reverse -p ${base.slice(0, 12)}..fix/issue-1234\`, \`git diff ${base.slice(0, 12)}...fix/issue-1234\`.
3. Run the steps, and read the page that reviewers will see: \`staging-pr verify\`, then \`staging-pr preview\`. What the evidence shows need not be shown again; look at what it leaves open.
4. Look at each matter of the acceptance criteria below. Note every fault with its file, its line and what would be right.
5. Write \`.chant/reviews/issue-1234-review.md\` as the next section says.

## Review document

Its first line is the verdict, one of the three words:

\`\`\`markdown
**Verdict:** approve | revise | reject
\`\`\`

- approve: it can go upstream as it is.
- revise: the approach is right, and what is listed has to change first.
- reject: the approach is wrong; say why, and which one would be right.

Below it stands a heading for each matter, with what you found, or that you found nothing. The verdict is advice: it approves no pull request, and a person decides.

## Acceptance Criteria

- [ ] Code quality: the change is the smallest that mends the cause, written like the code around it, and swallows no error
- [ ] Coverage: a test fails without the fix, and the cases that no test reaches are named
- [ ] Documentation: documentation, help texts and comments say what users get now
- [ ] Research alignment: the change does what the research recommends, or the spec says why it does not
- [ ] History: each commit does one thing and says why, in words that upstream can use
- [ ] Verdict: the first line of the review document says approve, revise or reject
`)
    expect(stdout).toContain(
      `Next: chant work ${id}, or hand it to a reviewer.`,
    )
    expect(stdout).toContain('.chant/reviews/issue-1234-review.md')
    expect(understood.exitCode).toBe(0)
    expect(understood.stdout).toContain('acceptance criteria: 0 of 6 ticked')
    expect(understood.stdout).not.toMatch(/\b(?:note|warn|error)\b.*:/u)
  })

  it('changes nothing of what a run takes for the spec of the fix', async () => {
    await using desk = setDesk()
    desk.commit({
      ...fix,
      '.chant/specs/005-fork-fix.md': specText.replace('code', 'driver'),
    })
    await desk.staging('review-spec')
    desk.commit({})

    const { stdout } = await desk.staging('preview')

    expect(stdout).toContain('- Spec [005-fork-fix]')
    expect(stdout).not.toContain('Review the fix of issue 1234')
  })

  it('replaces the one that is there only when it is told to, under its id', async () => {
    await using desk = setDesk()
    desk.commit(fix)
    const first = written((await desk.staging('review-spec')).stdout)
    desk.world.write({
      [first]: read(desk, first).replace('Read what', 'Mine'),
    })

    const refused = await desk.staging('review-spec')
    const kept = read(desk, first)
    const forced = await desk.staging('review-spec', '--force')

    expect(refused.exitCode).toBe(2)
    expect(refused.stderr).toContain(`There is ${first} already`)
    expect(refused.stderr).toContain('staging-pr review-spec --force')
    expect(kept).toContain('Mine')
    expect(written(forced.stdout)).toBe(first)
    expect(read(desk, first)).not.toContain('Mine')
  })

  it('writes where it is told to, and over nothing that is there', async () => {
    await using desk = setDesk()
    desk.commit(fix)
    const wanted = ['review-spec', '--out', 'notes/review.md']

    const { stdout } = await desk.staging(...wanted)
    const again = await desk.staging(...wanted)
    const forced = await desk.staging(...wanted, '--force')

    expect(written(stdout)).toBe('notes/review.md')
    expect(stdout).toContain('Next: Hand it to a reviewer.')
    expect(stdout).not.toContain('chant work')
    expect(again.exitCode).toBe(2)
    expect(again.stderr).toContain('There is notes/review.md already')
    expect(forced.exitCode).toBe(0)
    expect(existsSync(join(desk.world.clone, '.chant/reviews'))).toBe(false)
  })

  it('follows no link, even when it is told to replace', async () => {
    await using desk = setDesk()
    desk.commit({ ...fix, 'victim.txt': 'mine\n' })
    symlinkSync('victim.txt', join(desk.world.clone, 'link.md'))

    const { exitCode } = await desk.staging(
      'review-spec',
      '--out',
      'link.md',
      '--force',
    )

    expect(exitCode).toBe(2)
    expect(read(desk, 'victim.txt')).toBe('mine\n')
  })

  it('leaves out what is not known, and says so', async () => {
    await using desk = setDesk()
    git(desk.world.clone, 'switch', '--quiet', '--create', "fix/it's-late")
    desk.commit({ 'keep.txt': 'fixed\n' })

    const { stdout } = await desk.staging('review-spec')
    const text = read(desk, written(stdout))

    expect(stdout).toContain('This branch has no spec, so it names none.')
    expect(stdout).toContain('so it has no label issue-N')
    expect(text).toContain(
      'labels:\n  - review\ntarget_files:\n  - .chant/reviews/fix-it-s-late-review.md\n---\n',
    )
    expect(text).toContain("# Review the fix on branch fix/it's-late\n")
    expect(text).toContain(String.raw`..'fix/it'\''s-late'`)
    expect(text).toContain('There is no spec of this branch')
    expect(text).not.toContain('Research alignment')
  })

  it('stands beside the spec of a package, with paths as that one has them', async () => {
    await using desk = setDesk()
    desk.commit({
      'keep.txt': 'fixed\n',
      [`packages/keep/${cause}`]: '# Root cause\n',
      'packages/keep/.chant/specs/005-fork-fix.md': informed,
    })

    const { stdout } = await desk.staging('review-spec')
    const path = written(stdout)

    expect(path).toMatch(/^packages\/keep\/\.chant\/specs\/\d{4}-/u)
    expect(read(desk, path)).toContain(
      `informed_by:\n  - .chant/specs/005-fork-fix.md\n  - ${cause}\n`,
    )
    expect(stdout).toContain(
      'packages/keep/.chant/reviews/issue-1234-review.md',
    )
  })

  it('does not depend on a spec that chant has archived', async () => {
    await using desk = setDesk()
    desk.commit({
      'keep.txt': 'fixed\n',
      '.chant/archive/005-fork-fix.md': specText,
    })

    const { stdout } = await desk.staging('review-spec')

    expect(read(desk, written(stdout))).not.toContain('depends_on')
  })

  it('takes spec and research from the work tree in silent mode, and says what not to commit', async () => {
    await using desk = setDesk()
    desk.commit({ 'keep.txt': 'fixed\n' })
    desk.world.write({
      '.git/info/exclude': '.chant/\n',
      '.chant/specs/005-fork-fix.md': informed,
      [cause]: '# Root cause\n',
    })

    const { stdout } = await desk.staging('review-spec')

    expect(read(desk, written(stdout))).toContain(
      `informed_by:\n  - .chant/specs/005-fork-fix.md\n  - ${cause}\n`,
    )
    expect(stdout).toContain(
      'Git ignores it here (silent mode), so commit neither: upstream would get them. To share them inside the fork: staging-pr specs push',
    )
    expect(git(desk.world.clone, 'status', '--porcelain')).toBe('')
  })
})
