import { describe, expect, it } from '@jest/globals'
import { git } from '../../harness/git.ts'
import { branch, configText, fix, type Scene, setScene } from './scene.ts'

const closing = {
  ...fix,
  '.github/staging-pr.yml': `${configText}handoff: {close: true}\n`,
}

/** What a person does by hand once the staging PR is ready. */
function openUpstream(scene: Scene): number {
  return scene.upstream.openAsPerson({
    head: `contributor:${branch}`,
    base: 'main',
    title: 'Keep both keys',
    login: 'contributor',
  }).number
}

/** A later look at the same commit. */
async function lookAgain(scene: Scene) {
  await scene.runOnPullRequest({ number: 1, action: 'reopened' })
  return scene.stagingPullRequest()
}

describe('once the upstream pull request is open', () => {
  it('the staging PR says so as plain text and asks for nothing more', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    const number = openUpstream(scene)

    const { body, state } = await lookAgain(scene)

    expect(state).toBe('open')
    expect(body).toContain(
      `> [!NOTE]\n> **Upstream pull request ${String(number)} is open.** This page asks for nothing more.`,
    )
    expect(body).toContain('**Next:** nothing here.')
    expect(body).toContain(
      '<details><summary><b>What was open when it went upstream (2 points)</b></summary>\n\n**Left for you to judge (2)**',
    )
    expect(scene.upstream.pullRequests).toHaveLength(1)
  })

  it('one of the same branch from before the staging PR is another story', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(fix)
    openUpstream(scene)
    scene.upstream.mergeAsPerson(1)
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    await scene.runOnPush(pushed)

    const { body } = await lookAgain(scene)

    expect(body).not.toContain('upstream as pull request')
    expect(body).not.toContain('Upstream pull request')
  })

  it('one that was closed without a merge is said, and the page asks on', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    openUpstream(scene)
    scene.upstream.closeAsPerson(1)

    const { body } = await lookAgain(scene)

    expect(body).toContain('was closed without a merge.**')
    expect(body).toContain('**Left for you to judge')
  })
})

describe('once the fix is merged upstream', () => {
  it('the staging PR says how to put the spec away, and stays open unless told otherwise', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    openUpstream(scene)
    scene.upstream.mergeAsPerson(1)

    const { body, state } = await lookAgain(scene)

    expect(state).toBe('open')
    expect(body).toContain('**Merged upstream as pull request 1.**')
    expect(body).toContain('`chant archive 005-fork-fix`')
  })

  it('it is closed with the label `staging: done` where `handoff.close` says so', async () => {
    await using scene = await setScene({ fork: { labels: ['staging: done'] } })
    await scene.pushAndRun(closing)
    openUpstream(scene)
    scene.upstream.mergeAsPerson(1)

    const { state, labels } = await lookAgain(scene)

    expect(state).toBe('closed')
    expect(labels.map(({ name }) => name)).toEqual(['staging: done'])
  })

  it('it is closed without the label where the token may not create it, and that is said', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(closing)
    openUpstream(scene)
    scene.upstream.mergeAsPerson(1)

    const { state, labels } = await lookAgain(scene)

    expect(state).toBe('closed')
    expect(labels).toEqual([])
  })

  it('it stays open when the branch has new commits since, and the page asks on', async () => {
    await using scene = await setScene({ fork: { labels: ['staging: done'] } })
    await scene.pushAndRun(closing)
    openUpstream(scene)
    scene.upstream.mergeAsPerson(1)

    await scene.pushAndRun({ 'keep.txt': 'fixed further\n' })

    const { body, state } = scene.stagingPullRequest()
    expect(state).toBe('open')
    expect(body).not.toContain('Merged upstream')
    expect(body).toContain('Ready for your review.')
  })

  it('it stays open when the merge went into another branch than the one that is meant', async () => {
    await using scene = await setScene({ fork: { labels: ['staging: done'] } })
    await scene.pushAndRun(closing)
    git(scene.world.upstream, 'branch', 'playground', 'main')
    scene.upstream.openAsPerson({
      head: `contributor:${branch}`,
      base: 'playground',
      title: 'Keep both keys',
      login: 'contributor',
    })
    scene.upstream.mergeAsPerson(1)

    expect((await lookAgain(scene)).state).toBe('open')
  })

  it('labels that people put on during the run stay on', async () => {
    await using scene = await setScene({
      fork: { labels: ['staging: done', 'urgent'] },
    })
    await scene.pushAndRun(closing)
    openUpstream(scene)
    scene.upstream.mergeAsPerson(1)
    const stop = scene.github.onRequest(({ text }) => {
      if (!text.includes('checkSuites')) return
      stop()
      scene.fork.labelAsPerson(1, ['urgent'])
    })

    const { labels } = await lookAgain(scene)

    expect(labels.map(({ name }) => name)).toEqual(['urgent', 'staging: done'])
  })
})

describe('two staging PRs of one branch', () => {
  it('are judged each by its own reviews', async () => {
    await using scene = await setScene({ fork: { collaborators: ['friend'] } })
    await scene.pushAndRun(fix)
    git(scene.world.fork, 'branch', 'dev', 'main')
    scene.fork.reviewAsPerson(1, {
      login: 'friend',
      state: 'CHANGES_REQUESTED',
    })
    scene.fork.openAsPerson({ head: branch, base: 'dev', title: 'For dev' })
    scene.fork.reviewAsPerson(2, { login: 'friend', state: 'APPROVED' })

    const result = await scene.runOnPullRequest({
      number: 1,
      action: 'submitted',
    })

    expect(result.outputs['approval']).toBe('changes-requested')
  })
})
