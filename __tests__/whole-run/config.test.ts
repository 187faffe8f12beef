import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { Files } from '../../harness/fork-world.ts'
import { git } from '../../harness/git.ts'
import type { ActionResult } from '../../harness/run-action.ts'
import { branch, errors, fix, plainLog, setScene, specText } from './scene.ts'

const specPath = '.chant/specs/005-fork-fix.md'

/** A fix with a spec and without a configuration. */
const unconfigured: Files = { 'keep.txt': 'fixed\n', [specPath]: specText }

/** What a run did, step by step: `id status`. */
function steps({ outputs }: ActionResult): readonly string[] {
  const path = outputs['evidence-path']
  if (path === undefined) return []
  const evidence: {
    readonly steps: readonly {
      readonly id: string
      readonly status: string
    }[]
  } = JSON.parse(readFileSync(path, 'utf8'))
  return evidence.steps.map(({ id, status }) => `${id} ${status}`)
}

describe('the configuration of a run', () => {
  it('comes from `source-ref` when the fix branch carries none, and beside it the head’s own adds steps and replaces none', async () => {
    await using scene = await setScene()
    const { clone } = scene.world
    git(clone, 'switch', '--quiet', '--create', 'staging-specs', 'main')
    scene.world.write({
      '.github/staging-pr.yml': 'verify:\n  beside: echo beside\n',
    })
    scene.world.commit('Configuration')
    scene.world.push('staging-specs')
    git(clone, 'switch', '--quiet', branch)

    const beside = await scene.pushAndRun(unconfigured)
    const own = await scene.pushAndRun({
      '.github/staging-pr.yml':
        'verify:\n  beside: echo changed\n  own: echo own\n',
    })

    expect(steps(beside)).toEqual(['beside passed'])
    expect(steps(own)).toEqual(['beside passed', 'own passed'])
    expect(plainLog(own)).not.toContain('echo changed')
    const { body } = scene.stagingPullRequest()
    expect(body).toContain('`echo own`')
    expect(body).toContain(
      "The step `beside` is not the one of the fork's configuration",
    )
  })

  it('is that of the default branch where the branch of the specs has none', async () => {
    await using scene = await setScene()
    const { clone } = scene.world
    git(clone, 'switch', '--quiet', 'main')
    scene.world.write({
      '.github/staging-pr.yml': 'verify:\n  shared: echo shared\n',
    })
    scene.world.commit('Configuration')
    scene.world.push('main')
    git(clone, 'switch', '--quiet', '--create', 'staging-specs', 'main~1')
    scene.world.write({ '.chant/specs/notes.txt': 'x\n' })
    scene.world.commit('Specs')
    scene.world.push('staging-specs')
    git(clone, 'switch', '--quiet', branch)

    expect(steps(await scene.pushAndRun(unconfigured))).toEqual([
      'shared passed',
    ])
  })

  it('may lie elsewhere and be replaced in part by the input `verify`', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun(
      {
        ...unconfigured,
        'ci/staging.yml':
          'verify:\n  never: "false"\ngates: {spec: off}\nbranches: ["fix/**"]\n',
      },
      {
        inputs: {
          config: 'ci/staging.yml',
          verify: 'quick: echo quick\nslow: {run: echo slow, kind: lint}\n',
        },
      },
    )

    expect(steps(result)).toEqual(['quick passed', 'slow passed'])
    expect(result.outputs['conclusion']).toBe('ready')
  })

  it('must exist at a path that a person gave', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun(unconfigured, {
      inputs: { config: 'ci/gone.yml' },
    })

    expect(result.exitCode).toBe(1)
    expect(errors(result)).toEqual([
      `input \`config\`: ci/gone.yml is neither on ${branch} nor on main.
Commit the file, or correct the path.`,
    ])
    expect(scene.github.writes()).toEqual([])
  })
})

