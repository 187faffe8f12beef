import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { OtherChecks } from '../../../src/evidence/other-checks.ts'
import { createGitHub } from '../../../src/io/github/create-github.ts'
import { workflowFiles } from '../../../src/workflows/workflow-files.ts'
import { type Stage, setStage } from '../../embedded-github/stage.ts'

let stage: Stage

beforeEach(async () => {
  stage = await setStage()
})

afterEach(async () => {
  expect(stage.github.violations).toEqual([])
  await stage[Symbol.asyncDispose]()
})

const ownRun = 70
const ownPath = '.github/workflows/verify-and-stage.yml'

type Way = 'GraphQL' | 'REST'

async function read(way: Way, path: string | null = ownPath) {
  const { url, apiUrl, graphqlUrl } = stage.github
  const github = await createGitHub({
    token: stage.fork.token,
    server: { url, apiUrl, graphqlUrl: way === 'REST' ? null : graphqlUrl },
    fork: { owner: 'me', name: 'tool' },
    environment: {},
    onWait: () => {},
    retryPauseMs: 1,
  })
  const found = await github.otherChecks(stage.headSha, { runId: ownRun, path })
  return { ...found, checks: inOrder(found.checks) }
}

function inOrder(checks: OtherChecks['checks']): OtherChecks['checks'] {
  return checks.toSorted((one, other) => one.name.localeCompare(other.name))
}

/** Name and state of each. */
async function statesBy(way: Way) {
  const { checks } = await read(way)
  return checks.map(({ name, state }) => [name, state])
}

function job(
  run: number | null,
  name: string,
  conclusion: string | null,
): void {
  check({ workflowRunId: run, name, conclusion })
}

function check(
  given: Omit<Parameters<Stage['fork']['addCheckRun']>[0], 'headSha'>,
): void {
  const isDone = given.conclusion !== null
  stage.fork.addCheckRun({
    headSha: stage.headSha,
    status: isDone ? 'completed' : 'in_progress',
    ...given,
  })
}

function workflow(
  name: string,
  given: Partial<Parameters<Stage['fork']['addWorkflowRun']>[0]> = {},
): number {
  return stage.fork.addWorkflowRun({ headSha: stage.headSha, name, ...given })
    .id
}

function pageOf(run: number): string {
  return `${stage.github.url}/me/tool/actions/runs/${String(run)}`
}

