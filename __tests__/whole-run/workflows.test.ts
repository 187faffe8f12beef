import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import {
  createWorkflowRunner,
  type WorkflowRun,
} from '../../harness/workflow-runner/workflow-runner.ts'
import { commitOnDefault, layoutFiles } from './layouts.ts'
import {
  config,
  mended,
  reproduction,
  steady,
  upstream,
} from './node-project.ts'
import { branch, errors, type Scene, setScene } from './scene.ts'

/** Jobs of the called workflow with their results, by short names. */
function resultsOf(run: WorkflowRun | undefined): Record<string, string> {
  return Object.fromEntries(
    [...(run?.jobs ?? [])].map(([name, { result }]) => [
      name.replace('staging-pr / ', ''),
      result,
    ]),
  )
}

/** Error messages of all runs of the action. */
function messagesOf(run: WorkflowRun | undefined): readonly string[] {
  return [...(run?.jobs.values() ?? [])].flatMap(({ actions }) =>
    actions.flatMap(errors),
  )
}

function logOf(run: WorkflowRun, job: string): string {
  return run.jobs.get(`staging-pr / ${job}`)?.log ?? ''
}

function outputsOf(run: WorkflowRun): Readonly<Record<string, string>> {
  return run.jobs.get('staging-pr / publish')?.outputs ?? {}
}

const green = {
  plan: 'success',
  'verify (reproduction)': 'success',
  'verify (test)': 'success',
  'verify (fmt)': 'success',
  publish: 'success',
}

const onDispatch = layoutFiles({ layout: 'dispatch' })

function statusOf(scene: Scene, sha: string): string | undefined {
  return scene.fork.latestStatus(sha, 'staging-pr')?.state
}

/** A scene with a layout on the default branch, and a runner. */
async function setLayout(
  files: Parameters<typeof commitOnDefault>[1],
  options: Parameters<typeof setScene>[0] = {},
) {
  const scene = await setScene({ upstream, ...options })
  commitOnDefault(scene, files)
  return {
    scene,
    runner: createWorkflowRunner(scene),
    [Symbol.asyncDispose]: () => scene[Symbol.asyncDispose](),
  }
}

describe('the workflow that hands over', () => {
  it('does so when the staging PR is approved, and keeps the package as an artifact', async () => {
    const files = layoutFiles({ layout: 'dispatch', handoff: true })
    const handoff = '.github/workflows/staging-pr-handoff.yml'
    await using staged = await setLayout({
      ...files,
      // As the page about it says for the clean branch.
      [handoff]: (files[handoff] ?? '').replace(
        'contents: read',
        'contents: write',
      ),
    })
    const { scene, runner } = staged
    scene.pushFiles({
      ...reproduction,
      '.github/staging-pr.yml': `${config}handoff: {branch: true}\n`,
    })
    scene.pushFiles(mended)
    await runner.dispatch('staging-pr.yml', { branch })
    scene.fork.reviewAsPerson(1, { login: 'contributor', state: 'APPROVED' })

    const runs = await runner.review(1, 'submitted')

    expect(runs.flatMap((run) => messagesOf(run))).toEqual([])
    const [run] = runs
    expect(runs).toHaveLength(1)
    expect(run?.result).toBe('success')
    const folder = join(run?.artifacts.folder ?? '', 'upstream-pr-1')
    expect(readdirSync(folder).toSorted()).toContain('open.sh')
    expect(scene.stagingPullRequest().body).toContain('with the package of')
    expect(scene.upstream.pullRequests).toEqual([])
  })

  it('looks every night what became of it upstream, and runs nothing for that', async () => {
    await using staged = await setLayout(
      layoutFiles({ layout: 'dispatch', handoff: true }),
    )
    const { scene, runner } = staged
    scene.pushFiles(reproduction)
    scene.pushFiles(mended)
    await runner.dispatch('staging-pr.yml', { branch })
    scene.upstream.openAsPerson({
      head: `contributor:${branch}`,
      base: 'main',
      title: 'Keep it steady',
      login: 'contributor',
    })

    const [run] = await runner.schedule()

    expect(run?.result).toBe('success')
    expect(scene.stagingPullRequest().body).toContain(
      'Upstream pull request 1 is open',
    )
    expect(scene.stagingPullRequest().body).toContain('nothing was run again')
    expect(readdirSync(run?.artifacts.folder ?? '')).toEqual([])
  })

  it('says why not when nobody may approve, and writes nothing', async () => {
    await using staged = await setLayout(
      layoutFiles({ layout: 'dispatch', oneJob: true, handoff: true }),
    )
    const { scene, runner } = staged
    scene.pushFiles(reproduction)
    scene.pushFiles(mended)
    await runner.dispatch('staging-pr.yml', { branch })
    scene.fork.reviewAsPerson(1, { login: 'passerby', state: 'APPROVED' })

    const [run] = await runner.review(1, 'submitted')

    expect(run?.result).toBe('success')
    expect(readdirSync(run?.artifacts.folder ?? '')).toEqual([])
  })
})

