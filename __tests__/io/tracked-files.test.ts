import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'

import { watchFiles } from '../../src/io/tracked-files.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tracked-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

function entry(path: string, content: string) {
  const blob = `blob ${Buffer.byteLength(content)}\0${content}`
  const oid = createHash('sha1').update(blob).digest('hex')
  return { path, oid, executable: false }
}

function write(path: string, content: string): void {
  writeFileSync(join(folder, path), content)
}

describe('a tracked file', () => {
  it('is changed once for each time that it is written otherwise', () => {
    write('a.txt', 'one\n')
    write('b.txt', 'two\n')
    const files = watchFiles(folder, [
      entry('a.txt', 'one\n'),
      entry('b.txt', 'two\n'),
    ])

    expect(files.changed()).toEqual([])
    write('a.txt', 'other\n')
    expect(files.changed()).toEqual(['a.txt'])
    expect(files.changed()).toEqual([])
    write('a.txt', 'others\n')
    expect(files.changed()).toEqual(['a.txt'])
  })

  it('is not when it is written as it was, or with the line ends of a checkout', () => {
    write('a.txt', 'one\n')
    const files = watchFiles(folder, [entry('a.txt', 'one\n')])

    write('a.txt', 'other\n')
    write('a.txt', 'one\n')
    expect(files.changed()).toEqual([])
    write('a.txt', 'one\r\n')
    expect(files.changed()).toEqual([])
  })

  it('is when it is gone, or a link', () => {
    write('a.txt', 'one\n')
    write('b.txt', 'one\n')
    const files = watchFiles(folder, [
      entry('a.txt', 'one\n'),
      entry('b.txt', 'one\n'),
    ])

    rmSync(join(folder, 'a.txt'))
    rmSync(join(folder, 'b.txt'))
    symlinkSync('elsewhere', join(folder, 'b.txt'))
    expect(files.changed()).toEqual(['a.txt', 'b.txt'])
  })
})
