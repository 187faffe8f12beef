import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import type { Files } from '../../harness/fork-world.ts'
import type { ActionResult } from '../../harness/run-action.ts'
import { runnerCommands } from '../support/runner-commands.ts'
import {
  canary,
  errors,
  fix,
  messages,
  plainLog,
  setScene,
  specText,
} from './scene.ts'

type Step = {
  readonly id: string
  readonly status: string
  readonly exitCode: number | null
  readonly durationMs: number
  readonly attempts: number
  readonly flaky: boolean
  readonly tail: string
}

function stepsOf({ outputs }: ActionResult): readonly Step[] {
  const evidence: { readonly steps: readonly Step[] } = JSON.parse(
    readFileSync(outputs['evidence-path'] ?? '', 'utf8'),
  )
  return evidence.steps
}

/** A fix that is verified by these lines below `verify:`. */
function verifiedBy(lines: readonly string[]): Files {
  const verify = lines.map((line) => `  ${line}\n`).join('')
  return { ...fix, '.github/staging-pr.yml': `verify:\n${verify}` }
}

/** A test file for node's own runner. */
const nodeTest = `import { test } from 'node:test'\ntest('keeps', () => {})\n`

describe('steps', () => {
  it('all run, whatever became of the ones before, and each has its row', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun({
      ...verifiedBy([
        'broken: grep -q broken keep.txt || { echo "it broke" >&2; exit 3; }',
        'killed: kill -9 $$',
        'missing: no-such-command-anywhere --flag',
        `printed: 'grep -q broken keep.txt || echo "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s"'`,
        'nothing: node --test --test-name-pattern=nowhere keep.test.mjs',
        'kept: node --test keep.test.mjs',
        'fine: echo fine',
      ]),
      'keep.test.mjs': nodeTest,
    })

    expect(
      stepsOf(result).map(({ id, status, exitCode }) => [id, status, exitCode]),
    ).toEqual([
      ['broken', 'failed', 3],
      ['killed', 'failed', null],
      ['missing', 'not-started', 127],
      ['printed', 'failed', 0],
      ['nothing', 'not-started', 0],
      ['kept', 'passed', 0],
      ['fine', 'passed', 0],
    ])
    expect(result.outputs).toMatchObject({
      conclusion: 'failed',
      ready: 'false',
      operation: 'created',
    })
    expect(result.exitCode).toBe(1)
    const { body } = scene.stagingPullRequest()
    expect(body).toContain('it broke')
    expect(body).toContain('command not found: no-such-command-anywhere')
    expect(body).toContain('ran no test')
    expect(body).toContain('ended by SIGKILL')
    expect(result.summary).toContain('it broke')
    expect(errors(result).length).toBeGreaterThan(0)
  })

  it('are ended with everything that they started when their time is up', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun(
      verifiedBy([
        'slow:',
        '  run: (sleep 97531 & echo "child $!"; trap "" TERM; sleep 97531)',
        '  timeout: 1s',
        'after: echo after',
      ]),
    )

    expect(stepsOf(result).map(({ status }) => status)).toEqual([
      'timed-out',
      'passed',
    ])
    const pid = Number(/child (\d+)/u.exec(plainLog(result))?.[1])
    expect(pid).toBeGreaterThan(1)
    expect(await isGone(pid)).toBe(true)
    expect(scene.stagingPullRequest().body).toContain('out of time')
  })

  it('that pass only after a retry are shown as such', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun(
      verifiedBy([
        'flaky:',
        '  run: mkdir ../once 2>/dev/null && exit 1 || echo second',
        '  retries: 2',
        'steady: "true"',
      ]),
    )

    const [flaky, steady] = stepsOf(result)
    expect(flaky).toMatchObject({ status: 'passed', attempts: 2, flaky: true })
    expect(steady).toMatchObject({ attempts: 1, flaky: false })
    expect(scene.stagingPullRequest().body).toContain('only on attempt 2')
  })
})

describe('a suite that passes', () => {
  it('holds the staging PR back with a test that ran before the fix and does not run any more', async () => {
    const kept = "import test from 'node:test'\n\ntest('one', () => {})\n"
    await using scene = await setScene({
      upstream: {
        'keep.txt': 'broken\n',
        'test/keep.test.js': `${kept}test('two', () => {})\n`,
      },
    })

    const result = await scene.pushAndRun({
      ...verifiedBy(['test: node --test test/keep.test.js']),
      'test/keep.test.js': `${kept}if (process.env.NEVER) {\n  test('two', () => {})\n}\n`,
    })

    expect(stepsOf(result).map(({ status }) => status)).toEqual(['passed'])
    expect(result.outputs['ready']).toBe('false')
    expect(scene.stagingPullRequest().body).toContain(
      'runs 1 fewer test than before the fix: `two`',
    )
  })
})

