import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { canary, fix, messages, setScene, specText } from './scene.ts'

/** Prints the environment of the action itself, which the code under test can reach on Linux. */
const steal = `verify:
  test: |
    tr '\\0' '\\n' < /proc/$PPID/environ || true
    echo "in base64: $(tr '\\0' '\\n' < /proc/$PPID/environ | grep MY_API_TOKEN | base64 -w0)"
    exit 1
`

describe('a secret that a command finds after all', () => {
  it('is in no request, no file, no log and no summary', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun({
      ...fix,
      '.github/staging-pr.yml': steal,
    })

    const files = ['evidence-path', 'body-path'].map((name) =>
      readFileSync(result.outputs[name] ?? '', 'utf8'),
    )
    const base64 = Buffer.from(canary).toString('base64').slice(4, 20)
    for (const text of [
      ...files,
      result.stdout,
      result.stderr,
      result.summary,
      scene.github.everythingSent(),
    ]) {
      expect(text).not.toContain(canary)
      expect(text).not.toContain(base64)
      expect(text).not.toContain(scene.fork.token)
    }
    expect(result.stdout).toContain('MY_API_TOKEN=(redacted)')
    expect(result.outputs['conclusion']).toBe('failed')
  })
})

describe('a token in a spec', () => {
  it('does not reach the staging PR', async () => {
    await using scene = await setScene()
    const token = `ghp_${'a1B2'.repeat(9)}`

    await scene.pushAndRun({
      ...fix,
      '.chant/specs/005-fork-fix.md': specText.replace(
        'Two writers lose a key.',
        `Log in with ${token} to see it.`,
      ),
    })

    expect(scene.stagingPullRequest().body).toContain(
      'Log in with (redacted) to see it.',
    )
    expect(scene.github.everythingSent()).not.toContain(token)
  })
})

describe('a password in an address', () => {
  it('leaves no name behind, wherever it stands, and does not leave itself', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun({
      ...fix,
      '.chant/specs/005-fork-fix.md': `${specText.replace(
        'Two writers lose a key.',
        'See postgres://app:hunter22pw@db:5432/keep for it.',
      )}- [ ] Log in at https://user:hunter22pw@example.com/x\n`,
    })

    // Live references in what was sent are looked for after every run.
    expect(scene.stagingPullRequest().body).toContain('(redacted)')
    for (const text of [
      scene.github.everythingSent(),
      result.stdout,
      result.summary,
    ]) {
      expect(text).not.toContain('hunter22pw')
    }
  })
})

describe('a token in the name of the reproduction test', () => {
  it('does not reach the marker that remembers its original', async () => {
    await using scene = await setScene()
    const token = `ghp_${'a1B2'.repeat(9)}`

    await scene.pushAndRun({
      ...fix,
      [`test/${token}.test.js`]: 'process.exit(1)\n',
      '.github/staging-pr.yml': `verify:\n  reproduction:\n    run: grep -q fixed keep.txt || { echo RED; exit 1; }\n    red: RED\n    files: [test/${token}.test.js]\n`,
    })

    expect(scene.stagingPullRequest().body).toContain(' originals=')
    expect(scene.github.everythingSent()).not.toContain(token)
  })
})

describe('a commit message that refers to an issue', () => {
  it('is named with other words, and nothing that is sent refers to it', async () => {
    await using scene = await setScene()

    await scene.runOnPush(scene.pushFiles(fix, 'Fix #1234: keys are lost'))

    const { body } = scene.stagingPullRequest()
    expect(body).toContain('refers to an issue by its number')
    expect(body).toContain('“Fix issue 1234: keys are lost”')
  })
})