describe('a run without a step', () => {
  it('is inconclusive when the configuration says so, whatever the manifests offer', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun({
      ...unconfigured,
      'package.json': '{"scripts": {"test": "node --test"}}\n',
      '.github/staging-pr.yml': 'verify: {}\n',
    })

    expect(result.outputs['conclusion']).toBe('inconclusive')
    expect(steps(result)).toEqual([])
    expect(result.exitCode).toBe(1)
    const { sha, state } = scene.fork.statuses.at(-1) ?? {}
    expect({ sha, state }).toEqual({
      sha: scene.stagingPullRequest().headSha,
      state: 'error',
    })
  })

  it('is one clear message when there is neither configuration nor known manifest', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun(unconfigured)

    expect(result.outputs).toMatchObject({
      conclusion: 'inconclusive',
      operation: 'created',
    })
    expect(errors(result)).toHaveLength(1)
    expect(errors(result)[0]).toContain('.github/staging-pr.yml')
    expect(scene.stagingPullRequest().body).toContain('.github/staging-pr.yml')
  })
})

describe('a configuration that cannot be used', () => {
  it.each([
    [
      'an unknown key',
      'verify:\n  test: echo checked\ngate:\n  scope: warn\n',
      '`.github/staging-pr.yml` line 3: `gate` is not a known key; did you mean `gates`?',
    ],
    [
      'an unknown key of a step',
      'verify:\n  test:\n    run: echo checked\n    timout: 3m\n',
      '`.github/staging-pr.yml` line 4: `verify.test.timout` is not a known key; did you mean `timeout`?',
    ],
    [
      'broken YAML',
      'verify:\n  test: "echo\n  clippy: [\n',
      '`.github/staging-pr.yml` line ',
    ],
    ['a list for a map', '- verify\n', '`.github/staging-pr.yml` line 1: '],
    [
      'a criterion of a step that is not there',
      'verify:\n  test: echo checked\ncriteria:\n  edge: tests\n',
      '`.github/staging-pr.yml` line 4: ',
    ],
  ])('is refused with file and line: %s', async (_, text, message) => {
    await using scene = await setScene()

    const result = await scene.pushAndRun({
      ...fix,
      '.github/staging-pr.yml': text,
    })

    expect(result.exitCode).toBe(1)
    expect(errors(result)).toHaveLength(1)
    expect(errors(result)[0]).toContain(message)
    expect(errors(result)[0]).toContain(
      'Correct .github/staging-pr.yml and push again.',
    )
    expect(result.stdout + result.stderr).not.toMatch(/\n\s+at /u)
    expect(scene.github.writes()).toEqual([])
  })
})

describe('the preset of package.json', () => {
  const test = (name: string, body: string): string =>
    `import { test } from 'node:test'\ntest('${name}', () => { ${body} })\n`
  const upstream: Files = {
    'package.json': `{
  "name": "keep",
  "type": "module",
  "scripts": {"test": "node --test", "lint": "node --check keep.js"}
}
`,
    'keep.js': 'export const kept = 1\n',
    'keep.test.js': test('keeps', ''),
  }

  it('runs its scripts and the tests that the branch adds, and the page says where the steps come from', async () => {
    await using scene = await setScene({ upstream })

    const result = await scene.pushAndRun({
      'keep.js': 'export const kept = 2\n',
      'lost.test.js': test(
        'issue 1234 loses no key',
        'if (kept !== 2) throw new Error("lost")',
      ).replace(/^/u, "import { kept } from './keep.js'\n"),
      [specPath]: specText.replace('keep.txt', 'keep.js'),
    })

    expect(steps(result)).toEqual([
      'reproduction passed',
      'new-tests passed',
      'test passed',
      'lint passed',
    ])
    const { body } = scene.stagingPullRequest()
    expect(body).toContain('package.json')
    expect(body).toContain('issue 1234 loses no key')
    expect(body).toContain('2 passed')
    expect(result.outputs['conclusion']).toBe('ready')
  })

  it('shows a failing test by its name', async () => {
    await using scene = await setScene({ upstream })

    const result = await scene.pushAndRun({
      'lost.test.js': test('loses a key', 'throw new Error("lost")'),
      [specPath]: specText.replace('keep.txt', 'keep.js'),
    })

    expect(steps(result)).toEqual([
      'reproduction skipped',
      'new-tests failed',
      'test failed',
      'lint passed',
    ])
    expect(result.outputs['conclusion']).toBe('failed')
    expect(scene.stagingPullRequest().body).toContain('Error: lost')
  })
})