describe('a step that runs pytest', () => {
  const kept = 'def test_keep():\n    pass\n'

  it('is asked to name its tests where existing ones change, and only there', async () => {
    await using scene = await setScene({
      upstream: { 'keep.txt': 'broken\n', 'tests/test_keep.py': kept },
    })
    const step = verifiedBy(['test: echo "pytest gets <$PYTEST_ADDOPTS>"'])

    const untouched = await scene.pushAndRun(step)
    const touched = await scene.pushAndRun({
      'tests/test_keep.py': `${kept}\n\ndef test_more():\n    pass\n`,
    })

    expect(plainLog(untouched)).toContain('pytest gets <>')
    expect(plainLog(touched)).toContain('pytest gets <-rfEsp>')
  })
})

describe('a step that changes code', () => {
  it('holds the staging PR back, since what runs after it is not the commit', async () => {
    await using scene = await setScene({
      upstream: {
        'keep.txt': 'broken\n',
        'src/keep.js': 'export const kept = 1\n',
      },
    })

    const result = await scene.pushAndRun(
      verifiedBy([
        "patch: echo 'export const kept = 2' > src/keep.js",
        'test: grep -q 2 src/keep.js',
      ]),
    )

    expect(stepsOf(result).map(({ status }) => status)).toEqual([
      'passed',
      'passed',
    ])
    expect(result.outputs['ready']).toBe('false')
    expect(scene.stagingPullRequest().body).toContain(
      'Step patch changes `src/keep.js`, so what runs after it is not the code of the commit.',
    )
  })

  it('may write what git does not know, or the same again', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun(
      verifiedBy([
        'build: mkdir -p out && echo x > out/a.js && cp keep.txt out/ && cp out/keep.txt keep.txt',
      ]),
    )

    expect(result.outputs['conclusion']).toBe('ready')
  })
})

describe('what a command gets', () => {
  it('is an environment without tokens, inputs and channels of the runner', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun(
      verifiedBy(['dump: env | sort', 'ours: echo "issue $ISSUE on $BRANCH"']),
      {
        environment: {
          ACTIONS_RUNTIME_TOKEN: canary,
          ACTIONS_ID_TOKEN_REQUEST_URL: `https://example.com/${canary}`,
          GITHUB_TOKEN: canary,
          GH_TOKEN: canary,
          NODE_OPTIONS: '--no-warnings',
          STATE_thing: canary,
          AWS_SECRET_ACCESS_KEY: canary,
        },
      },
    )

    const log = plainLog(result)
    expect(log).toMatch(/^PATH=/mu)
    expect(log).not.toMatch(
      /^(?:INPUT_|ACTIONS_|STATE_|NODE_OPTIONS=|GITHUB_(?:TOKEN|ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)=|GH_TOKEN|AWS_)/mu,
    )
    expect(result.stdout + result.summary).not.toContain(canary)
    expect(result.stdout).not.toContain(scene.fork.token)
    expect(log).toContain('issue 1234 on fix/issue-1234')
  })
})

describe('what a command prints', () => {
  it('is never carried out by the runner', async () => {
    await using scene = await setScene()
    const hostile = [
      '::add-mask::a',
      '::set-output name=conclusion::ready',
      'x ##[set-output name=a]b',
      '##[add-path]/tmp/evil',
      '  ::error file=a::b',
      '::stop-commands::mine',
      '::mine::',
      '::endgroup::',
    ]
    const printed = hostile
      .map((line) => `'${line}'`)
      .concat(String.raw`$'progress\r::warning::carriage'`)
      .concat(String.raw`$'\u200b::add-mask::b'`)

    const result = await scene.pushAndRun({
      ...verifiedBy(['loud: bash loud.sh']),
      'loud.sh': `printf '%s\\n' ${printed.join(' ')}\n`,
    })

    const carriedOut = runnerCommands(result.stdout).filter(
      ({ name, data }) =>
        !['group', 'endgroup', 'notice', 'warning'].includes(name) ||
        data.includes('carriage'),
    )
    expect(carriedOut).toEqual([])
    expect(result.outputs['conclusion']).toBe('ready')
  })

  it('may be five megabytes: the end of it is kept', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun(
      verifiedBy([
        'loud: head -c 5000000 /dev/zero | tr "\\\\0" "x" | fold -w 100; echo "the very end"; exit 1',
      ]),
    )

    const [loud] = stepsOf(result)
    expect(loud?.tail).toContain('the very end')
    expect(loud?.tail.length).toBeLessThan(10_000)
    expect(scene.stagingPullRequest().body).toContain('the very end')
    expect(Buffer.byteLength(result.summary)).toBeLessThan(1_048_576)
  })
})

