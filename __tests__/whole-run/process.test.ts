import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import type { ActionResult } from '../../harness/run-action.ts'
import { configText, errors, fix, messages, setScene } from './scene.ts'

/** What a command does that is told to end; `sleep` takes so long that only a kill ends it. */
const stubbornCommands = [
  [
    'ignores SIGTERM',
    (sleep: string) => `trap '' TERM INT; ${sleep}; ${sleep}`,
  ],
  ['left its group', (sleep: string) => `setsid ${sleep} & ${sleep}`],
  [
    'has a child twice removed',
    (sleep: string) => `( (${sleep} &) &); ${sleep}`,
  ],
  [
    'leaves its output to a child that ignores SIGTERM',
    (sleep: string) => `(trap '' TERM; ${sleep}; ${sleep}) & exec ${sleep}`,
  ],
] as const

const stops = (['SIGINT', 'SIGTERM'] as const).flatMap((signal) =>
  stubbornCommands.map(([what, command], index) => ({
    signal,
    what,
    command,
    // Found among all processes by this odd number of seconds.
    sleep: `sleep ${String(86_400 + index)}.${String(process.pid)}${signal.length}`,
  })),
)

describe('a run that is told to end', () => {
  it.each(stops)(
    'by $signal leaves nothing behind of a command that $what',
    async ({ signal, command, sleep }) => {
      await using scene = await setScene()
      const started = join(scene.root, 'started')
      const pushed = scene.pushFiles({
        ...fix,
        '.github/staging-pr.yml': `verify:\n  test: |\n    touch '${started}'\n    ${command(sleep)}\n`,
      })

      const result = await scene.runOnPush(pushed, {
        onStart: (action) => {
          void appears(started).then(() => action.kill(signal))
        },
      })

      expect(result.exitCode).toBe(1)
      expect(commandLines().filter((line) => line.includes(sleep))).toEqual([])
      expect(scene.fork.latestStatus(pushed.after, 'staging-pr')?.state).toBe(
        'error',
      )
      expect(scene.fork.pullRequests).toEqual([])
      expect(evidenceOf(result)).toMatchObject({ conclusion: 'inconclusive' })
      expectNoTrace(result)
    },
  )

  it('while it waits for GitHub waits no longer', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(fix)
    scene.github.failNext({
      path: 'pulls/create',
      status: 429,
      headers: { 'retry-after': '250' },
      times: Infinity,
    })

    const result = await scene.runOnPush(pushed, {
      onStart: (action) => {
        scene.github.onRequest(({ operation }) => {
          if (operation !== 'pulls/create') return
          void setTimeout(500).then(() => action.kill('SIGINT'))
        })
      },
    })

    expect(result.exitCode).toBe(1)
    expect(errors(result).join('\n')).toContain("GitHub's rate limit")
    expect(scene.fork.latestStatus(pushed.after, 'staging-pr')?.state).toBe(
      'success',
    )
  })
})

async function appears(path: string): Promise<void> {
  while (!existsSync(path)) await setTimeout(20)
}

/** Of every process of this machine that can be seen. */
function commandLines(): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return [line.replaceAll('\0', ' ')]
      } catch {
        // Gone meanwhile.
        return []
      }
    })
}

function evidenceOf({ outputs }: ActionResult): unknown {
  return JSON.parse(readFileSync(outputs['evidence-path'] ?? '', 'utf8'))
}

function expectNoTrace({ stdout, stderr, summary }: ActionResult): void {
  expect(stdout + stderr + summary).not.toMatch(/\n\s+at /u)
}

describe('a runner that is not as usual', () => {
  it.each([
    ['has no room for the summary', { GITHUB_STEP_SUMMARY: '/dev/full' }, 1],
    ['has no summary', { GITHUB_STEP_SUMMARY: undefined }, 0],
    ['has no room for outputs', { GITHUB_OUTPUT: '/dev/full' }, 1],
    ['has lost the file for outputs', { GITHUB_OUTPUT: '/nowhere/output' }, 1],
    ['has no outputs', { GITHUB_OUTPUT: undefined }, 0],
    ['has no folder to keep files in', { RUNNER_TEMP: '/dev/null/temp' }, 1],
    ['has no home', { HOME: undefined }, 0],
    ['speaks Turkish', { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' }, 0],
    ['knows no locale', { LC_ALL: 'xx_YY', LANG: undefined }, 0],
    ['is a day ahead', { TZ: 'Pacific/Kiritimati' }, 0],
    ['knows no time zone', { TZ: 'Nowhere/At_All' }, 0],
  ])(
    'and %s turns no good run red',
    async (_what, environment, expectedWarnings) => {
      await using scene = await setScene()

      const result = await scene.pushAndRun(fix, { environment })

      const warnings = messages(result, 'warning').filter(
        (message) => !message.startsWith('Staging PR: '),
      )
      expect(result.exitCode).toBe(0)
      expect(errors(result)).toEqual([])
      expect(warnings).toHaveLength(expectedWarnings)
      expect(scene.stagingPullRequest().body).toContain('Ready for your review')
      expectNoTrace(result)
    },
  )

  it('and cannot clone says so, and leaves no status that is pending for good', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(fix)
    const workspace = scene.checkout(pushed.after)
    writeFileSync(join(workspace, 'keep.txt'), 'touched\n')

    const result = await scene.runOnPush(pushed, {
      workspace,
      environment: { RUNNER_TEMP: '/dev/null/temp' },
    })

    expect(result.exitCode).toBe(1)
    expect(errors(result)).toHaveLength(1)
    expect(errors(result)[0]).toContain('ENOTDIR')
    expect(errors(result)[0]).toContain('Check that the disk has room')
    expect(scene.fork.latestStatus(pushed.after, 'staging-pr')?.state).toBe(
      'error',
    )
    expectNoTrace(result)
  })
})

describe('an event file', () => {
  it.each([
    ['is cut short', '{"ref": "refs/heads/fix'],
    ['is empty', ''],
    ['is a list', '[]'],
    ['is nothing', 'null'],
    ['is larger than any event', `{"x": "${'x'.repeat(33 * 1024 * 1024)}"}`],
  ])('that %s ends the run with one message', async (_what, payload) => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(fix)

    const result = await scene.runOnPush(pushed, {
      event: { name: 'push', payload },
    })

    expect(result.exitCode).toBe(1)
    expect(errors(result)).toHaveLength(1)
    expect(result.summary).toContain('# Staging PR stopped')
    expect(scene.github.requestCount()).toBe(0)
    expectNoTrace(result)
  })
})

describe('output of a command', () => {
  it.each([
    ['is no UTF-8', `printf '\\xff\\xfe ok \\x80\\n'`],
    ['is one line of 20 MB', `head -c 20000000 /dev/zero | tr '\\0' x`],
    [
      'is one line of 20 MB that is no UTF-8',
      `head -c 20000000 /dev/zero | tr '\\0' '\\377'`,
    ],
  ])('that %s leaves the verdict alone', async (_what, command) => {
    await using scene = await setScene()

    const result = await scene.pushAndRun({
      ...fix,
      'print.sh': command,
      '.github/staging-pr.yml': configText.replace(
        'echo checked',
        'bash print.sh',
      ),
    })

    expect(result.exitCode).toBe(0)
    expect(scene.stagingPullRequest().body).toContain('Ready for your review')
    expectNoTrace(result)
  })
})
