import { spawnSync } from 'node:child_process'
import { describe, expect, it } from '@jest/globals'
import { fileURLToPath } from 'node:url'
import { type Desk, setDesk } from './desk.ts'

const entry = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
const hasScript =
  process.platform === 'linux' &&
  spawnSync('script', ['--version']).status === 0
if (!hasScript) console.log('No live list is tested: script(1) is not there.')

/** What a terminal of 100 columns is sent. */
function onTerminal(desk: Desk, environment: Record<string, string>): string {
  const { stdout } = spawnSync(
    'script',
    [
      '--quiet',
      '--return',
      '--command',
      `stty cols 100 rows 30; '${process.execPath}' '${entry}' verify`,
      '/dev/null',
    ],
    {
      cwd: desk.world.clone,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: desk.root,
        GIT_CONFIG_GLOBAL: '/dev/null',
        TERM: 'xterm-256color',
        ...environment,
      },
    },
  )
  return stdout
}

function fails(desk: Desk): void {
  desk.commit({
    '.github/staging-pr.yml':
      'verify:\n  good: echo fine\n  bad: echo all is lost && exit 1\ngates: {spec: off}\n',
    'keep.txt': 'fixed\n',
  })
}

const onLinux = hasScript ? describe : describe.skip

onLinux('verify on a terminal', () => {
  it('shows each step with its result, the end of what failed, and gives the cursor back', async () => {
    await using desk = setDesk()
    fails(desk)

    const shown = onTerminal(desk, { FORCE_COLOR: '1' })

    expect(shown).toContain('\u001b[32m✔\u001b[39m good')
    expect(shown).toContain('\u001b[31m✖\u001b[39m bad')
    expect(shown).toContain('bad, the end of its output:\r\n  all is lost')
    expect(shown.lastIndexOf('\u001b[?25h')).toBeGreaterThan(
      shown.lastIndexOf('\u001b[?25l'),
    )
  })

  it('has no colours where nobody wants them, and no list in CI', async () => {
    await using desk = setDesk()
    fails(desk)

    expect(onTerminal(desk, { NO_COLOR: '1' })).toContain('✔ good')
    expect(onTerminal(desk, { CI: 'true' })).not.toContain('✔ good')
  })
})

describe('verify --quiet', () => {
  it('says the verdict alone', async () => {
    await using desk = setDesk()
    fails(desk)

    const loud = await desk.staging('verify')
    const quiet = await desk.staging('verify', '--quiet')

    expect(loud.stderr).toContain('all is lost')
    expect(quiet.stderr).toBe('')
    expect(quiet.stdout).toContain('exit status 1')
  })
})