describe('the exit status of the job', () => {
  const open = specText.replace('- [x]', '- [ ]')

  it.each([
    ['ready', fix, { 'not-ready': 0 }],
    [
      'incomplete',
      { ...fix, '.chant/specs/005-fork-fix.md': open },
      { verification: 0, 'not-ready': 1 },
    ],
    [
      'failed',
      verifiedBy(['test: grep -q broken keep.txt']),
      { verification: 1, never: 0 },
    ],
    [
      'inconclusive',
      { ...fix, '.github/staging-pr.yml': 'verify: {}\n' },
      { verification: 1, never: 0 },
    ],
  ])(
    'follows `fail-on` for %s, and the outputs are there',
    async (conclusion, files, statuses) => {
      await using scene = await setScene()
      const pushed = scene.pushFiles(files)
      for (const [failOn, status] of Object.entries(statuses)) {
        const result = await scene.runOnPush(pushed, {
          inputs: { 'fail-on': failOn },
        })
        expect({ failOn, status: result.exitCode }).toEqual({ failOn, status })
        expect(result.outputs).toMatchObject({
          conclusion,
          ready: String(conclusion === 'ready'),
          'pull-request-number': '1',
        })
      }
      const state = scene.fork.statuses.at(-1)?.state
      expect(state).toBe(
        {
          ready: 'success',
          incomplete: 'pending',
          failed: 'failure',
          inconclusive: 'error',
        }[conclusion],
      )
    },
  )

  it('is green for a warning, which stands at its file and line', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun({
      ...fix,
      '.chant/specs/005-fork-fix.md': `${specText}* [ ] Not a box of chant\n`,
    })

    expect(result.exitCode).toBe(0)
    expect(result.stdout).toMatch(
      /^::warning file=\.chant\/specs\/005-fork-fix\.md,line=22::/mu,
    )
    expect(messages(result, 'error')).toEqual([])
  })
})

/** Whether a process ends within two seconds; a zombie counts as ended. */
async function isGone(pid: number): Promise<boolean> {
  for (let look = 0; look < 20; look += 1) {
    try {
      const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      if (stat.includes(') Z ')) return true
    } catch {
      // No such process any more.
      return true
    }
    await setTimeout(100)
  }
  return false
}

describe('steps of one job that run side by side', () => {
  it('run at the same time, speak one after the other, and wait for what they need', async () => {
    await using scene = await setScene()
    const wait =
      'for i in 1 2 3 4 5 6 7 8 9 10; do test -e ../side-$OTHER && break; sleep 0.3; done'

    const result = await scene.pushAndRun({
      ...fix,
      '.github/staging-pr.yml': `concurrency: 2
verify:
  one: {run: 'touch ../side-one; ${wait}; test -e ../side-two; echo said by one; echo said by one', kind: lint, env: {OTHER: two}}
  two: {run: 'touch ../side-two; ${wait}; test -e ../side-one; echo said by two; echo said by two', kind: lint, env: {OTHER: one}}
  late: {run: 'echo late', kind: lint, needs: [one, two]}
gates: {criteria: off}
`,
    })

    expect(result.outputs['conclusion']).toBe('ready')
    const said = result.stdout
      .split('\n')
      .filter((line) => /^said by |^late$/u.test(line))
    expect(
      [said.slice(0, 2), said.slice(2, 4)].map((pair) => new Set(pair).size),
    ).toEqual([1, 1])
    expect(said.at(-1)).toBe('late')
  })

  it('are not run where one that they need did not pass', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun({
      ...fix,
      '.github/staging-pr.yml': `verify:
  build: {run: 'exit 3', kind: lint}
  test: {run: echo ran, kind: lint, needs: [build]}
  other: {run: echo other, kind: lint}
`,
    })

    expect(result.outputs['conclusion']).toBe('failed')
    expect(result.stdout).not.toContain('\nran\n')
    expect(result.stdout).toContain('\nother\n')
    expect(scene.stagingPullRequest().body).toContain(
      'which it needs, did not pass',
    )
  })
})
