import { describe, expect, it } from '@jest/globals'
import type { ActionResult } from '../../harness/run-action.ts'
import {
  branch,
  fix,
  messages,
  type Scene,
  setScene,
  specText,
} from './scene.ts'

const nextFix = {
  '.chant/specs/005-fork-fix.md': specText.replace(
    'Two writers lose a key.',
    'Three writers lose a key.',
  ),
}

function openByHand(scene: Scene): void {
  scene.fork.openAsPerson({
    head: branch,
    base: 'main',
    title: 'Opened by hand',
    body: 'For the record.',
  })
}

function expectAdopted(scene: Scene, { outputs }: ActionResult): void {
  const { title, body } = scene.stagingPullRequest()
  expect(outputs['operation']).toBe('updated')
  expect(title).toBe('Opened by hand')
  expect(body.startsWith('For the record.\n\n<!-- staging-pr:begin')).toBe(true)
}

describe('what people write on a staging PR', () => {
  it('stays above and below the generated part, byte for byte', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    const before = scene.stagingPullRequest().body
    scene.fork.editBodyAsPerson(
      1,
      `Look at the lock first.\n\n${before}\n\nAnd then at the test.  \n`,
    )

    await scene.pushAndRun(nextFix)

    const { body } = scene.stagingPullRequest()
    expect(
      body.startsWith('Look at the lock first.\r\n\r\n<!-- staging-pr:begin'),
    ).toBe(true)
    expect(body.endsWith('-->\r\n\r\nAnd then at the test.  \r\n')).toBe(true)
    expect(body).toContain('Three writers lose a key.')
    expect(body).not.toContain('Two writers lose a key.')
  })

  it('stays in the title once a person changed it', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    scene.fork.editAsPerson(1, { title: 'My own words' })

    await scene.pushAndRun(nextFix)

    expect(scene.stagingPullRequest().title).toBe('My own words')
  })

  it('is kept folded below when it was written into the generated part', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    const { body } = scene.stagingPullRequest()
    scene.fork.editBodyAsPerson(
      1,
      body.replace('## Testing', '## Testing\n\nI tried it on a Mac.'),
    )

    await scene.pushAndRun(nextFix)

    const after = scene.stagingPullRequest().body
    expect(after).toContain('Edited by hand')
    expect(after).toContain('I tried it on a Mac.')
  })

  it('is adopted: an open pull request of theirs keeps its title and gets the region below its text', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(fix)
    openByHand(scene)

    const result = await scene.runOnPush(pushed)

    expectAdopted(scene, result)
  })
})

describe('the review checklist', () => {
  /** A click on the page: the box alone changes, and GitHub stores the text with CRLF. */
  function tick(scene: Scene, label: string): void {
    const { body } = scene.stagingPullRequest()
    const ticked = body.replace(`- [ ] **${label}`, `- [x] **${label}`)
    expect(ticked).not.toBe(body)
    scene.fork.editBodyAsPerson(1, ticked)
    expect(scene.stagingPullRequest().body).toContain('\r\n- [x] **')
  }

  it('keeps the ticks of people on every push, and takes them for no edit by hand', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    tick(scene, 'Coverage')
    tick(scene, 'History')

    const result = await scene.pushAndRun(nextFix)

    const { body } = scene.stagingPullRequest()
    expect(result.outputs['operation']).toBe('updated')
    expect(body).toContain('Three writers lose a key.')
    expect(body.match(/^- \[.\] \*\*[^*]+/gmu)).toEqual([
      '- [ ] **Code quality:',
      '- [x] **Coverage:',
      '- [ ] **Documentation:',
      '- [x] **History:',
    ])
    expect(body).not.toContain('Edited by hand')
    expect(messages(result, 'notice').join('\n')).not.toContain('by hand')
  })

  it('makes nothing to write of a tick', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(fix)
    await scene.runOnPush(pushed)
    tick(scene, 'Coverage')
    const ticked = scene.stagingPullRequest().body
    const writes = scene.github.writes().length

    const result = await scene.runOnPush(pushed)

    expect(result.outputs['operation']).toBe('unchanged')
    expect(scene.stagingPullRequest().body).toBe(ticked)
    expect(
      scene.github
        .writes()
        .slice(writes)
        .filter(({ path }) => path.includes('/pulls')),
    ).toEqual([])
  })
})

describe('a review document', () => {
  it('against the fix is left to judge, and does not change the conclusion', async () => {
    await using scene = await setScene()
    const path = '.chant/reviews/issue-1234-review.md'

    const { outputs } = await scene.pushAndRun({
      ...fix,
      [path]: '**Verdict:** reject\n\nSee #99, cc @octocat.\n',
    })

    const { body, headSha } = scene.stagingPullRequest()
    const link = `[issue-1234-review.md](${scene.github.url}/${scene.fork.fullName}/blob/${headSha}/${path})`
    expect(outputs['conclusion']).toBe('ready')
    expect(body).toContain(`. The review ${link} says **reject**.\n`)
    expect(body).toContain(
      `- Review ${link} says **reject**. It is a document, and no approval of this pull request.\n`,
    )
  })
})

describe('a pull request that a person opens while the run is about to', () => {
  it('is adopted: it gets the region below its text', async () => {
    await using scene = await setScene()
    const pushed = scene.pushFiles(fix)
    const stop = scene.github.onRequest(({ method, path }) => {
      if (method !== 'POST' || !path.endsWith('/pulls')) return
      stop()
      openByHand(scene)
    })

    const result = await scene.runOnPush(pushed)

    expectAdopted(scene, result)
  })
})

describe('a staging PR that a person closed', () => {
  it('stays closed, and the run says how to go on', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    scene.fork.closeAsPerson(1)

    const result = await scene.pushAndRun(nextFix)

    expect(scene.stagingPullRequest().state).toBe('closed')
    expect(result.outputs['operation']).toBe('none')
    expect(result.exitCode).toBe(0)
    expect(messages(result, 'notice').join('\n')).toContain(
      'Reopen it to go on with it, or set the input `new-pull-request`',
    )
  })

  it('is followed by a new one with `new-pull-request: true`', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    scene.fork.closeAsPerson(1)

    await scene.pushAndRun(nextFix, { inputs: { 'new-pull-request': 'true' } })

    expect(scene.fork.pullRequests.map(({ state }) => state)).toEqual([
      'closed',
      'open',
    ])
  })

  it('is followed by a new one when it was merged and the branch went on', async () => {
    await using scene = await setScene()
    await scene.pushAndRun(fix)
    scene.fork.mergeAsPerson(1)

    await scene.pushAndRun({ 'keep.txt': 'fixed again\n' })

    expect(scene.fork.pullRequests).toHaveLength(2)
  })
})
