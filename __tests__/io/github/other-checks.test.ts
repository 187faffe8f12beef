import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { OtherCheck } from '../../../src/evidence/other-checks.ts'
import { createGitHub } from '../../../src/io/github/create-github.ts'
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

async function read(way: 'GraphQL' | 'REST'): Promise<readonly OtherCheck[]> {
  const { url, apiUrl, graphqlUrl } = stage.github
  const github = await createGitHub({
    token: stage.fork.token,
    server: { url, apiUrl, graphqlUrl: way === 'REST' ? null : graphqlUrl },
    fork: { owner: 'me', name: 'tool' },
    environment: {},
    onWait: () => {},
    retryPauseMs: 1,
  })
  const own = { runId: ownRun, workflow: 'Staging' }
  const checks = await github.otherChecks(stage.headSha, own)
  return checks.toSorted((one, other) => one.name.localeCompare(other.name))
}

function job(
  run: number | null,
  name: string,
  conclusion: string | null,
): void {
  stage.fork.addCheckRun({
    headSha: stage.headSha,
    name,
    workflowRunId: run,
    conclusion,
    status: conclusion === null ? 'in_progress' : 'completed',
  })
}

function workflow(
  name: string,
  given: Partial<Parameters<Stage['fork']['addWorkflowRun']>[0]> = {},
): number {
  return stage.fork.addWorkflowRun({ headSha: stage.headSha, name, ...given })
    .id
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
      job(null, 'security app', 'neutral')
      stage.fork.addStatus({
        sha: stage.headSha,
        state: 'error',
        context: 'coverage',
      })

      expect((await read(way)).map(({ name, state }) => [name, state])).toEqual(
        [
          ['CI / build', 'passed'],
          ['CI / lint', 'failed'],
          ['CI / slow', 'running'],
          ['coverage', 'failed'],
          ['security app', 'passed'],
        ],
      )
    })

    it('name a workflow that waits for its approval, with its page', async () => {
      const id = workflow('Upstream CI', {
        event: 'pull_request',
        status: 'completed',
        conclusion: 'action_required',
      })

      expect(await read(way)).toEqual([
        {
          name: 'Upstream CI',
          state: 'waiting',
          url: `${stage.github.url}/me/tool/actions/runs/${String(id)}`,
        },
      ])
    })

    it('leave out this run, other runs of its workflow, and our own status and check run', async () => {
      job(workflow('Staging', { id: ownRun }), 'stage', null)
      job(workflow('Staging'), 'stage', 'failure')
      job(null, 'staging-pr', 'failure')
      stage.fork.addStatus({
        sha: stage.headSha,
        state: 'failure',
        context: 'staging-pr',
      })

      expect(await read(way)).toEqual([])
    })

    it('leave out the workflow that set our status, when another one asks', async () => {
      const verifying = workflow('Verify the fix')
      job(verifying, 'verify', 'failure')
      await stage.send(`POST /statuses/${stage.headSha}`, {
        state: 'failure',
        context: 'staging-pr',
        target_url: `${stage.github.url}/me/tool/actions/runs/${String(verifying)}`,
      })

      expect(await read(way)).toEqual([])
    })

    it('are none where there are none', async () => {
      expect(await read(way)).toEqual([])
    })
  },
)

it('checks are read by REST where GraphQL is refused', async () => {
  job(workflow('CI'), 'build', 'failure')
  stage.github.settings.graphql = false
  expect(await read('GraphQL')).toHaveLength(1)
})

it('what the token may not read is left out, and a full refusal is one trouble', async () => {
  stage.fork.settings.isPrivate = true
  stage.fork.settings.permissions = { checks: 'read' }
  job(null, 'security app', 'failure')
  expect(await read('REST')).toHaveLength(1)
  stage.fork.settings.permissions = {}
  await expect(read('REST')).rejects.toMatchObject({
    kind: 'missing-permission',
  })
})
