import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { branch } from '../whole-run/scene.ts'
import { documentIn, graveIn, type Layout, setClinic } from './clinic.ts'

describe('doctor, on a clean setup,', () => {
  it.each<readonly [Layout, boolean]>([
    ['push', false],
    ['dispatch', false],
    ['mirror', false],
    ['push', true],
    ['dispatch', true],
    ['mirror', true],
  ])(
    'is silent but for the count: %s (in one job: %s)',
    async (layout, oneJob) => {
      await using clinic = await setClinic({ layout, oneJob, handoff: true })

      const offline = await clinic.doctor()
      const online = await clinic.online()

      expect([offline.exitCode, online.exitCode]).toEqual([0, 0])
      expect([offline.stderr, online.stderr]).toEqual(['', ''])
      const [first = '', ...rest] = offline.stdout.trimEnd().split('\n')
      const said = oneJob
        ? [/^note {3}one-job: /u, /^1 note; /u]
        : [/^No problem found; \d+ checks passed\.$/u]
      expect(online.stdout.trimEnd().split('\n')).toEqual(
        said.map((line) => expect.stringMatching(line)),
      )
      expect(first).toMatch(said[0] ?? /^$/u)
      expect(rest.at(-1)).toMatch(
        /^Not checked, since it takes GitHub .*--online\): token, fork, /u,
      )
    },
  )

  it('is silent on the default branch, too, and says what it could not look at', async () => {
    await using clinic = await setClinic({ oneJob: false })
    git(clinic.clone, 'switch', '--quiet', 'main')

    const { exitCode, stdout } = await clinic.online()

    expect(exitCode).toBe(0)
    expect(stdout).toMatch(
      /^No problem found; \d+ checks passed\.\nCould not be checked \(no fix branch\): .*branch-pattern/u,
    )
  })

  it('counts as one where specs, workflow and configuration lie on the default branch alone', async () => {
    await using clinic = await setClinic({
      layout: 'mirror',
      oneJob: false,
      fix: { 'keep.txt': 'fixed\n' },
    })
    clinic.change('fork', {
      '.github/staging-pr.yml': 'verify:\n  test: echo checked\n',
      '.chant/specs/issue-1234.md':
        '---\ntype: code\nlabels: [issue-1234]\n---\n# Keys\n',
    })

    const { exitCode, stdout } = await clinic.online()

    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: expect.stringMatching(/^No problem found; /u),
    })
  })
})

