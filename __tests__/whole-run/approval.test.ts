import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { fix, type Scene, setScene } from './scene.ts'

function body(scene: Scene): string {
  return scene.stagingPullRequest().body
}

/** The owner approves the staging PR, whose author is the workflow's token. */
function approve(scene: Scene): number {
  return scene.fork.reviewAsPerson(1, {
    login: 'contributor',
    state: 'APPROVED',
  })
}

/** A person reads the page first; times are in whole seconds. */
async function labelLater(
  scene: Scene,
  names: readonly string[],
): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  scene.fork.labelAsPerson(1, names)
}

describe('an approval of the staging PR', () => {
  it('stands on the page with the next push of the same commit, and what is next changes', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    expect(body(scene)).not.toContain('Approved')
    approve(scene)

    const result = await scene.runOnPullRequest({
      number: 1,
      action: 'submitted',
    })

    expect(result.outputs['approval']).toBe('approved')
    expect(body(scene)).toContain(
      '✅ **Approved** by `contributor` at this commit.',
    )
    expect(body(scene)).toContain('**Next:** hand it over')
  })

  it('is taken back by a new commit, with what came since', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    approve(scene)

    const result = await scene.pushAndRun({ 'keep.txt': 'fixed twice\n' })

    expect(result.outputs['approval']).toBe('outdated')
    const text = body(scene)
    expect(text).toMatch(
      /⚠️ \*\*No longer approved:\*\* `contributor` approved `[0-9a-f]{7}`, and 1 commit came since\./u,
    )
    expect(text).toContain('What changed since the approval (git diff)')
    expect(text).toContain('+fixed twice')
    expect(text).toContain('approve again')
  })

  it('is taken back by a rebase, and the range-diff still knows the commit that is gone', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    approve(scene)
    scene.world.write({ 'keep.txt': 'fixed otherwise\n' })
    git(scene.world.clone, 'add', '--all')
    git(scene.world.clone, 'commit', '--quiet', '--amend', '--no-edit')

    const pushed = scene.world.push('fix/issue-1234', '--force')
    const result = await scene.runOnPush(pushed)

    expect(result.outputs['approval']).toBe('outdated')
    expect(body(scene)).toContain('and the branch was rewritten since.')
    expect(body(scene)).toContain('fixed otherwise')
  })

  it('goes when it is dismissed, and nothing is run again for that', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    const id = approve(scene)
    await scene.runOnPullRequest({ number: 1, action: 'submitted' })
    scene.fork.dismissReview(1, id)

    const result = await scene.runOnPullRequest({
      number: 1,
      action: 'dismissed',
    })

    expect(result.outputs['approval']).toBe('none')
    expect(body(scene)).not.toContain('Approved')
    expect(body(scene)).toContain('nothing was run again')
  })

  it('by somebody without write access says nothing', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    scene.fork.reviewAsPerson(1, { login: 'passerby', state: 'APPROVED' })

    const result = await scene.runOnPullRequest({
      number: 1,
      action: 'submitted',
    })

    expect(result.outputs['approval']).toBe('none')
    expect(result.outputs['operation']).toBe('unchanged')
  })

  it('is outweighed by changes that somebody else asks for', async () => {
    await using scene = await setScene({ fork: { collaborators: ['friend'] } })
    await scene.pushAndRun(fix)
    approve(scene)
    scene.fork.reviewAsPerson(1, {
      login: 'friend',
      state: 'CHANGES_REQUESTED',
    })

    const result = await scene.runOnPullRequest({
      number: 1,
      action: 'submitted',
    })

    expect(result.outputs['approval']).toBe('changes-requested')
    expect(body(scene)).toContain('✋ **`friend` asks for changes.**')
    expect(body(scene)).toContain('**Next:** answer the review')
  })
})

describe('the label `staging: approved`', () => {
  it('approves a staging PR that its author may not review, until the next push takes it off', async () => {
    await using scene = await setScene({ fork: { labels: ['bug'] } })
    await scene.pushAndRun(fix)
    await labelLater(scene, ['bug', 'staging: approved'])

    const labelled = await scene.runOnPullRequest({
      number: 1,
      action: 'labeled',
    })
    expect(labelled.outputs['approval']).toBe('approved')
    expect(body(scene)).toContain('by the label `staging: approved`')

    const pushed = await scene.pushAndRun({ 'keep.txt': 'fixed twice\n' })

    expect(pushed.outputs['approval']).toBe('outdated')
    expect(scene.stagingPullRequest().labels.map(({ name }) => name)).toEqual([
      'bug',
    ])
    expect(body(scene)).toContain('The label `staging: approved` is taken off.')
  })

  it('counts for the earlier commit alone, although it could not be taken off at once', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    await labelLater(scene, ['staging: approved'])
    const pushed = scene.pushFiles({ 'keep.txt': 'fixed twice\n' })
    scene.github.failNext({ path: 'issues/update', status: 403, times: 9 })

    const first = await scene.runOnPush(pushed)
    scene.github.clearFaults()
    const second = await scene.runOnPush(pushed)

    expect(scene.stagingPullRequest().labels).toEqual([])
    expect(first.outputs['approval']).toBe('outdated')
    expect(second.outputs['approval']).toBe('none')
  })

  it('says nothing when a bot put it on', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    scene.fork.labelAsPerson(1, ['staging: approved'], 'github-actions[bot]')

    const result = await scene.runOnPullRequest({
      number: 1,
      action: 'labeled',
    })

    expect(result.outputs['approval']).toBe('none')
  })
})

describe('a label that is put on while the run of a newer commit is under way', () => {
  it('is for the commit that the page spoke of', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    const pushed = scene.pushFiles({ 'keep.txt': 'fixed unseen\n' })
    const stop = scene.github.onRequest(({ text }) => {
      if (!text.includes('checkSuites')) return
      stop()
      scene.fork.labelAsPerson(1, ['staging: approved'])
    })
    await scene.runOnPush(pushed)

    const result = await scene.runOnPullRequest({
      number: 1,
      action: 'labeled',
    })

    expect(result.outputs['approval']).toBe('outdated')
  })
})

describe('a fork whose token knows no GraphQL', () => {
  it('is told of the same approval by REST', async () => {
    await using scene = await setScene()
    scene.github.settings.graphql = false
    await scene.pushAndRun(fix)
    approve(scene)

    await scene.runOnPullRequest({ number: 1, action: 'submitted' })

    expect(body(scene)).toContain('**Approved** by `contributor`')
  })
})
