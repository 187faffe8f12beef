import { describe, expect, it } from '@jest/globals'
import type { Files } from '../../harness/fork-world.ts'
import { canary, fix, messages, type Scene, setScene } from './scene.ts'

const permissions = {
  contents: 'read',
  'pull-requests': 'write',
  statuses: 'write',
  checks: 'write',
} as const

/** A fix whose linter warns of so many lines. */
function withWarnings(number: number, more = ''): Files {
  return {
    ...fix,
    '.github/staging-pr.yml': `check-runs: true
verify:
  test: echo checked
  lint: "for line in $(seq 1 ${number}); do echo src/a.c:$line:2: warning: w $line${more}; done"
`,
    'src/a.c': 'a line\n'.repeat(number),
  }
}

/** The same, so that every run runs its steps. */
function withoutReuse(files: Files): Files {
  const config = files['.github/staging-pr.yml']
  return { ...files, '.github/staging-pr.yml': `reuse: false\n${config}` }
}

type Annotation = { readonly path: string; readonly start_line: number }

/** Numbers of annotations that each request of check runs sent. */
function batches({ github }: Scene): readonly (readonly Annotation[])[] {
  return github
    .writes()
    .filter(({ path }) => path.includes('/check-runs'))
    .map(({ body }) => {
      const sent: { readonly output: { readonly annotations: Annotation[] } } =
        JSON.parse(JSON.stringify(body))
      return sent.output.annotations
    })
}

describe('with check-runs: true', () => {
  it('one check run has every annotation, in batches of fifty', async () => {
    await using scene = await setScene({ fork: { permissions } })

    await scene.pushAndRun(withWarnings(120))

    const [run, ...others] = scene.fork.checkRuns
    expect(others).toEqual([])
    expect(run).toMatchObject({
      name: 'staging-pr',
      status: 'completed',
      conclusion: 'success',
      detailsUrl: expect.stringContaining('/actions/runs/'),
    })
    expect(run?.output['summary']).toMatch(/\*\*Ready for your review\.\*\*/u)
    const sent = batches(scene)
    expect(sent.map(({ length }) => length).slice(0, 2)).toEqual([50, 50])
    expect(sent.flat().length).toBeGreaterThanOrEqual(120)
    expect(sent.flat().length).toBe(run?.annotations)
    expect(
      sent.flat().filter(({ path }) => path === 'src/a.c').length,
    ).toBeGreaterThanOrEqual(120)
  })

  it('a second run on the same commit writes nothing', async () => {
    await using scene = await setScene({ fork: { permissions } })
    const pushed = scene.pushFiles(withWarnings(3))
    await scene.runOnPush(pushed)
    expect(scene.fork.checkRuns).toHaveLength(1)
    scene.github.forgetRequests()

    await scene.runOnPush(pushed)

    expect(scene.github.writes()).toEqual([])
  })

  it('a run that is not reused and finds the same writes nothing either', async () => {
    await using scene = await setScene({ fork: { permissions } })
    const pushed = scene.pushFiles(withoutReuse(withWarnings(60)))
    await scene.runOnPush(pushed)
    scene.github.forgetRequests()

    await scene.runOnPush(pushed)

    expect(scene.github.writes()).toEqual([])
  })

  it('one that broke off before its last batch is made again', async () => {
    await using scene = await setScene({ fork: { permissions } })
    const pushed = scene.pushFiles(withoutReuse(withWarnings(60)))
    scene.github.failNext({
      path: 'checks/update',
      status: 422,
      body: { message: 'Invalid request.' },
    })
    const result = await scene.runOnPush(pushed)

    await scene.runOnPush(pushed)

    expect(messages(result, 'warning').join('\n')).toContain(
      'The check run staging-pr was not added',
    )
    expect(
      scene.fork.checkRuns.map(({ annotations }) => annotations > 50),
    ).toEqual([false, true])
  })

  it('no permission for it is a warning, and everything else is done', async () => {
    await using scene = await setScene()

    const result = await scene.pushAndRun(withWarnings(1))

    expect(result.exitCode).toBe(0)
    expect(messages(result, 'warning').join('\n')).toMatch(
      /The check run staging-pr was not added.{1,200}checks: write/su,
    )
    expect(scene.fork.pullRequests).toHaveLength(1)
    expect(scene.fork.statuses.at(-1)?.state).toBe('success')
  })

  it('it holds no live reference and no secret, whatever a tool prints', async () => {
    await using scene = await setScene({ fork: { permissions } })

    await scene.pushAndRun(
      withWarnings(
        1,
        ` fixes upstream/keep#12 and @someone, see https://github.com/upstream/keep/issues/3 ${canary}`,
      ),
    )

    const sent = JSON.stringify(batches(scene))
    expect(sent).toContain('(redacted)')
    expect(sent).toContain('someone')
  })

  it('a dry run adds none', async () => {
    await using scene = await setScene({ fork: { permissions } })

    await scene.pushAndRun(withWarnings(1), { inputs: { 'dry-run': 'true' } })

    expect(scene.fork.checkRuns).toEqual([])
  })
})