describe('the workflow of a layout, when its event fires,', () => {
  it('stages a push of a branch that holds it', async () => {
    await using scene = await setScene({ upstream })
    const runner = createWorkflowRunner(scene)
    scene.pushFiles({ ...reproduction, ...layoutFiles({ layout: 'push' }) })
    const pushed = scene.pushFiles(mended)

    const [run] = await runner.push(pushed)

    expect(messagesOf(run)).toEqual([])
    expect(resultsOf(run)).toEqual(green)
    expect(statusOf(scene, pushed.after)).toBe('success')
    expect(scene.stagingPullRequest().body).toContain('Two writers lose a key')
  })

  it('stages a branch that does not hold it by dispatch, and from then on each push to it', async () => {
    await using layout = await setLayout(onDispatch)
    const { scene, runner } = layout
    const first = scene.pushFiles(reproduction)

    expect(await runner.push(first)).toEqual([])
    const dispatched = await runner.dispatch('staging-pr.yml', { branch })
    expect(outputsOf(dispatched)).toMatchObject({
      operation: 'created',
      conclusion: 'failed',
    })
    const { number } = scene.stagingPullRequest()
    const pushed = scene.pushFiles(mended)
    const runs = await runner.pullRequest(number)

    expect(runs.map(({ event }) => event.name)).toEqual(['pull_request'])
    expect(runs.map(resultsOf)).toEqual([green])
    expect(statusOf(scene, pushed.after)).toBe('success')
    expect(scene.stagingPullRequest().headSha).toBe(pushed.after)
  })

  it('is dispatched by a push where main is a mirror and another branch the default one', async () => {
    await using layout = await setLayout(layoutFiles({ layout: 'mirror' }), {
      fork: { defaultBranch: 'fork' },
    })
    const { scene, runner } = layout
    scene.pushFiles(reproduction)
    await runner.dispatch('staging-pr.yml', { branch })
    const { number, baseRef } = scene.stagingPullRequest()
    const pushed = scene.pushFiles(mended)

    const runs = await runner.pullRequest(number)
    const dispatched = await runner.dispatched()

    expect(baseRef).toBe('main')
    expect(runs.map(({ path, result }) => `${path} ${result}`)).toEqual([
      '.github/workflows/staging-pr-on-push.yml success',
    ])
    expect(dispatched.map(resultsOf)).toEqual([green])
    expect(statusOf(scene, pushed.after)).toBe('success')
  })

  it.each(['stranger/keep', null])(
    'is not dispatched for a head in %s',
    async (headRepository) => {
      await using layout = await setLayout(layoutFiles({ layout: 'mirror' }), {
        fork: { defaultBranch: 'fork' },
      })
      const { scene, runner } = layout
      scene.pushFiles(reproduction)
      const { number } = scene.fork.openAsPerson({
        head: branch,
        base: 'main',
        title: 'Mine',
      })

      const runs = await runner.pullRequest(number, { headRepository })

      expect(runs.map(({ result }) => result)).toEqual(['skipped'])
      expect(scene.fork.dispatches).toEqual([])
    },
  )

  it('is dispatched with the name of the branch as it is', async () => {
    const name = `fix/$(id)\`id\`";'&|<{`
    await using layout = await setLayout(layoutFiles({ layout: 'mirror' }), {
      fork: { defaultBranch: 'fork' },
      branch: 'fix/other',
    })
    const { scene, runner } = layout
    git(scene.world.clone, 'switch', '--quiet', '--create', name)
    scene.world.write({ 'keep.txt': 'fixed\n' })
    scene.world.commit('Fix it')
    scene.world.push(name)
    const { number } = scene.fork.openAsPerson({
      head: name,
      base: 'main',
      title: 'Mine',
    })

    const runs = await runner.pullRequest(number)

    expect(runs.map(({ result }) => result)).toEqual(['success'])
    expect(scene.fork.dispatches).toEqual([
      {
        workflow: 'staging-pr.yml',
        body: { ref: 'fork', inputs: { branch: name } },
      },
    ])
  })
})