describe('doctor', () => {
  it('lists with --verbose what passed, and with --json the same by stable codes', async () => {
    await using clinic = await setClinic({ oneJob: false })

    const verbose = await clinic.online(['--verbose'])
    const json = documentIn(await clinic.online(['--json']))

    const listed = [...verbose.stdout.matchAll(/^ok {5}([a-z-]+)$/gmu)]
    expect(listed.map(([, code]) => code)).toEqual(json.passed)
    expect(json).toMatchObject({
      schemaVersion: 1,
      fork: 'contributor/keep',
      branch,
      online: true,
      problems: [],
      unchecked: [],
    })
    expect(json.passed.length).toBeGreaterThan(40)
  })

  it('says every problem in one line with what mends it in this fork, errors first', async () => {
    await using clinic = await setClinic({
      upstream: {
        '.github/workflows/release.yml':
          'on: push\npermissions: write-all\njobs: {a: {runs-on: x, steps: [{run: x}]}}\n',
      },
    })
    clinic.fork.settings.allowActionsPullRequests = false

    const { exitCode, stdout } = await clinic.online()

    const lines = stdout.trimEnd().split('\n')
    expect(exitCode).toBe(1)
    expect(lines).toEqual([
      expect.stringMatching(/^error {2}create-pull-requests: .+ → .+$/u),
      expect.stringMatching(/^warn {3}upstream-workflows: .+ → .+$/u),
      expect.stringMatching(/^note {3}one-job: .+ → .+$/u),
      expect.stringMatching(
        /^1 error, 1 warning, 1 note; \d+ checks passed\.$/u,
      ),
    ])
    expect(lines[0]).toContain(`${clinic.fork.url}/settings/actions`)
    expect(lines[1]).toContain(
      '`gh workflow disable release.yml -R contributor/keep`',
    )
  })

  it('asks GitHub for nothing without --online, and writes nothing with it', async () => {
    await using clinic = await setClinic()
    const before = git(clinic.clone, 'status', '--porcelain', '--ignored')
    const refs = git(clinic.clone, 'for-each-ref')

    // Requests and writes are looked at by the clinic itself.
    await clinic.doctor()
    await clinic.online()

    expect(clinic.github.requests.map(({ method }) => method)).toEqual(
      Array.from({ length: 5 }, () => 'GET'),
    )
    expect(git(clinic.clone, 'status', '--porcelain', '--ignored')).toBe(before)
    expect(git(clinic.clone, 'for-each-ref')).toBe(refs)
  })

  it('needs a token for --online, and refuses what it does not know', async () => {
    await using clinic = await setClinic()

    const without = await clinic.online([], {})
    const unknown = await clinic.doctor('--onlnie')

    expect([without.exitCode, unknown.exitCode]).toEqual([2, 2])
    expect(without.stderr).toContain('GITHUB_TOKEN is not set')
    expect(without.stderr).toContain('gh auth token')
    expect(unknown.stderr).toContain('--onlnie')
  })

  it('sends the token to no other server than the one of the fork', async () => {
    await using clinic = await setClinic()
    git(
      clinic.clone,
      'remote',
      'set-url',
      'origin',
      'git@ghes.example.org:contributor/keep.git',
    )

    const { exitCode, stderr } = await clinic.online()

    expect(exitCode).toBe(2)
    expect(stderr).toContain('The fork is on ghes.example.org, and the token')
    expect(stderr).toContain('GITHUB_API_URL=https://ghes.example.org/api/v3')
    expect(clinic.github.requests).toEqual([])
  })

  it('takes a setting that the token may not read for not checked', async () => {
    await using clinic = await setClinic({ oneJob: false })

    const { exitCode, stdout } = await clinic.online([], {
      GITHUB_TOKEN: clinic.fork.token,
    })

    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^No problem found; /u)
    expect(stdout).toContain(
      'Could not be checked (the token may not read it (403)): actions-enabled, actions-allowed, create-pull-requests, default-permissions.',
    )
    expect(stdout).toContain(
      '(GitHub shows this setting to owners only): squash-description',
    )
  })

  it('ends with 3 where GitHub was to be asked and could not be, and says the rest all the same', async () => {
    await using clinic = await setClinic({ oneJob: false })

    const { exitCode, stdout } = await clinic.online([], {
      GITHUB_TOKEN: clinic.ownToken,
      GITHUB_API_URL: 'http://127.0.0.1:9/api',
    })

    expect(exitCode).toBe(3)
    expect(stdout).toContain(
      'Could not be checked (GitHub could not be reached): token, fork,',
    )
  })

  it('lets nothing of a file or a name steer the terminal', async () => {
    await using clinic = await setClinic()
    clinic.edit((text) =>
      text.replace(
        'group: staging-pr-${{ inputs.branch || github.head_ref }}',
        'group: "\\e]0;owned\\a\\e[2J\\nwarn   faked"',
      ),
    )

    const { stdout } = await clinic.doctor()

    expect(stdout).toMatch(/^warn {3}concurrency: /mu)
    expect(stdout).not.toMatch(/^warn {3}faked/mu)
    expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
  })

  it('reads a workflow that is a bomb, a riddle or no YAML at all as one that cannot be read', async () => {
    await using clinic = await setClinic()
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...['b', 'c', 'd', 'e', 'f', 'g', 'h'].map(
        (name, index) =>
          `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefg'[index] ?? ''}`).join(', ')}]`,
      ),
    ].join('\n')
    clinic.change('main', {
      '.github/workflows/staging-pr-1.yml': bomb,
      '.github/workflows/staging-pr-2.yml': 'on: push\njobs: [',
      '.github/workflows/staging-pr-3.yml': '&a [*a]',
      '.github/workflows/staging-pr-4.yml': `${'#'.repeat(300_000)}\n`,
    })

    const ended = await clinic.doctor('--json')

    expect(ended.exitCode).toBe(1)
    expect(graveIn(ended)).toEqual(
      Array.from({ length: 4 }, () => 'error workflow-readable'),
    )
  })
})
