import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { Files } from '../../harness/fork-world.ts'
import { git } from '../../harness/git.ts'
import { matrixOf, runJobs } from './jobs.ts'
import { branch, errors, fix, type Scene, setScene } from './scene.ts'

/** Files of a fix whose steps are these. */
function withSteps(steps: string): Record<string, string | null> {
  return {
    ...fix,
    '.github/staging-pr.yml': `verify:\n${steps}gates: {scope: off}\n`,
  }
}

/** Pushes files to the fork's default branch and comes back to the fix. */
function pushToMain({ world }: Scene, files: Files): void {
  git(world.clone, 'switch', '--quiet', 'main')
  world.write(files)
  world.commit('Configure')
  world.push('main')
  git(world.clone, 'switch', '--quiet', branch)
}

describe('a plan that others may read', () => {
  it.each([
    [
      'a password in an address',
      'DATABASE_URL=postgres://postgres:hunter22@localhost/t echo ok',
      {},
    ],
    ['what looks like a token', `echo ghp_${'a1'.repeat(18)}`, {}],
    ['a word that is a secret of the job', 'echo integration', secretWord()],
  ])(
    'hides %s in a command, and the verdict stays that of one job',
    async (_, command, environment) => {
      await using scene = await setScene()
      const pushed = scene.pushFiles(withSteps(`  test: |\n    ${command}\n`))

      const alone = await scene.runOnPush(pushed, { environment })
      const { plan, legs, published } = await runJobs(scene, pushed, {
        environment,
      })

      const text = readFileSync(plan.outputs['plan-path'] ?? '', 'utf8')
      expect(text).toContain('(redacted)')
      expect(text).not.toContain(command)
      expect(alone.outputs['conclusion']).toBe('ready')
      expect(legs.get('test')?.exitCode).toBe(0)
      expect(published.outputs['conclusion']).toBe('ready')
    },
  )

  it('keeps ids that are a secret of the job elsewhere', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(withSteps('  integration: echo fine\n'))

    const { published } = await runJobs(scene, pushed, {
      environment: secretWord(),
    })

    expect(published.outputs['conclusion']).toBe('ready')
  })

  it('hides a secret of the input `verify`, which the leg is given again', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(fix)
    const verify = 'test: DATABASE_URL=postgres://u:hunter22@db/t echo ok'

    const { legs, published } = await runJobs(scene, pushed, {
      inputs: { verify },
    })

    expect(legs.get('test')?.exitCode).toBe(0)
    expect(published.outputs['conclusion']).toBe('ready')
  })
})

function secretWord(): Record<string, string> {
  return { MY_PASSWORD: 'integration' }
}

describe('a plan', () => {
  it('of more jobs than one matrix takes is refused, with the step that has most', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(
      withSteps(
        '  a: { run: echo, shards: 200 }\n  b: { run: echo, shards: 57 }\n',
      ),
    )

    const plan = await scene.runOnPush(pushed, { inputs: { mode: 'plan' } })

    expect(plan.exitCode).toBe(1)
    expect(errors(plan).join()).toContain('257 jobs')
    expect(errors(plan).join()).toContain('Lower `verify.a.shards`')
    expect(matrixOf(plan)).toEqual([])
    const result = readFileSync(plan.outputs['result-path'] ?? '', 'utf8')
    expect(JSON.parse(result)).toMatchObject({
      conclusion: null,
      codes: ['run/stopped'],
    })
  })

  it('that was changed in any way is refused where its hash is handed on', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(fix)
    let hash = ''

    const { plan, published } = await runJobs(scene, pushed, {
      publishInputs: (outputs) => {
        hash = outputs['plan-hash'] ?? ''
        return { 'plan-hash': hash }
      },
      tamper: (_, path) => {
        const known = JSON.parse(readFileSync(path, 'utf8'))
        known.fixes[0].base.sha = 'a'.repeat(40)
        writeFileSync(path, JSON.stringify(known))
      },
    })

    expect(plan.outputs['plan-hash']).toMatch(/^[0-9a-f]{64}$/u)
    expect(published.exitCode).toBe(1)
    expect(errors(published).join()).toContain('is not the plan')
    expect(scene.fork.pullRequests).toEqual([])
  })

  it.each<[string, (plan: Plan) => void]>([
    [
      'upstream',
      ({ fixes }) => Object.assign(fixes[0].upstream, { name: 'x' }),
    ],
    ['fork', ({ fork }) => Object.assign(fork, { owner: 'x' })],
    [
      'set of inputs',
      ({ inputs }) => Object.assign(inputs, { verify: 'a: b' }),
    ],
    ['repository', ({ run }) => Object.assign(run, { repositoryId: 3 })],
    ['version', (plan) => Object.assign(plan, { product: 'x' })],
    [
      'set of steps',
      ({ fixes }) => Object.assign(fixes[0].steps[0], { command: 'true' }),
    ],
    [
      'set of jobs',
      ({ fixes }) => Object.assign(fixes[0].legs[0], { id: 'b1.test' }),
    ],
  ])(
    'of another %s takes no evidence, and calls none forged',
    async (what, change) => {
      await using scene = await setScene()
      const pushed = scene.pushFiles(fix)

      const { published } = await runJobs(scene, pushed, {
        tamper: (_, path) => {
          const plan: Plan = JSON.parse(readFileSync(path, 'utf8'))
          change(plan)
          writeFileSync(path, JSON.stringify(plan))
        },
      })

      expect(published.outputs['conclusion']).toBe('inconclusive')
      expect(errors(published).join()).toContain(`made for another ${what}`)
      expect(errors(published).join()).not.toContain('is no evidence')
    },
  )

  it('whose configuration changed on the default branch fits no more, and no leg is called forged', async () => {
    await using scene = await setScene()
    const { '.github/staging-pr.yml': _config, ...rest } = fix
    pushToMain(scene, { '.github/staging-pr.yml': 'verify:\n  a: echo\n' })
    const pushed = scene.pushFiles(rest)

    const { published } = await runJobs(scene, pushed, {
      tamper: () =>
        pushToMain(scene, { '.github/staging-pr.yml': 'verify:\n  z: echo\n' }),
    })

    expect(published.outputs['conclusion']).toBe('inconclusive')
    expect(errors(published).join()).toContain('made for another configuration')
    expect(errors(published).join()).toContain('run all jobs again')
    expect(errors(published).join()).not.toContain('is no evidence')
  })
})

