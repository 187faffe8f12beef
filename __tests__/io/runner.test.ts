import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { parseFileCommands } from '../../harness/file-commands.ts'
import {
  type TemporaryFolder,
  temporaryFolder,
} from '../../harness/temporary-folder.ts'
import { createRunner, readServer } from '../../src/io/runner.ts'
import type { Runner } from '../../src/io/runner-port.ts'
import { createTerminalLog } from '../../src/io/terminal-log.ts'

let folder: TemporaryFolder

beforeEach(() => {
  folder = temporaryFolder('runner')
})

afterEach(async () => {
  await folder[Symbol.asyncDispose]()
})

function runner(environment: Readonly<Record<string, string>>): Runner {
  return createRunner(
    environment,
    () => createTerminalLog(() => {}),
    new AbortController().signal,
  )
}

describe('addresses of the server', () => {
  it('are those that the runner gives', () => {
    expect(
      readServer({
        GITHUB_SERVER_URL: 'https://ghe.example/',
        GITHUB_API_URL: 'https://ghe.example/api/v3/',
        GITHUB_GRAPHQL_URL: 'https://ghe.example/api/graphql',
      }),
    ).toEqual({
      url: 'https://ghe.example',
      apiUrl: 'https://ghe.example/api/v3',
      graphqlUrl: 'https://ghe.example/api/graphql',
    })
  })

  it("are github.com's where it gives none", () => {
    expect(readServer({})).toEqual({
      url: 'https://github.com',
      apiUrl: 'https://api.github.com',
      graphqlUrl: null,
    })
  })
})

describe('the event file', () => {
  it('is read as JSON', () => {
    const path = join(folder.path, 'event.json')
    writeFileSync(path, '{"ref":"refs/heads/fix"}')

    expect(runner({ GITHUB_EVENT_PATH: path }).event()).toEqual({
      ref: 'refs/heads/fix',
    })
  })

  it.each([
    ['is not named', null, 'There is no event: GITHUB_EVENT_PATH is not set.'],
    ['is missing', undefined, 'ENOENT: no such file'],
    ['is no JSON', '{"ref"', 'cannot be read: '],
    ['is empty', '', 'cannot be read: '],
  ])('is asked for when it %s', (_what, text, message) => {
    const path = join(folder.path, 'event.json')
    if (typeof text === 'string') writeFileSync(path, text)
    const environment = text === null ? {} : { GITHUB_EVENT_PATH: path }

    expect(() => runner(environment).event()).toThrow(message)
  })
})

describe("the runner's files", () => {
  it.each([
    ['name=value\nother=\n', { name: 'value', other: '' }],
    ['name<<END\none\ntwo=2\nEND\n', { name: 'one\ntwo=2' }],
    ['a=b<<c\n', { a: 'b<<c' }],
  ])('are read as the runner reads them: %j', (content, values) => {
    expect(parseFileCommands(content)).toEqual(values)
  })

  it.each(['no sign', 'name<<END\nvalue'])(
    'fail the step when they are malformed: %j',
    (content) => {
      expect(() => parseFileCommands(content)).toThrow()
    },
  )
})

describe('the log of the command line', () => {
  it('is plain lines, without anything that a terminal would execute', () => {
    let text = ''
    const log = createTerminalLog((more) => {
      text += more
    })
    log.group('test')
    log.childLine('\u001b[31mred\u001b]0;title\u0007')
    log.endGroup()
    log.warning('careful', { file: 'a.md', line: 3 })

    expect(text).toBe('\n> test\n  red\nwarning: a.md:3: careful\n')
  })
})
