import { execFileSync } from 'node:child_process'
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'

import { temporaryFolder } from '../../harness/temporary-folder.ts'
import { Refusal } from '../../src/errors.ts'
import { writeNamedFile } from '../../src/io/write-named-file.ts'

describe('a file that a person names', () => {
  it('is made, and replaced as a whole', async () => {
    await using folder = temporaryFolder('named')
    const path = join(folder.path, 'page.html')

    await writeNamedFile(path, 'a longer text')
    await writeNamedFile(path, 'short')

    expect(readFileSync(path, 'utf8')).toBe('short')
    expect(readdirSync(folder.path)).toEqual(['page.html'])
  })

  it('is left alone where it is a link, a folder or a pipe', async () => {
    await using folder = temporaryFolder('named')
    const at = (name: string): string => join(folder.path, name)
    writeFileSync(at('kept.txt'), 'kept')
    symlinkSync('kept.txt', at('link'))
    mkdirSync(at('folder'))
    execFileSync('mkfifo', [at('pipe')])

    const said = await Promise.all(
      ['link', 'folder', 'pipe'].map((name) =>
        writeNamedFile(at(name), 'new').catch((error: unknown) => error),
      ),
    )

    expect(said.map(String)).toEqual([
      expect.stringContaining('is a link, so it is left alone'),
      expect.stringContaining('is a folder, so it is left alone'),
      expect.stringContaining('is a pipe, so it is left alone'),
    ])
    expect(readFileSync(at('kept.txt'), 'utf8')).toBe('kept')
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true)
    expect(readdirSync(folder.path).sort()).toEqual([
      'folder',
      'kept.txt',
      'link',
      'pipe',
    ])
  })

  it('is refused in a folder that is not there', async () => {
    await using folder = temporaryFolder('named')

    const writing = writeNamedFile(join(folder.path, 'no/page.html'), 'x')

    await expect(writing).rejects.toThrow(Refusal)
    await expect(writing).rejects.toThrow('page.html could not be written')
  })
})