describe('a credential that the checkout left in the git configuration', () => {
  it.each([
    [
      'as a header',
      (workspace: string) => {
        git(
          workspace,
          'config',
          'http.https://github.com/.extraheader',
          'AUTHORIZATION: basic eA==',
        )
      },
      'http.https://github.com/.extraheader',
    ],
    [
      'in an included file',
      (workspace: string) => {
        git(
          workspace,
          'config',
          `includeIf.gitdir:${workspace}/.git.path`,
          '/home/runner/work/_temp/git-credentials-1b2c.config',
        )
      },
      'includeif.gitdir:',
    ],
  ])(
    '%s is told with the lines that take it away',
    async (...[, set, name]) => {
      await using scene = await setScene()
      const pushed = scene.pushFiles(fix)
      set(scene.world.clone)

      const result = await scene.runOnPush(pushed, {
        workspace: scene.world.clone,
      })

      expect(result.exitCode).toBe(0)
      const notices = messages(result, 'notice').filter((text) =>
        text.includes('credential'),
      )
      expect(notices).toHaveLength(1)
      expect(notices[0]).toContain(name)
      expect(notices[0]).toContain('persist-credentials: false')
    },
  )

  it('is none where there is none', async () => {
    await using scene = await setScene()

    expect((await scene.pushAndRun(fix)).stdout).not.toContain('credential')
  })
})

describe("a command that writes to the runner's own files", () => {
  it('has failed, and what it wrote is gone', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun({
      ...fix,
      '.github/staging-pr.yml':
        'verify:\n  test: |\n    echo "evil=1" >> "$HOME/../output"\n',
    })

    expect(result.outputs).toMatchObject({ conclusion: 'failed' })
    expect(result.outputs).not.toHaveProperty('evil')
    expect(scene.stagingPullRequest().body).toContain(
      'It wrote to files of the runner (GITHUB_OUTPUT)',
    )
  })
})

describe('the summary of a run in one job', () => {
  it('says that commands ran beside a write token, with the way without', async () => {
    await using scene = await setScene()

    const { summary } = await scene.pushAndRun(fix, {
      environment: {
        GITHUB_ACTION_REPOSITORY: 'someone/staging-pr',
        GITHUB_ACTION_REF: 'v1',
      },
    })

    expect(summary).toContain(
      'The commands ran in the job that holds the write token',
    )
    expect(summary).toContain('/someone/staging-pr/blob/v1/docs/jobs.md')
  })
})

describe('what a command leaves where this action writes', () => {
  const planted = (command: string) => ({
    ...fix,
    '.github/staging-pr.yml': `verify:\n  test:\n    kind: lint\n    run: |\n      mkdir -p "$RUNNER_TEMP/staging-pr"\n      ${command}\n`,
  })

  it('as a pipe is replaced and never opened', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun(
      planted(
        'for name in evidence.json body.md result.json; do mkfifo "$RUNNER_TEMP/staging-pr/$name"; done',
      ),
    )

    expect(result.outputs['operation']).toBe('created')
    const path = result.outputs['evidence-path'] ?? ''
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      schemaVersion: 1,
    })
  })

  it('as a link leads nowhere', async () => {
    await using scene = await setScene()
    const victim = join(scene.root, 'victim')
    writeFileSync(victim, 'precious')

    const result = await scene.pushAndRun(
      planted(
        `ln -s ${victim} "$RUNNER_TEMP/staging-pr/body.md"; ln -s ${victim} "$RUNNER_TEMP/staging-pr/evidence.json"`,
      ),
    )

    expect(result.outputs['operation']).toBe('created')
    expect(readFileSync(victim, 'utf8')).toBe('precious')
  })

  it('as a link in place of the folder is taken away', async () => {
    await using scene = await setScene()
    const victim = join(scene.root, 'victim')
    mkdirSync(victim)

    await scene.pushAndRun(
      planted(
        `rm -r "$RUNNER_TEMP/staging-pr"; ln -s ${victim} "$RUNNER_TEMP/staging-pr"`,
      ),
    )

    expect(readdirSync(victim)).toEqual([])
  })
})

describe('labels', () => {
  it('that could refer, mention or tell a secret are left out and told', async () => {
    await using scene = await setScene()
    scene.fork.addLabel('bug')
    scene.fork.addLabel('C++: help wanted')

    const result = await scene.pushAndRun(fix, {
      inputs: {
        labels: `bug,@octocat,Fixes up/repo#1,GH-2,${canary},C++: help wanted`,
      },
    })

    expect(scene.stagingPullRequest().labels.map(({ name }) => name)).toEqual([
      'bug',
      'C++: help wanted',
    ])
    expect(result.stdout.match(/is not set: it holds/gu)).toHaveLength(4)
  })
})
