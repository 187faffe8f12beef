import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { git } from '../../../harness/git.ts'
import {
  type TemporaryFolder,
  temporaryFolder,
} from '../../../harness/temporary-folder.ts'
import { commitLog, parseCommits } from '../../../src/io/git/parse-commits.ts'

let folder: TemporaryFolder

beforeEach(() => {
  folder = temporaryFolder('commits')
  git(folder.path, 'init', '--quiet', '--template=')
})

afterEach(async () => {
  await folder[Symbol.asyncDispose]()
})

function write(path: string, text: string): void {
  mkdirSync(join(folder.path, path, '..'), { recursive: true })
  writeFileSync(join(folder.path, path), text)
}

function commit(message: string): string {
  git(folder.path, 'add', '--all')
  git(
    folder.path,
    'commit',
    '--quiet',
    '--allow-empty',
    '--allow-empty-message',
    '--cleanup=verbatim',
    '--message',
    message,
  )
  return git(folder.path, 'rev-parse', 'HEAD')
}

/** As git prints it, without the trimming of the helper. */
function read() {
  const output = execFileSync('git', [...commitLog], {
    cwd: folder.path,
    encoding: 'utf8',
  })
  return parseCommits(output)
}

const zeros = '0'.repeat(40)

describe('commits with their changes', () => {
  it('are read oldest first, with added, changed and deleted blobs', () => {
    write('a.txt', 'one\n')
    const first = commit('first')
    const one = git(folder.path, 'rev-parse', 'HEAD:a.txt')
    write('a.txt', 'two\n')
    write('b.txt', 'one\n')
    const second = commit('second\n\nwith a body')
    const two = git(folder.path, 'rev-parse', 'HEAD:a.txt')
    git(folder.path, 'rm', '--quiet', 'a.txt')
    const third = commit('third')

    expect(read()).toEqual([
      {
        sha: first,
        parents: [],
        message: 'first',
        changes: [{ path: 'a.txt', blob: one, previousBlob: null }],
      },
      {
        sha: second,
        parents: [first],
        message: 'second\n\nwith a body',
        changes: [
          { path: 'a.txt', blob: two, previousBlob: one },
          { path: 'b.txt', blob: one, previousBlob: null },
        ],
      },
      {
        sha: third,
        parents: [second],
        message: 'third',
        changes: [{ path: 'a.txt', blob: null, previousBlob: two }],
      },
    ])
  })

  it.each([
    ['the mark of a commit', `fix\n\n\u0001${'a'.repeat(40)}`],
    [
      'a change as git prints it',
      `:100644 100644 ${zeros} ${'b'.repeat(40)} M\ta.txt`,
    ],
    ['text that speaks of NUL', String.raw`\0\x00^@ %x00 :000000`],
    ['only line ends', '\n\n\n'],
    ['nothing', ''],
    ['a SHA', 'c'.repeat(40)],
  ])('are not led astray by a message with %s', (_, message) => {
    write('a.txt', 'one\n')
    const first = commit(message)
    const second = commit(message)
    write('a.txt', 'two\n')
    const third = commit(message)

    const commits = read()

    expect(commits.map(({ sha }) => sha)).toEqual([first, second, third])
    expect(
      commits.map(({ changes }) => changes.map(({ path }) => path)),
    ).toEqual([['a.txt'], [], ['a.txt']])
    expect(commits.map(({ parents }) => parents)).toEqual([
      [],
      [first],
      [second],
    ])
    expect(commits[0]?.message).toBe(message.trimEnd())
  })

  it('have paths as they are: line ends, tabs, quotes, a colon in front, other scripts', () => {
    const paths = [
      'a\nb.txt',
      'c\td.txt',
      '"e" \'f\'.txt',
      ':100644 100644 x',
      ':(top)g',
      '\u0001h',
      'naïve/日本.txt',
      ' leading',
      'trailing ',
    ]
    for (const path of paths) write(path, path)
    commit('odd names')
    commit('none')

    const [first, second] = read()

    expect(first?.changes.map(({ path }) => path).toSorted()).toEqual(
      paths.toSorted(),
    )
    expect(second?.changes).toEqual([])
  })

  it('have both parents of a merge and none of its changes', () => {
    write('a.txt', 'one\n')
    const root = commit('root')
    git(folder.path, 'switch', '--quiet', '--create', 'side')
    write('side.txt', 'side\n')
    const side = commit('side')
    git(folder.path, 'switch', '--quiet', 'main')
    write('main.txt', 'main\n')
    const main = commit('main')
    git(folder.path, 'merge', '--quiet', '--no-edit', 'side')

    const merge = read().at(-1)

    expect(merge?.parents).toEqual([main, side])
    expect(merge?.changes).toEqual([])
    expect(read()[0]?.sha).toBe(root)
  })

  it('are none where there is none', () => {
    expect(parseCommits('')).toEqual([])
  })
})
