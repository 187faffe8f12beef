import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../../harness/git.ts'
import { temporaryFolder } from '../../../harness/temporary-folder.ts'
import { findGit } from '../../../src/io/git/find-git.ts'
import { createGitProcess } from '../../../src/io/git/git-process.ts'
import { countLines, filesWithWord } from '../../../src/io/git/grep.ts'

describe('a search in a commit', () => {
  it('counts lines, and names files by whole words, not those of the work tree', async () => {
    await using folder = temporaryFolder('grep')
    const work = join(folder.path, 'work')
    mkdirSync(join(work, 'a:b'), { recursive: true })
    git(work, 'init', '--quiet', '--template=')
    writeFileSync(join(work, 'one.py'), 'def test_one(): pass\n# test_one\n')
    writeFileSync(join(work, 'a:b', 'two.py'), 'def test_one_more(): pass\n')
    git(work, 'add', '--all')
    git(work, 'commit', '--quiet', '--message', 'x')
    writeFileSync(join(work, 'later.py'), 'def test_later(): pass\n')
    const own = createGitProcess({
      executable: findGit(process.env['PATH'], work),
      directory: work,
      environment: process.env,
    })
    const head = git(work, 'rev-parse', 'HEAD')

    expect(await countLines(own, head, ['test_one', 'two'])).toBe(3)
    expect(await countLines(own, head, ['nothing'])).toBe(0)
    expect(await filesWithWord(own, head, 'test_one')).toEqual(['one.py'])
    expect(await filesWithWord(own, head, 'test_one_more')).toEqual([
      'a:b/two.py',
    ])
    expect(await filesWithWord(own, head, 'test_later')).toEqual([])
    expect(await countLines(own, 'f'.repeat(40), ['x'])).toBeNull()
  })
})
