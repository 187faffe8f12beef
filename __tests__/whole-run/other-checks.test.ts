import { describe, expect, it } from '@jest/globals'
import { configText, fix, messages, type Scene, setScene } from './scene.ts'

/** Pushes the fix, with what upstream's own workflow came to on that commit. */
async function pushWithChecks(
  scene: Scene,
  conclusions: Readonly<Record<string, string | null>>,
  gate = '',
) {
  const pushed = scene.pushFiles({
    ...fix,
    '.github/staging-pr.yml': `${configText}${gate}`,
  })
  const { id } = scene.fork.addWorkflowRun({
    headSha: pushed.after,
    name: 'CI',
  })
  for (const [name, conclusion] of Object.entries(conclusions)) {
    scene.fork.addCheckRun({
      headSha: pushed.after,
      name,
      workflowRunId: id,
      status: conclusion === null ? 'in_progress' : 'completed',
      conclusion,
    })
  }
  return scene.runOnPush(pushed)
}

const holding = 'gates: {ci: error}\n'

describe('checks of other workflows on the head commit', () => {
  it('are one line when they pass', async () => {
    await using scene = await setScene()

    const result = await pushWithChecks(scene, {
      build: 'success',
      lint: 'success',
    })

    expect(result.outputs['conclusion']).toBe('ready')
    expect(scene.stagingPullRequest().body).toContain(
      '**Other checks on this commit:** 2 passed',
    )
  })

  it('are something to look at when they fail, and hold nothing back', async () => {
    await using scene = await setScene()

    const result = await pushWithChecks(scene, {
      build: 'failure',
      lint: 'success',
    })

    expect(result.outputs['conclusion']).toBe('ready')
    const { body } = scene.stagingPullRequest()
    expect(body).toContain('1 failed (')
    expect(body).toContain('1 check of other workflows failed on this commit')
  })

  it('have names that are cut where they are long, so that the page can be written', async () => {
    await using scene = await setScene()
    const long = (index: number): string => `${index}${'n'.repeat(14_000)}`
    const failed = Array.from({ length: 6 }, (_, index) => long(index))

    const result = await pushWithChecks(
      scene,
      Object.fromEntries(failed.map((name) => [name, 'failure'])),
    )

    expect(result.outputs['conclusion']).toBe('ready')
    const { body } = scene.stagingPullRequest()
    expect(body).toContain('6 failed (')
    expect(body).toContain('nn…')
    expect(body).not.toContain('n'.repeat(121))
  })

  it('hold back with `gates.ci: error` when they fail', async () => {
    await using scene = await setScene()

    const result = await pushWithChecks(scene, { build: 'failure' }, holding)

    expect(result.outputs['conclusion']).toBe('incomplete')
    expect(scene.fork.statuses.at(-1)?.state).toBe('pending')
  })

  it('hold back with `gates.ci: error` while they are not done', async () => {
    await using scene = await setScene()

    const result = await pushWithChecks(scene, { build: null }, holding)

    expect(result.outputs['conclusion']).toBe('incomplete')
    expect(scene.stagingPullRequest().body).toContain('not done yet')
  })

  it('that wait for an approval are shown with the page where it is given', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(fix)
    const { id } = scene.fork.addWorkflowRun({
      headSha: pushed.after,
      name: 'Upstream CI',
      event: 'pull_request',
      conclusion: 'action_required',
    })

    const result = await scene.runOnPush(pushed)

    expect(result.outputs['conclusion']).toBe('ready')
    expect(scene.stagingPullRequest().body).toContain(
      `1 waits for your approval ([Upstream CI](${scene.fork.url}/actions/runs/${String(id)}))`,
    )
  })

  it('that come and go are no reason to write the page again', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(fix)
    await scene.runOnPush(pushed)
    const run = scene.fork.addCheckRun({
      headSha: pushed.after,
      name: 'nightly',
      status: 'in_progress',
      conclusion: null,
    })
    scene.github.forgetRequests()

    const during = await scene.runOnPush(pushed)
    run.status = 'completed'
    run.conclusion = 'success'
    const after = await scene.runOnPush(pushed)

    expect(during.outputs['operation']).toBe('unchanged')
    expect(after.outputs['operation']).toBe('unchanged')
    expect(scene.github.writes()).toEqual([])
  })

  it('that cannot be read leave the run as it is', async () => {
    await using scene = await setScene()
    refuseChecks(scene, 403)

    const result = await scene.pushAndRun(fix)

    expect(result.outputs['conclusion']).toBe('ready')
    expect(result.stdout).toContain('Checks of other workflows are not shown')
    expect(messages(result, 'error')).toEqual([])
    expect(scene.stagingPullRequest().body).not.toContain('could not be read')
  })

  it.each([403, 502])(
    'that cannot be read (%s) hold back with `gates.ci: error`',
    async (status) => {
      await using scene = await setScene()
      refuseChecks(scene, status)

      const result = await pushWithChecks(scene, { build: 'success' }, holding)

      expect(result.outputs['conclusion']).toBe('incomplete')
      expect(scene.fork.statuses.at(-1)?.state).toBe('pending')
      expect(scene.stagingPullRequest().body).toContain(
        'The checks of other workflows on this commit could not be read',
      )
    },
  )

  it.each([
    ['hold back', holding, 'incomplete'],
    ['are shown', '', 'ready'],
  ])(
    'that can be read in part %s with the gate %j',
    async (_, gate, conclusion) => {
      await using scene = await setScene()
      refuseChecks(scene, 403, /graphql|actions\/runs/u)

      const result = await pushWithChecks(scene, { build: 'success' }, gate)

      expect(result.outputs['conclusion']).toBe(conclusion)
      const { body } = scene.stagingPullRequest()
      expect(body).toContain('**Other checks on this commit:** 1 passed')
      expect(body.includes('Some checks of other workflows')).toBe(gate !== '')
      expect(body.includes('actions: read')).toBe(gate !== '')
    },
  )

  it('leave out runs of the workflow file of this run, whatever it is called, and no other', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(fix)
    const { after: headSha } = pushed
    const path = '.github/workflows/my-staging.yml'
    scene.fork.addWorkflowRun({
      headSha,
      path,
      name: 'Mine',
      conclusion: 'failure',
    })
    scene.fork.addWorkflowRun({
      headSha,
      name: 'Theirs',
      conclusion: 'failure',
    })

    await scene.runOnPush(pushed, {
      environment: {
        GITHUB_WORKFLOW: 'Theirs',
        GITHUB_WORKFLOW_REF: `${scene.fork.fullName}/${path}@refs/heads/fix/issue-1234`,
      },
    })

    const { body } = scene.stagingPullRequest()
    expect(body).toContain('1 failed (')
    expect(body).toContain('Theirs')
    expect(body).not.toContain('Mine')
  })
})

/** GitHub refuses what asks for checks. */
function refuseChecks(
  scene: Scene,
  status: number,
  path = /graphql|check-runs|actions\/runs|status$/u,
): void {
  scene.github.failNext({
    path,
    status,
    times: Infinity,
    when: (request) =>
      request.path !== '/graphql' || request.text.includes('checkSuites'),
  })
}