describe('a workflow with a job for each step', () => {
  it('comes to the verdict and the body of the one with one job', async () => {
    await using many = await setLayout(onDispatch)
    await using one = await setLayout(
      layoutFiles({ layout: 'dispatch', oneJob: true }),
    )
    const bodies: string[] = []
    const states: (string | undefined)[] = []
    for (const { scene, runner } of [many, one]) {
      scene.pushFiles(reproduction)
      const { after } = scene.pushFiles(mended)
      const run = await runner.dispatch('staging-pr.yml', { branch })
      expect(messagesOf(run)).toEqual([])
      bodies.push(steady(scene.stagingPullRequest().body))
      states.push(statusOf(scene, after))
    }

    expect(states).toEqual(['success', 'success'])
    expect(bodies[0]).toBe(bodies[1])
  })

  it('has a red job for a step that fails, and publishes all the same', async () => {
    await using layout = await setLayout(onDispatch)
    const { scene, runner } = layout
    scene.pushFiles(reproduction)
    scene.pushFiles({
      ...mended,
      'test/broken.test.js':
        "import { test } from 'node:test'\ntest('broken', () => { throw new Error('no') })\n",
    })

    const run = await runner.dispatch('staging-pr.yml', { branch })

    expect(resultsOf(run)).toEqual({
      ...green,
      'verify (test)': 'failure',
      publish: 'failure',
    })
    expect(run.result).toBe('failure')
    expect(outputsOf(run)['conclusion']).toBe('failed')
    expect(scene.stagingPullRequest().body).toContain('broken')
    const result = join(run.artifacts.folder, 'staging-pr-result-1')
    expect(readdirSync(result).toSorted()).toEqual([
      'evidence.json',
      'result.json',
    ])
  })

  it('is inconclusive where a job was cancelled', async () => {
    await using layout = await setLayout(onDispatch)
    const { scene, runner } = layout
    scene.pushFiles(reproduction)
    scene.pushFiles(mended)

    const run = await runner.dispatch(
      'staging-pr.yml',
      { branch },
      { isCancelled: (job) => job === 'staging-pr / verify (test)' },
    )

    expect(resultsOf(run)).toEqual({
      ...green,
      'verify (test)': 'cancelled',
      publish: 'failure',
    })
    expect(outputsOf(run)['conclusion']).toBe('inconclusive')
    expect(scene.stagingPullRequest().body).toContain(
      'its job left no evidence',
    )
  })

  it('splits a step into shards', async () => {
    await using layout = await setLayout(onDispatch)
    const { scene, runner } = layout
    const shards = config.replace(
      'test: node --test',
      "test: {run: 'echo shard $SHARD of $SHARDS; node --test', shards: 2}",
    )
    scene.pushFiles({ ...reproduction, '.github/staging-pr.yml': shards })
    scene.pushFiles(mended)

    const run = await runner.dispatch('staging-pr.yml', { branch })

    expect(resultsOf(run)).toMatchObject({
      'verify (test.1)': 'success',
      'verify (test.2)': 'success',
      publish: 'success',
    })
    expect(logOf(run, 'verify (test.2)')).toContain('shard 2 of 2')
    expect(scene.stagingPullRequest().body).toContain('4 passed')
  })

  it('is ready when the failed jobs alone were run again and passed', async () => {
    await using layout = await setLayout(onDispatch)
    const { scene, runner } = layout
    const flag = join(scene.root, 'flag')
    const waits = config.replace(
      'fmt: ',
      `flag: {run: test -e ${flag}, baseline: false}\n  fmt: `,
    )
    scene.pushFiles({ ...reproduction, '.github/staging-pr.yml': waits })
    scene.pushFiles(mended)
    const run = await runner.dispatch('staging-pr.yml', { branch })
    expect(outputsOf(run)['conclusion']).toBe('failed')
    writeFileSync(flag, '')

    const again = await runner.rerunFailed(run)

    expect(again.attempt).toBe(2)
    expect(again.jobs.get('staging-pr / plan')).toBe(
      run.jobs.get('staging-pr / plan'),
    )
    expect(resultsOf(again)).toEqual({ ...green, 'verify (flag)': 'success' })
    expect(outputsOf(again)).toMatchObject({
      conclusion: 'ready',
      operation: 'updated',
    })
    expect(again.artifacts.names()).toEqual([
      'staging-pr-evidence-flag-1',
      'staging-pr-evidence-flag-2',
      'staging-pr-evidence-fmt-1',
      'staging-pr-evidence-reproduction-1',
      'staging-pr-evidence-test-1',
      'staging-pr-plan-1',
      'staging-pr-result-1',
      'staging-pr-result-2',
    ])
  })

  it('takes nothing from an earlier attempt when all jobs were run again', async () => {
    await using layout = await setLayout(onDispatch)
    const { scene, runner } = layout
    scene.pushFiles(reproduction)
    scene.pushFiles(mended)
    const run = await runner.dispatch('staging-pr.yml', { branch })
    expect(outputsOf(run)['conclusion']).toBe('ready')

    const again = await runner.rerunAll(run, {
      isCancelled: (job) => job === 'staging-pr / verify (test)',
    })

    expect(outputsOf(again)['conclusion']).toBe('inconclusive')
    expect(scene.stagingPullRequest().body).toContain(
      'its job left no evidence',
    )
  })

  it('is not ready by evidence that lies in the place of that of a red job', async () => {
    await using layout = await setLayout(onDispatch)
    const { scene, runner } = layout
    scene.pushFiles(reproduction)
    scene.pushFiles({
      ...mended,
      '.github/staging-pr.yml': config.replace('echo formatted', 'exit 1'),
    })
    const name = 'staging-pr-evidence-fmt-1'
    const forge = (
      job: string,
      { folder }: { readonly folder: string },
    ): void => {
      if (job !== 'staging-pr / verify (fmt)') return
      const text = readFileSync(
        join(folder, 'staging-pr-evidence-test-1', 'test.json'),
        'utf8',
      )
      const other = JSON.parse(text)
      const plan = JSON.parse(
        readFileSync(join(folder, 'staging-pr-plan-1', 'plan.json'), 'utf8'),
      )
      const { result, leg } = other
      const lint = {
        ...result,
        id: 'fmt',
        kind: 'format',
        command: plan.fixes[0].steps.find(
          ({ id }: { readonly id: string }) => id === 'fmt',
        ).command,
        tests: null,
      }
      mkdirSync(join(folder, name))
      writeFileSync(
        join(folder, name, 'fmt.json'),
        JSON.stringify({
          ...other,
          leg: { ...leg, id: 'fmt', step: 'fmt' },
          result: lint,
          tests: null,
        }),
      )
    }

    const run = await runner.dispatch(
      'staging-pr.yml',
      { branch },
      { before: forge },
    )

    expect(resultsOf(run)).toMatchObject({ 'verify (fmt)': 'failure' })
    expect(logOf(run, 'verify (fmt)')).toContain('already exists')
    expect(outputsOf(run)['conclusion']).toBe('failed')
    expect(scene.stagingPullRequest().body).toContain(
      'A job that verifies ended with failure, and all evidence says that its step passed',
    )
  })

  it('sets each job up by the commands that the caller gives', async () => {
    const path = '.github/workflows/staging-pr.yml'
    const setup = `setup: |
        mkdir -p node_modules
        echo "$BRANCH in $PWD" > node_modules/"it's ready"
        exit 0`
    await using layout = await setLayout({
      [path]: (onDispatch[path] ?? '').replace(/# setup: .*/u, setup),
    })
    const { scene, runner } = layout
    const needs = config.replace(
      'node --test\n  fmt',
      'cat node_modules/*ready\n  fmt',
    )
    scene.pushFiles({
      ...reproduction,
      '.gitignore': 'node_modules\n',
      '.github/staging-pr.yml': needs,
    })
    scene.pushFiles(mended)

    const run = await runner.dispatch('staging-pr.yml', { branch })

    expect(messagesOf(run)).toEqual([])
    expect(logOf(run, 'verify (test)')).toContain(' in /')
  })

  it('runs no step and publishes nothing where there is nothing to stage', async () => {
    await using layout = await setLayout(onDispatch)
    const { scene, runner } = layout
    git(scene.world.clone, 'switch', '--quiet', '--create', 'other')
    scene.world.push('other')

    const run = await runner.dispatch('staging-pr.yml', { branch: 'other' })

    expect(resultsOf(run)).toEqual({
      plan: 'success',
      verify: 'skipped',
      publish: 'skipped',
    })
    expect(scene.github.writes()).toEqual([])
  })

  it('publishes that there was no step', async () => {
    await using layout = await setLayout(onDispatch)
    const { scene, runner } = layout
    scene.pushFiles({
      ...reproduction,
      '.github/staging-pr.yml': 'verify: {}\n',
    })

    const run = await runner.dispatch('staging-pr.yml', { branch })

    expect(resultsOf(run)).toEqual({
      plan: 'success',
      verify: 'skipped',
      publish: 'failure',
    })
    expect(outputsOf(run)['conclusion']).toBe('inconclusive')
  })
})

describe('a nightly sweep', () => {
  it('stages every branch that waits, and leaves out what is finished or closed', async () => {
    await using layout = await setLayout(
      layoutFiles({ layout: 'dispatch', sweep: true }),
    )
    const { scene, runner } = layout
    const { clone } = scene.world
    const heads: Record<string, string> = {}
    for (const name of ['waiting', 'new', 'finished', 'closed']) {
      git(clone, 'switch', '--quiet', '--force-create', `fix/${name}`, 'main^')
      scene.world.write({ ...reproduction, ...mended, 'who.txt': name })
      scene.world.commit(`Fix ${name}`)
      heads[name] = scene.world.push(`fix/${name}`).after
    }
    scene.fork.addStatus({
      sha: heads['finished'] ?? '',
      state: 'success',
      context: 'staging-pr',
    })
    const closed = scene.fork.openAsPerson({
      head: 'fix/closed',
      base: 'main',
      title: 'No more',
    })
    scene.fork.closeAsPerson(closed.number)

    const runs = await runner.schedule()

    expect(runs.map(({ path }) => path)).toEqual([
      '.github/workflows/staging-pr-sweep.yml',
    ])
    const legs = Object.keys(resultsOf(runs[0]))
    expect(legs.filter((name) => name.endsWith('.test)'))).toEqual([
      'verify (b1.test)',
      'verify (b2.test)',
    ])
    const staged = scene.fork.pullRequests
      .filter(({ state }) => state === 'open')
      .map(({ headRef }) => headRef)
    expect(staged.toSorted()).toEqual(['fix/new', 'fix/waiting'])
    expect(statusOf(scene, heads['new'] ?? '')).toBe('success')
    expect(statusOf(scene, heads['waiting'] ?? '')).toBe('success')
  })

  it('says on a branch with a broken configuration why it is not staged, and leaves it out until it moves', async () => {
    await using layout = await setLayout(
      layoutFiles({ layout: 'dispatch', sweep: true }),
    )
    const { scene, runner } = layout
    const { clone } = scene.world
    git(clone, 'switch', '--quiet', '--force-create', 'fix/broken', 'main^')
    scene.world.write({ '.github/staging-pr.yml': 'verify: [oops\n' })
    scene.world.commit('Break it')
    const { after } = scene.world.push('fix/broken')

    const [first] = await runner.schedule()
    const said = scene.fork.latestStatus(after, 'staging-pr')
    const [second] = await runner.schedule()

    expect(first?.result).toBe('success')
    expect(said?.state).toBe('error')
    expect(said?.description).toContain('Not staged: ')
    expect(resultsOf(second)).toMatchObject({ publish: 'skipped' })
  })

  it('names a stray file of evidence once, which speaks against no branch', async () => {
    await using layout = await setLayout(
      layoutFiles({ layout: 'dispatch', sweep: true }),
    )
    const { scene, runner } = layout
    const { clone } = scene.world
    const heads = ['one', 'two'].map((name) => {
      git(clone, 'switch', '--quiet', '--force-create', `fix/${name}`, 'main^')
      scene.world.write({ ...reproduction, ...mended, 'who.txt': name })
      scene.world.commit(`Fix ${name}`)
      return scene.world.push(`fix/${name}`).after
    })

    const [run] = await runner.schedule({
      before: (job, { folder }) => {
        if (job !== 'staging-pr / publish') return
        const stray = join(folder, 'staging-pr-evidence-x-1')
        mkdirSync(stray)
        writeFileSync(join(stray, 'x.json'), '{}')
      },
    })

    expect(heads.map((sha) => statusOf(scene, sha))).toEqual([
      'success',
      'success',
    ])
    if (run === undefined) throw new Error('the sweep did not run')
    const log = logOf(run, 'publish')
    expect(log.match(/was left aside: `x\.json`/gu)).toHaveLength(1)
  })
})
