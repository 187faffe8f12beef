import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { temporaryFolder } from '../../harness/temporary-folder.ts'
import { findGit } from '../../src/io/git/find-git.ts'
import { createGitProcess } from '../../src/io/git/git-process.ts'
import { openRepository } from '../../src/io/git/repository.ts'
import { readSpecTrail, type SpecReadings } from '../../src/modes/spec-trail.ts'
import { openSources } from '../../src/modes/sources.ts'

const specs = '.chant/specs'
const crowd = Object.fromEntries(
  Array.from({ length: 201 }, (_, index) => [
    `${specs}/other-${String(index).padStart(3, '0')}.md`,
    `---\ntype: code\nlabels: [issue-${9_000 + index}]\n---\n\n# Other ${index}\n`,
  ]),
)

/** Reads the trail of a branch in a repository with more specs than are read one by one. */
async function trailAmong(
  files: Readonly<Record<string, string>>,
  {
    spec = null,
    branch = 'fix/issue-1234',
  }: { spec?: string | null; branch?: string } = {},
): Promise<SpecReadings> {
  await using folder = temporaryFolder('many-specs')
  const work = join(folder.path, 'work')
  mkdirSync(work)
  git(work, 'init', '--quiet', '--template=')
  for (const [path, text] of Object.entries({ ...crowd, ...files })) {
    mkdirSync(dirname(join(work, path)), { recursive: true })
    writeFileSync(join(work, path), text)
  }
  git(work, 'add', '--all')
  git(work, 'commit', '--quiet', '--message', 'x')
  const repository = await openRepository(
    createGitProcess({
      executable: findGit(process.env['PATH'], work),
      directory: work,
      environment: process.env,
    }),
  )
  try {
    const head = { sha: git(work, 'rev-parse', 'HEAD'), from: 'head' }
    const checkout = {
      repository,
      remotes: new Map<string, string>(),
      fork: { owner: 'contributor', name: 'keep' },
      access: null,
      hasEveryBranch: true,
    }
    const sources = openSources(checkout, head, {
      given: null,
      defaultBranch: null,
    })
    return await readSpecTrail(sources, {
      inputs: { spec, issue: null },
      branch,
      changedPaths: [],
    })
  } finally {
    repository.close()
  }
}

function found({ search }: SpecReadings): string {
  return search.status === 'found'
    ? `${search.spec.id} by ${search.by}`
    : search.status
}

describe('a spec among hundreds', () => {
  it('is found by branch, label, title, id and input', async () => {
    const file = `${specs}/a-1.md`
    const by = async (yaml: string, title = 'Fix'): Promise<string> =>
      found(await trailAmong({ [file]: `---\n${yaml}\n---\n# ${title}\n` }))

    expect(await by('branch: fix/issue-1234')).toBe('a-1 by frontmatter-branch')
    expect(await by('labels: [issue-1234]')).toBe('a-1 by issue-label')
    expect(await by('type: code', 'Fix #1234')).toBe('a-1 by issue-title')
    expect(await by('type: code')).toBe('none')
    const plain = { [file]: '# Fix\n' }
    expect(found(await trailAmong(plain, { branch: 'chant/a-1' }))).toBe(
      'a-1 by id-in-branch',
    )
    for (const spec of ['a-1', file, `./${file}`]) {
      expect(found(await trailAmong(plain, { spec }))).toBe('a-1 by input')
    }
  })

  it('brings what it names, and what that names', async () => {
    const { trail, reproduction } = await trailAmong({
      [`${specs}/a-1.md`]:
        '---\nlabels: [issue-1234]\ndepends_on: [b-2]\ninformed_by: [.chant/archive/c-3.md]\n---\n# Fix\n\n## Notes\n\nSee d-4.\n',
      [`${specs}/b-2.md`]: '---\ndepends_on: ["é 5"]\n---\n# Cause\n',
      '.chant/archive/c-3.md': '# Old\n',
      [`${specs}/d-4.md`]: '# Mentioned\n',
      [`${specs}/é 5.md`]:
        '---\ntype: task\nlabels: [reproduction]\n---\n# Show it\n',
    })

    expect(trail.dependencies).toMatchObject([{ id: 'b-2', title: 'Cause' }])
    expect(trail.mentioned).toMatchObject([{ id: 'd-4', title: 'Mentioned' }])
    expect(trail.documents).toMatchObject([{ title: 'Old' }])
    expect(reproduction?.title).toBe('Show it')
  })

  it('brings the members of a driver', async () => {
    const { trail } = await trailAmong({
      [`${specs}/a-1.md`]:
        '---\ntype: driver\nlabels: [issue-1234]\n---\n# All\n',
      [`${specs}/a-1.1.md`]: '# One\n',
      [`${specs}/a-1.2.md`]: '# Two\n',
    })

    expect(trail.members.map(({ title }) => title)).toEqual(['One', 'Two'])
  })

  it('counts all of them where none fits', async () => {
    const { search } = await trailAmong({})

    expect(search.status === 'none' ? search.looked.join('\n') : '').toContain(
      '(201 spec files)',
    )
  })
})
