import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import {
  type TemporaryFolder,
  temporaryFolder,
} from '../../../harness/temporary-folder.ts'
import { createShell } from '../../../src/io/shell/shell.ts'
import type {
  CommandRequest,
  CommandResult,
} from '../../../src/io/shell-port.ts'

const isFull = process.env['FULL'] === '1'

let folder: TemporaryFolder
let lines: string[]
let mark: string

beforeEach(() => {
  folder = temporaryFolder('shell')
  lines = []
  mark = `TEST_MARK=${randomUUID()}`
})

afterEach(async () => {
  for (const pid of survivors()) process.kill(pid, 'SIGKILL')
  await folder[Symbol.asyncDispose]()
})

function run(
  command: string,
  options: Partial<CommandRequest> = {},
): Promise<CommandResult> {
  const [name = '', value = ''] = mark.split('=')
  return createShell().run({
    command,
    shell: 'bash',
    directory: folder.path,
    environment: { PATH: process.env['PATH'] ?? '', [name]: value },
    timeoutMs: 30_000,
    signal: new AbortController().signal,
    onLine: (line) => lines.push(line),
    ...options,
  })
}

/** Processes that a command of this test left behind, by a variable of its environment. */
function survivors(): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && environmentOf(pid).includes(mark))
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${String(pid)}/environ`, 'utf8')
  } catch {
    // Gone meanwhile, or another user's.
    return ''
  }
}

/** A killed process may stand in the table a moment longer. */
async function settledSurvivors(): Promise<readonly number[]> {
  for (let tries = 0; tries < 20 && survivors().length > 0; tries += 1) {
    await wait(50)
  }
  return survivors()
}

describe('a command', () => {
  it('ends with its exit code and its output', async () => {
    const result = await run('echo out; echo err >&2; exit 3')

    expect(result.end).toEqual({ status: 'exited', exitCode: 3 })
    expect(result.output.split('\n').toSorted()).toEqual(['err', 'out'])
    expect(result.outputBytes).toBe(8)
    expect(Number.isInteger(result.durationMs)).toBe(true)
    expect(lines.toSorted()).toEqual(['err', 'out'])
  })

  it('stops at the first failure, also inside a pipeline', async () => {
    const plain = await run('false; echo reached')
    const pipeline = await run('false | cat; echo reached')

    expect(plain.end).toEqual({ status: 'exited', exitCode: 1 })
    expect(pipeline.end).toEqual({ status: 'exited', exitCode: 1 })
    expect(lines).toEqual([])
  })

  it('runs in its folder, with its environment alone and without start-up files', async () => {
    writeFileSync(join(folder.path, 'start.sh'), 'echo started\n')
    mkdirSync(join(folder.path, 'inner'))

    await run('pwd; echo "${HOME-none}"', {
      directory: join(folder.path, 'inner'),
      environment: {
        PATH: process.env['PATH'] ?? '',
        ENV: join(folder.path, 'start.sh'),
      },
    })

    expect(lines).toEqual([join(folder.path, 'inner'), 'none'])
  })

  it('has nothing to read', async () => {
    expect((await run('cat; read -r line || echo empty')).output).toBe('empty')
  })

  it('is told apart when a signal ended it', async () => {
    expect((await run('kill -SEGV $$')).end).toEqual({
      status: 'signalled',
      signal: 'SIGSEGV',
    })
  })

  it('may use another shell', async () => {
    expect((await run('echo "$0"', { shell: 'sh' })).output).toBe('sh')
  })
})

describe('a command that cannot be started', () => {
  it('has no folder', async () => {
    const directory = join(folder.path, 'missing')

    expect((await run('true', { directory })).end).toEqual({
      status: 'not-started',
      reason: `the folder ${directory} does not exist`,
    })
  })

  it('has no shell', async () => {
    expect((await run('true', { shell: 'no-such-shell' })).end).toEqual({
      status: 'not-started',
      reason: 'the shell no-such-shell is not installed',
    })
  })

  it('has a shell that is no program', async () => {
    const shell = join(folder.path, 'text')
    writeFileSync(shell, 'text')

    const { end } = await run('true', { shell })

    expect(end.status).toBe('not-started')
  })

  it('has a variable that the system does not take', async () => {
    const environment = { NEW_TESTS: 'x'.repeat(200_000) }

    expect((await run('true', { shell: '/bin/sh', environment })).end).toEqual({
      status: 'not-started',
      reason: 'its environment is larger than the system allows (NEW_TESTS?)',
    })
  })

  it('was cancelled before', async () => {
    expect((await run('true', { signal: AbortSignal.abort() })).end).toEqual({
      status: 'cancelled',
    })
  })
})

describe('nothing outlives a command', () => {
  it.each([
    ['a child in the background', 'sleep 300 & echo done'],
    ['a child that holds the pipes', '(sleep 300; echo late) & echo done'],
    ['a child in a session of its own', 'setsid sleep 300 & echo done'],
    [
      'a child that closed its pipes',
      'setsid sleep 300 <&- >&- 2>&- & echo done',
    ],
    [
      'a child that ignores signals',
      `bash -c 'trap "" TERM HUP INT; sleep 300' & echo done`,
    ],
    [
      'a grandchild whose parent is gone',
      '(setsid bash -c "sleep 300 & sleep 300" &) ; echo done',
    ],
  ])('%s', async (_what, command) => {
    const result = await run(`${command}; sleep 0.2`)

    expect(result.end).toEqual({ status: 'exited', exitCode: 0 })
    expect(result.output).toBe('done')
    expect(await settledSurvivors()).toEqual([])
  })

  it.each([
    ['a sleeping one', 'sleep 300'],
    ['one that ignores signals', `trap '' TERM INT HUP; sleep 300; sleep 300`],
    ['one with a child in a session of its own', 'setsid sleep 300 & wait'],
    [
      'one that starts new children all the time',
      'while true; do setsid sleep 300 & sleep 0.02; done',
    ],
  ])('that takes too long: %s', async (_what, command) => {
    const result = await run(`echo begun; ${command}`, { timeoutMs: 300 })

    expect(result.end).toEqual({ status: 'timed-out' })
    expect(result.output).toBe('begun')
    expect(await settledSurvivors()).toEqual([])
  })

  it('that is cancelled', async () => {
    const controller = new AbortController()

    const result = await run('setsid sleep 300 & echo begun; sleep 300', {
      signal: controller.signal,
      onLine: () => controller.abort(),
    })

    expect(result.end).toEqual({ status: 'cancelled' })
    expect(await settledSurvivors()).toEqual([])
  })
})

describe('output', () => {
  it('of any size takes little memory', async () => {
    const result = await run(
      'echo first; head -c 198000000 /dev/zero | tr "\\0" "x" | fold -w 99; echo; echo last',
    )

    expect(result.end).toEqual({ status: 'exited', exitCode: 0 })
    expect(result.outputBytes).toBeGreaterThan(199_000_000)
    expect(result.output.length).toBeLessThan(260 * 1024)
    const kept = result.output.split('\n')
    expect(kept.slice(0, 2)).toEqual(['first', 'x'.repeat(99)])
    expect(kept.at(-1)).toBe('last')
    expect(kept.filter((line) => line.startsWith('…'))).toEqual([
      `… (${result.outputBytes} bytes in all; the middle is left out) …`,
    ])
    expect(lines.join('\n').length).toBeLessThan(5 * 1024 * 1024)
  })

  it('in one line of 100 MB is cut', async () => {
    const result = await run('head -c 100000000 /dev/zero | tr "\\0" "y"')

    expect(result.outputBytes).toBe(100_000_000)
    expect(result.output.length).toBeLessThan(260 * 1024)
    expect(lines).toEqual([`${'y'.repeat(4096)} … (line cut)`])
  })

  it('that never ends stops the command', async () => {
    const result = await run('yes "$(printf "%01000d" 0)"')

    expect(result.end).toEqual({ status: 'output-limit' })
    expect(result.output.length).toBeLessThan(260 * 1024)
    expect(await settledSurvivors()).toEqual([])
  })

  it('is sanitized', async () => {
    await run(
      String.raw`printf '\033[31mred\033[0m \033]0;title\007plain \033]8;;http://x\033\\link\033]8;;\033\\\n'; printf '10%%\r50%%\r100%%\n'; printf 'a\bb\0c\n'; printf '\377\376 bytes\n'; printf 'windows\r\n'`,
    )

    expect(lines).toEqual([
      'red plain link',
      '100%',
      'abc',
      '\ufffd\ufffd bytes',
      'windows',
    ])
  })

  it('without a last line end is kept', async () => {
    expect((await run('printf "a\\nb"')).output).toBe('a\nb')
  })

  const sizes = isFull ? [1, 2, 3, 4, 5, 6, 7, 8] : [3]
  it.each(sizes)(
    'keeps characters whole that arrive in pieces of %i bytes',
    async (size) => {
      writeFileSync(join(folder.path, 'text'), 'a👩‍🚀é—漢'.repeat(3))

      const { output } = await run(
        `for i in $(seq 0 ${size} 70); do tail -c +$((i + 1)) text | head -c ${size}; sleep 0.005; done`,
      )

      expect(output).not.toContain('\ufffd')
      expect(output.match(/漢/gu)).toHaveLength(3)
    },
  )
})
