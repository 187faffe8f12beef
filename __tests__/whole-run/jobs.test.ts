import {
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { legFile, matrixOf, runJobs } from './jobs.ts'
import {
  config,
  mended,
  reproduction,
  steady,
  upstream,
} from './node-project.ts'
import { errors, setScene } from './scene.ts'

describe('plan, verify and publish in jobs of their own', () => {
  it('come to the verdict and the body of one job', async () => {
    await using one = await setScene({ upstream })
    one.pushFiles(reproduction, 'Reproduce it')
    const alone = await one.pushAndRun(mended)
    await using many = await setScene({ upstream })
    many.pushFiles(reproduction, 'Reproduce it')
    const pushed = many.pushFiles(mended)

    const { plan, legs, published } = await runJobs(many, pushed)

    expect(errors(published)).toEqual([])
    expect(matrixOf(plan).map(({ id }) => id)).toEqual([
      'reproduction',
      'test',
      'fmt',
    ])
    expect(plan.outputs['count']).toBe('3')
    expect([...legs.values()].map(({ exitCode }) => exitCode)).toEqual([
      0, 0, 0,
    ])
    expect(published.outputs).toMatchObject({
      conclusion: alone.outputs['conclusion'],
      proof: 'proven',
      operation: 'created',
    })
    expect(steady(many.stagingPullRequest().body)).toBe(
      steady(one.stagingPullRequest().body),
    )
  })

  it('come to the verdict of one job where a step fails, and only its leg is red', async () => {
    await using scene = await setScene({ upstream })
    scene.pushFiles(reproduction, 'Reproduce it')
    const pushed = scene.pushFiles({
      ...mended,
      'test/broken.test.js':
        "import { test } from 'node:test'\ntest('broken', () => { throw new Error('no') })\n",
    })

    const { legs, published } = await runJobs(scene, pushed)

    expect(
      [...legs].map(([id, { exitCode }]) => `${id} ${String(exitCode)}`),
    ).toEqual(['reproduction 0', 'test 1', 'fmt 0'])
    expect(published.outputs['conclusion']).toBe('failed')
    expect(published.exitCode).toBe(1)
    expect(scene.stagingPullRequest().body).toContain('broken')
  })

  it('are inconclusive where a leg was cancelled, and name its step', async () => {
    await using scene = await setScene({ upstream })
    scene.pushFiles(reproduction, 'Reproduce it')
    const pushed = scene.pushFiles(mended)

    const { published } = await runJobs(scene, pushed, { cancelled: ['test'] })

    expect(published.outputs['conclusion']).toBe('inconclusive')
    expect(scene.stagingPullRequest().body).toContain(
      'its job left no evidence',
    )
  })

  it('split a step into shards and add up what these say', async () => {
    await using scene = await setScene({ upstream })
    scene.pushFiles(
      {
        ...reproduction,
        '.github/staging-pr.yml': config.replace(
          'test: node --test',
          "test: {run: 'echo shard $SHARD of $SHARDS; node --test', shards: 3, runs-on: ubuntu-24.04-arm}",
        ),
      },
      'Reproduce it',
    )
    const pushed = scene.pushFiles(mended)

    const { plan, legs, published } = await runJobs(scene, pushed)

    expect(matrixOf(plan)).toContainEqual({
      id: 'test.2',
      step: 'test',
      shard: 2,
      shards: 3,
      'runs-on': 'ubuntu-24.04-arm',
      branch: pushed.branch,
    })
    expect(legs.get('test.2')?.stdout).toContain('shard 2 of 3')
    expect(published.outputs['conclusion']).toBe('ready')
    expect(scene.stagingPullRequest().body).toContain('6 passed')
  })

  it('take newer evidence of a leg that was run again', async () => {
    await using scene = await setScene({ upstream })
    scene.pushFiles(reproduction, 'Reproduce it')
    const pushed = scene.pushFiles(mended)

    const { published } = await runJobs(scene, pushed, {
      tamper: (evidence) => {
        const path = legFile(evidence, 'test')
        const old = JSON.parse(readFileSync(path, 'utf8'))
        const again = join(evidence, 'staging-pr-test-1')
        const failed = { ...old.result, status: 'failed', exitCode: 1 }
        writeFileSync(path, JSON.stringify({ ...old, result: failed }))
        const first = { ...old.run, attempt: 2 }
        mkdirSync(`${again}-again`)
        writeFileSync(
          join(`${again}-again`, 'test.json'),
          JSON.stringify({ ...old, run: first }),
        )
      },
      publishAttempt: 2,
    })

    expect(published.outputs['conclusion']).toBe('ready')
  })
})

describe('mode verify', () => {
  it.each([
    ['the input', { inputs: { token: 'ghs_0123456789abcdef' } }, 'token: ""'],
    [
      'the environment',
      { environment: { GH_TOKEN: 'x' } },
      'Take GH_TOKEN out of `env`',
    ],
    [
      'a variable of any name',
      { environment: { AUTH: 'Bearer ghs_1234567_eyJhbGciOiJSUzI1.abc.def' } },
      'Take AUTH out of `env`',
    ],
    [
      'a permission of the job',
      { environment: { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x' } },
      'id-token: write',
    ],
  ])('runs nothing while %s holds a token', async (_, reach, remedy) => {
    await using scene = await setScene({ upstream })
    const pushed = scene.pushFiles({ ...reproduction, ...mended })
    const plan = await scene.runOnPush(pushed, {
      runId: 1,
      inputs: { mode: 'plan' },
    })

    const leg = await scene.runOnPush(pushed, {
      runId: 1,
      ...reach,
      inputs: {
        mode: 'verify',
        token: '',
        plan: plan.outputs['plan-path'] ?? '',
        step: 'fmt',
        ...('inputs' in reach ? reach.inputs : {}),
      },
    })

    expect(leg.exitCode).toBe(1)
    expect(leg.stdout).not.toContain('formatted')
    expect(errors(leg).join()).toContain(remedy)
    expect(leg.outputs['evidence-path']).toBeUndefined()
  })

  it('runs nothing while the checkout holds a credential', async () => {
    await using scene = await setScene({ upstream })
    const pushed = scene.pushFiles({ ...reproduction, ...mended })
    const plan = await scene.runOnPush(pushed, {
      runId: 1,
      inputs: { mode: 'plan' },
    })
    const workspace = scene.checkout(pushed.after)
    git(
      workspace,
      'config',
      'http.https://github.com/.extraheader',
      'AUTHORIZATION: basic eDp5',
    )

    const leg = await scene.runOnPush(pushed, {
      runId: 1,
      workspace,
      inputs: {
        mode: 'verify',
        token: '',
        plan: plan.outputs['plan-path'] ?? '',
        step: 'fmt',
      },
    })

    expect(errors(leg).join()).toContain('persist-credentials: false')
    expect(leg.stdout).not.toContain('formatted')
  })
})

describe('evidence that no leg of the run wrote so', () => {
  type Leg = {
    readonly leg: object
    readonly run: object
    readonly head: object
    readonly result: object
    readonly proof: { readonly runs: object } | null
  }

  /** Changes the file of a leg. */
  function edit(
    id: string,
    change: (leg: Leg) => object | string,
  ): (evidence: string) => void {
    return (evidence) => {
      const path = legFile(evidence, id)
      const changed = change(JSON.parse(readFileSync(path, 'utf8')))
      writeFileSync(
        path,
        typeof changed === 'string' ? changed : JSON.stringify(changed),
      )
    }
  }

  const copy =
    (id: string, name: string, folder = 'more') =>
    (evidence: string): void => {
      mkdirSync(join(evidence, folder), { recursive: true })
      cpSync(legFile(evidence, id), join(evidence, folder, name))
    }

  const green = [{ colour: 'green' }]
  const other = 'a'.repeat(40)

  const tamperings: Readonly<Record<string, (evidence: string) => void>> = {
    'is missing': (evidence) => rmSync(legFile(evidence, 'test')),
    'is missing for all': (evidence) => rmSync(evidence, { recursive: true }),
    'is of another run': edit('test', (leg) => ({
      ...leg,
      run: { ...leg.run, id: 5 },
    })),
    'is of another repository': edit('test', (leg) => ({
      ...leg,
      run: { ...leg.run, repositoryId: 5 },
    })),
    'is of a later attempt': edit('test', (leg) => ({
      ...leg,
      run: { ...leg.run, attempt: 9 },
    })),
    'is of another head': edit('test', (leg) => ({
      ...leg,
      head: { ...leg.head, sha: other },
    })),
    'is of another branch': edit('test', (leg) => ({
      ...leg,
      head: { ...leg.head, branch: 'fix/other' },
    })),
    'is of another merge base': edit('test', (leg) => ({
      ...leg,
      mergeBase: { sha: other },
    })),
    'is of another spec': edit('test', (leg) => ({
      ...leg,
      spec: { blob: other },
    })),
    'is of no spec': edit('test', (leg) => ({ ...leg, spec: null })),
    'is of another configuration': edit('test', (leg) => ({
      ...leg,
      configHash: '0'.repeat(64),
    })),
    'is of another version': edit('test', (leg) => ({
      ...leg,
      product: 'staging-pr 99.0.0',
    })),
    'is of another schema': edit('test', (leg) => ({
      ...leg,
      schemaVersion: 2,
    })),
    'is doubled': copy('test', 'test.json'),
    'is of a leg that is not planned': edit('test', (leg) => ({
      ...leg,
      leg: { ...leg.leg, id: 'extra' },
    })),
    'is beside the planned': copy('test', 'extra.json'),
    'lies under the name of another leg': (evidence) =>
      cpSync(legFile(evidence, 'fmt'), legFile(evidence, 'test')),
    'tells of another step': edit('test', (leg) => ({
      ...leg,
      leg: { ...leg.leg, step: 'fmt' },
    })),
    'has the result of another step': edit('test', (leg) => ({
      ...leg,
      result: { ...leg.result, id: 'fmt' },
    })),
    'is of another shard': edit('test', (leg) => ({
      ...leg,
      leg: { ...leg.leg, shard: 2, shards: 2 },
    })),
    'is of attempt 0': edit('test', (leg) => ({
      ...leg,
      run: { ...leg.run, attempt: 0 },
    })),
    'is beside the planned and of no attempt': (evidence) => {
      const path = legFile(evidence, 'test')
      const leg: Leg = JSON.parse(readFileSync(path, 'utf8'))
      const none = { ...leg, run: { ...leg.run, attempt: null } }
      writeFileSync(join(evidence, 'test.json'), JSON.stringify(none))
    },
    'names a status twice': edit('test', (leg) =>
      JSON.stringify(leg).replace('"status":', '"status":"failed","status":'),
    ),
    'hands in the proof from another leg': (evidence) => {
      const own = JSON.parse(
        readFileSync(legFile(evidence, 'reproduction'), 'utf8'),
      )
      edit('fmt', (leg) => ({
        ...leg,
        result: { ...leg.result, kind: 'reproduction' },
        proof: own.proof,
      }))(evidence)
    },
    'is no JSON': edit('test', () => '{"schemaVersion":1'),
    'is empty': edit('test', () => ''),
    'is null': edit('test', () => 'null'),
    'is a list': edit('test', (leg) => [leg]),
    'has a field too many': edit('test', (leg) => ({ ...leg, ready: true })),
    'has a field too few': edit('test', (leg) => ({
      ...leg,
      result: undefined,
    })),
    'has __proto__': edit('test', (leg) =>
      JSON.stringify(leg).replace('{', '{"__proto__":{"ready":true},'),
    ),
    'has a status that there is not': edit('test', (leg) => ({
      ...leg,
      result: { ...leg.result, status: 'ready' },
    })),
    'passed with another exit status': edit('test', (leg) => ({
      ...leg,
      result: { ...leg.result, exitCode: 1 },
    })),
    'is far too large': edit('test', (leg) => ({
      ...leg,
      result: { ...leg.result, tail: 'x'.repeat(17 * 1024 * 1024) },
    })),
    'is a link': (evidence) => {
      const path = legFile(evidence, 'test')
      cpSync(path, join(evidence, 'real'))
      rmSync(path)
      symlinkSync(join(evidence, 'real'), path)
    },
    'is a folder': (evidence) => {
      const path = legFile(evidence, 'test')
      rmSync(path)
      mkdirSync(path)
    },
    'has a proof that was never red': edit('reproduction', (leg) => ({
      ...leg,
      proof: {
        ...leg.proof,
        runs: { ...leg.proof?.runs, newBefore: green },
      },
    })),
    'has no proof': edit('reproduction', (leg) => ({ ...leg, proof: null })),
    'has a proof of a step that is none': edit('test', (leg) => ({
      ...leg,
      proof: {
        runs: {
          newBefore: [{ colour: 'red', by: 'test' }],
          newAfter: green,
          originalBefore: [],
          originalAfter: [],
        },
        originalTail: '',
      },
    })),
    'comes with a plan of fewer steps': (evidence) => {
      const path = join(evidence, '..', 'plan.json')
      const plan = JSON.parse(readFileSync(path, 'utf8'))
      const [fixed] = plan.fixes
      const fewer = {
        ...fixed,
        steps: fixed.steps.slice(0, 1),
        legs: fixed.legs.slice(0, 1),
      }
      writeFileSync(path, JSON.stringify({ ...plan, fixes: [fewer] }))
    },
    'comes with a plan of another commit': (evidence) => {
      const path = join(evidence, '..', 'plan.json')
      const text = readFileSync(path, 'utf8')
      const plan = JSON.parse(text)
      const sha = plan.fixes[0].mergeBase.sha
      writeFileSync(path, text.replaceAll(plan.fixes[0].head.sha, sha))
    },
    'comes with a plan of another run': (evidence) => {
      const path = join(evidence, '..', 'plan.json')
      const plan = JSON.parse(readFileSync(path, 'utf8'))
      writeFileSync(
        path,
        JSON.stringify({ ...plan, run: { ...plan.run, id: 5 } }),
      )
    },
    'comes with no plan': (evidence) =>
      rmSync(join(evidence, '..', 'plan.json')),
  }

  it('never ends in ready, and is named', async () => {
    await using scene = await setScene({ upstream })
    scene.pushFiles(reproduction, 'Reproduce it')
    const pushed = scene.pushFiles(mended)
    let honest = ''
    const { published } = await runJobs(scene, pushed, {
      tamper: (evidence) => {
        honest = join(evidence, '..', '..', 'honest')
        cpSync(join(evidence, '..'), honest, { recursive: true })
      },
    })
    expect(published.outputs['conclusion']).toBe('ready')
    const ends: string[] = []
    for (const [name, tamper] of Object.entries(tamperings)) {
      const folder = join(honest, '..', 'tampered')
      rmSync(folder, { recursive: true, force: true })
      cpSync(honest, folder, { recursive: true })
      tamper(join(folder, 'evidence'))
      const result = await scene.runOnPush(pushed, {
        runId: 7_712_003_415,
        inputs: {
          mode: 'publish',
          plan: join(folder, 'plan.json'),
          'evidence-dir': join(folder, 'evidence'),
        },
      })
      const said = `${result.stdout}${result.summary}`
      const isTold =
        result.exitCode === 1 && /evidence|plan|proof|reproduc/iu.test(said)
      const conclusion = result.outputs['conclusion'] ?? 'refused'
      if (conclusion === 'ready' || !isTold) ends.push(`${name}: ${conclusion}`)
      expect(said).not.toContain('contradicts 0')
    }
    expect(Object.keys(tamperings).length).toBeGreaterThanOrEqual(30)
    expect(ends).toEqual([])
  }, 240_000)
})