type Plan = {
  readonly run: object
  readonly fork: object
  readonly inputs: object
  readonly fixes: readonly [
    {
      readonly upstream: object
      readonly steps: readonly [object]
      readonly legs: readonly [object]
    },
  ]
}

describe('a step that is split', () => {
  it('is ready where one part of it has no test', async () => {
    await using scene = await setScene()
    const said = (passed: number): string =>
      `test result: ok. ${passed} passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s`
    const pushed = scene.pushFiles(
      withSteps(
        `  test: { run: 'if [ $SHARD = 2 ]; then echo "${said(0)}"; else echo "${said(5)}"; fi', shards: 2 }\n`,
      ),
    )

    const { legs, published } = await runJobs(scene, pushed)

    expect([...legs.values()].map(({ exitCode }) => exitCode)).toEqual([0, 0])
    expect(published.outputs['conclusion']).toBe('ready')
  })
})

describe('a step that relies on an earlier one', () => {
  const steps = (needs: string): string =>
    `  build: { run: 'echo x > built.tmp', kind: lint }\n  use: { run: 'cat built.tmp', kind: lint, baseline: false${needs} }\n`

  it('fails in a job of its own without `needs`, and its log says what to write', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(withSteps(steps('')))

    const { legs } = await runJobs(scene, pushed)

    const { exitCode, stdout } = legs.get('use') ?? {}
    expect(exitCode).toBe(1)
    expect(stdout).toContain('where `build` did not run')
    expect(stdout).toContain('`needs: [build]` under `verify.use`')
  })

  it('passes there with `needs`', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(withSteps(steps(', needs: [build]')))

    const { legs } = await runJobs(scene, pushed)

    expect(legs.get('use')?.exitCode).toBe(0)
  })
})

describe('a branch that was rewritten before its legs began', () => {
  it('is told as that, not as a checkout that lacks commits', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(fix)
    const plan = await scene.runOnPush(pushed, {
      runId: 1,
      inputs: { mode: 'plan' },
    })
    git(scene.world.clone, 'commit', '--quiet', '--amend', '--message', 'Again')
    const newer = scene.world.push(branch, '--force')
    git(scene.world.fork, 'prune', '--expire=now')

    const leg = await scene.runOnPush(pushed, {
      runId: 1,
      workspace: scene.checkout(newer.after),
      inputs: {
        mode: 'verify',
        token: '',
        plan: plan.outputs['plan-path'] ?? '',
        step: 'test',
      },
    })

    expect(leg.exitCode).toBe(1)
    expect(errors(leg).join()).toContain('the branch was rewritten')
    expect(errors(leg).join()).toContain(newer.after.slice(0, 12))
    expect(errors(leg).join()).not.toContain('fetch-depth')
  })
})
