import { execFileSync } from 'node:child_process'
import {
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { temporaryFolder } from '../../harness/temporary-folder.ts'
import { guardRunnerFiles } from '../../src/io/runner-files.ts'

describe('a file of the runner that a command replaces', () => {
  it.each([
    ['a pipe', (path: string) => execFileSync('mkfifo', [path])],
    [
      'a link to the same content',
      (path: string) => {
        writeFileSync(`${path}.real`, 'A=1\n')
        symlinkSync(`${path}.real`, path)
      },
    ],
    ['a folder', (path: string) => mkdirSync(path)],
  ])('by %s is told and put back', async (_, replace) => {
    await using folder = temporaryFolder('runner-files')
    const path = join(folder.path, 'env')
    writeFileSync(path, 'A=1\n')
    const guard = guardRunnerFiles({ GITHUB_ENV: path })
    rmSync(path)
    replace(path)

    expect(guard.restore()).toEqual(['GITHUB_ENV'])
    expect(lstatSync(path).isFile()).toBe(true)
    expect(readFileSync(path, 'utf8')).toBe('A=1\n')
    expect(guard.restore()).toEqual([])
  })
})