describe.each(['GraphQL', 'REST'] as const)(
  'checks beside a commit by %s',
  (way) => {
    it('are those of other workflows, apps and statuses, each with what became of it', async () => {
      const ci = workflow('CI')
      job(ci, 'build', 'success')
      job(ci, 'lint', 'failure')
      job(ci, 'docs', 'skipped')
      job(ci, 'slow', null)
      job(ci, 'forgotten', 'stale')
      job(null, 'security app', 'neutral')
      stage.fork.addStatus({
        sha: stage.headSha,
        state: 'error',
        context: 'coverage',
      })

      expect(await statesBy(way)).toEqual([
        ['CI / build', 'passed'],
        ['CI / forgotten', 'running'],
        ['CI / lint', 'failed'],
        ['CI / slow', 'running'],
        ['coverage', 'failed'],
        ['security app', 'passed'],
      ])
      expect(await read(way)).toMatchObject({ isComplete: true })
    })

    it('name a workflow that waits for its approval, with its page', async () => {
      const id = workflow('Upstream CI', {
        event: 'pull_request',
        status: 'completed',
        conclusion: 'action_required',
      })

      expect(await read(way)).toEqual({
        checks: [{ name: 'Upstream CI', state: 'waiting', url: pageOf(id) }],
        isComplete: true,
      })
    })

    it.each(['failure', 'timed_out', 'cancelled', 'startup_failure'])(
      'hold a run that ended with %s against it, although its jobs look good',
      async (conclusion) => {
        job(workflow('CI', { conclusion }), 'build', 'success')

        expect(await statesBy(way)).toEqual([
          ['CI', 'failed'],
          ['CI / build', 'passed'],
        ])
      },
    )

    it('hold a run that goes on against it, although the jobs that have begun are done', async () => {
      const run = { status: 'in_progress', conclusion: null }
      job(workflow('CI', run), 'build', 'success')

      expect(await statesBy(way)).toEqual([
        ['CI', 'running'],
        ['CI / build', 'passed'],
      ])
    })

    it('tell a run by its jobs where these say what is wrong', async () => {
      job(workflow('CI', { conclusion: 'failure' }), 'build', 'failure')

      expect(await statesBy(way)).toEqual([['CI / build', 'failed']])
    })

    it('count the latest attempt of a job', async () => {
      const ci = workflow('CI')
      job(ci, 'build', 'failure')
      job(ci, 'build', 'success')

      expect(await statesBy(way)).toEqual([['CI / build', 'passed']])
    })

    it('leave out this run, other runs of its file, and our own status and check run', async () => {
      job(workflow('One', { id: ownRun }), 'stage', null)
      job(workflow('Two', { path: ownPath }), 'stage', 'failure')
      const ours = { app: 'github-actions', conclusion: 'failure' }
      check({ ...ours, name: 'staging-pr' })
      check({ ...ours, name: 'any', detailsUrl: pageOf(ownRun) })
      stage.fork.addStatus({
        sha: stage.headSha,
        state: 'failure',
        context: 'staging-pr',
      })

      expect(await read(way)).toEqual({ checks: [], isComplete: true })
    })

    it('leave out the workflows that init writes', async () => {
      const written = (['push', 'mirror', 'dispatch'] as const).flatMap(
        (layout) =>
          workflowFiles({
            layout,
            oneJob: false,
            sweep: true,
            handoff: true,
          }),
      )
      for (const { path } of written) {
        job(workflow('Any name', { path }), 'stage', 'failure')
      }

      expect(written.length).toBeGreaterThan(4)
      expect((await read(way, null)).checks).toEqual([])
    })

    it('count other workflows and apps that bear our names or point to our pages', async () => {
      workflow('Staging PR', { id: ownRun, path: ownPath })
      const ci = workflow('Staging PR')
      job(ci, 'build', 'failure')
      job(ci, 'staging-pr', 'failure')
      job(null, 'staging-pr', 'failure')
      check({
        name: 'scan',
        conclusion: 'failure',
        detailsUrl: pageOf(ownRun),
      })
      await stage.send(`POST /statuses/${stage.headSha}`, {
        state: 'failure',
        context: 'staging-pr',
        target_url: pageOf(ci),
      })

      expect(await statesBy(way)).toEqual([
        ['scan', 'failed'],
        ['Staging PR / build', 'failed'],
        ['Staging PR / staging-pr', 'failed'],
        ['staging-pr', 'failed'],
      ])
    })

    it('are all of them where there are many', async () => {
      const ci = workflow('CI')
      for (let index = 0; index < 120; index += 1) {
        job(ci, `job ${index}`, 'success')
        workflow(`Workflow ${index}`)
      }
      job(ci, 'z last', 'failure')

      const { checks, isComplete } = await read(way)

      expect(checks).toHaveLength(241)
      expect(checks.filter(({ state }) => state === 'failed')).toHaveLength(1)
      expect(isComplete).toBe(true)
    })

    it('are not complete beyond a thousand', async () => {
      for (let index = 0; index < 1_000; index += 1) {
        job(null, `check ${index}`, 'success')
      }
      expect(await read(way)).toMatchObject({ isComplete: true })
      job(null, 'one more', 'failure')
      expect(await read(way)).toMatchObject({ isComplete: false })
    })

    it.each(['check-runs', 'actions/runs', 'status'])(
      'are not complete where GitHub refuses %s',
      async (path) => {
        job(null, 'security app', 'failure')
        stage.github.failNext({ path: '/graphql', status: 502 })
        stage.github.failNext({
          path: new RegExp(`${path}$`, 'u'),
          status: 403,
        })

        expect(await read(way)).toMatchObject({ isComplete: false })
      },
    )

    it.each([403, 502])(
      'are trouble where GitHub answers nothing but %s',
      async (status) => {
        stage.github.failNext({
          path: /graphql|check-runs|runs|status$/u,
          status,
          times: Infinity,
        })

        await expect(read(way)).rejects.toMatchObject({ status })
      },
    )

    it('are none where there are none', async () => {
      expect(await read(way)).toEqual({ checks: [], isComplete: true })
    })
  },
)

it('checks are read by REST where GraphQL is refused', async () => {
  job(workflow('CI'), 'build', 'failure')
  stage.github.settings.graphql = false
  expect((await read('GraphQL')).checks).toHaveLength(1)
})

it('checks are read by one GraphQL query where that answers for all of them', async () => {
  job(workflow('CI'), 'build', 'failure')
  stage.github.forgetRequests()
  await read('GraphQL')
  expect(stage.github.requests).toHaveLength(1)
})

it('a run of ours is known by its file where GitHub gives that with a ref', async () => {
  workflow('Ours', {
    path: `${ownPath}@refs/heads/main`,
    conclusion: 'failure',
  })
  expect((await read('REST')).checks).toEqual([])
})

it('what the token may not read is left out, and a full refusal is one trouble', async () => {
  stage.fork.settings.isPrivate = true
  stage.fork.settings.permissions = { checks: 'read' }
  job(null, 'security app', 'failure')
  expect(await read('REST')).toMatchObject({
    checks: [{ name: 'security app' }],
    isComplete: false,
  })
  stage.fork.settings.permissions = {}
  await expect(read('REST')).rejects.toMatchObject({
    kind: 'missing-permission',
  })
})
