import { describe, expect, it } from '@jest/globals'

import {
  decidePullRequest,
  type ExistingPullRequest,
  type Reconciliation,
} from '../../src/pull-request/reconcile.ts'
import {
  bodyBeside,
  type StagingText,
  stagingText,
} from '../../src/pull-request/staging-text.ts'
import { bodyScenarios } from '../support/body-scenarios.ts'
import { headSha, makeFacts } from '../support/staging-facts.ts'
import { sum } from '../support/sum.ts'

const facts = bodyScenarios['ready'] ?? makeFacts()
const text = stagingText(facts, { status: 'success', hash: sum })
const current = bodyBeside(text, null).body

function pullRequest(
  overrides: Partial<ExistingPullRequest> = {},
): ExistingPullRequest {
  return {
    number: 7,
    title: text.title,
    body: current,
    state: 'open',
    merged: false,
    headSha,
    baseRef: 'main',
    ...overrides,
  }
}

function decide(
  existing: readonly ExistingPullRequest[],
  overrides: Partial<Reconciliation> = {},
): ReturnType<typeof decidePullRequest> {
  return decidePullRequest({
    existing,
    base: 'main',
    headSha,
    newPullRequest: false,
    text,
    ...overrides,
  })
}

/** The same staging PR after a push. */
function afterPush(title: string): StagingText {
  const pushed = stagingText(
    { ...facts, changes: facts.changes.slice(1) },
    { status: 'pending', hash: sum },
  )
  return { ...pushed, title, marker: { ...pushed.marker, title: sum(title) } }
}

describe('without a staging PR', () => {
  it('one is created', () => {
    expect(decide([])).toEqual({
      action: 'create',
      title: 'Fix issue 1234: Data loss during concurrent writes',
      body: current,
    })
  })

  it('one with another base is not taken for it', () => {
    expect(decide([pullRequest({ baseRef: 'develop' })]).action).toBe('create')
  })
})

describe('an open staging PR', () => {
  it('that says the same already is left alone', () => {
    expect(decide([pullRequest()])).toEqual({ action: 'unchanged', number: 7 })
  })

  it('that was saved in the browser, with CRLF, is left alone', () => {
    const body = `Mine\r\n\r\n${current.replaceAll('\n', '\r\n')}`

    expect(decide([pullRequest({ body })]).action).toBe('unchanged')
  })

  it('gets a new body when there is news', () => {
    const decision = decide([pullRequest()], { text: afterPush(text.title) })

    expect(decision).toMatchObject({
      action: 'update',
      number: 7,
      notice: null,
      changes: { body: expect.stringContaining('status=pending') },
    })
    expect(decision).not.toHaveProperty('changes.title')
  })

  it('gets a new title while it still has the generated one', () => {
    const decision = decide([pullRequest()], {
      text: afterPush('Fix issue 1234: Better words'),
    })

    expect(decision).toMatchObject({
      changes: { title: 'Fix issue 1234: Better words' },
    })
  })

  it('keeps a title that a person wrote', () => {
    const decision = decide([pullRequest({ title: 'My words' })], {
      text: afterPush('Fix issue 1234: Better words'),
    })

    expect(decision.action).toBe('update')
    expect(decision).not.toHaveProperty('changes.title')
  })

  it('that a person opened is adopted: text first, region below, title left alone', () => {
    const decision = decide([
      pullRequest({ title: 'My words', body: 'My text.' }),
    ])

    expect(decision).toEqual({
      action: 'update',
      number: 7,
      changes: { body: `My text.\n\n${current}` },
      notice: null,
    })
  })

  it('whose generated part was edited is written anew, and that is said', () => {
    const body = current.replace('## Testing', '## Testing\n\nI ran it too.')

    expect(decide([pullRequest({ body })])).toMatchObject({
      action: 'update',
      notice:
        'The generated part was edited by hand. It was written anew, and the edit is kept folded below it.',
    })
  })

  it('full of a text of people is left alone, and that is said', () => {
    const body = 'mine\n'.repeat(13_000)

    expect(decide([pullRequest({ body })])).toEqual({
      action: 'none',
      number: 7,
      notice:
        'The text that people wrote into staging PR 7 leaves no room for the generated part. Shorten it and run again; the summary of this run has the whole text.',
    })
  })

  it('wins over closed ones', () => {
    const closed = pullRequest({ number: 9, state: 'closed' })

    expect(decide([closed, pullRequest()])).toEqual({
      action: 'unchanged',
      number: 7,
    })
  })

  it('beside another open one is an error that names both', () => {
    expect(decide([pullRequest({ number: 8 }), pullRequest()])).toEqual({
      action: 'error',
      message:
        'Several open pull requests go from this branch to the same base: 8, 7. Close all but one and run again.',
    })
  })
})

describe('a closed staging PR', () => {
  const closed = pullRequest({ state: 'closed' })
  const merged = pullRequest({ state: 'closed', merged: true })

  it('stays closed, and the notice says how to go on', () => {
    expect(decide([closed])).toEqual({
      action: 'none',
      number: 7,
      notice:
        'Staging PR 7 was closed without a merge, so it stays closed. Reopen it to go on with it, or set the input `new-pull-request` to true for a new one.',
    })
  })

  it('gets a successor when a person asks for one', () => {
    expect(decide([closed], { newPullRequest: true }).action).toBe('create')
  })

  it('gets a successor after a merge, once there are new commits', () => {
    const older = pullRequest({
      state: 'closed',
      merged: true,
      headSha: '1'.repeat(40),
    })

    expect(decide([older]).action).toBe('create')
  })

  it('that was merged at this commit needs none', () => {
    expect(decide([merged])).toEqual({
      action: 'none',
      number: 7,
      notice:
        'Staging PR 7 was merged, and the branch has no new commits since. A new commit gets a new staging PR.',
    })
  })
})

describe('two runs about one commit', () => {
  /** The text of a run with other news about the same commit. */
  function textOfRun(run: string): StagingText {
    return { ...text, marker: { ...text.marker, run, sum: `news of ${run}` } }
  }

  function bodyOfRun(run: string): string {
    return bodyBeside(textOfRun(run), null).body
  }

  it.each([
    { result: 'a later run', there: '200.1', ours: '100.1', action: 'none' },
    {
      result: 'a later attempt',
      there: '100.2',
      ours: '100.1',
      action: 'none',
    },
    {
      result: 'an earlier run',
      there: '100.1',
      ours: '200.1',
      action: 'update',
    },
    {
      result: 'a run before a re-run',
      there: '200.1',
      ours: '100.2',
      action: 'update',
    },
    { result: 'nobody', there: 'by-hand', ours: '100.1', action: 'update' },
  ])(
    'the result of $result ($there) meets that of $ours: $action',
    ({ there, ours, action }) => {
      const existing = pullRequest({ body: bodyOfRun(there) })

      expect(decide([existing], { text: textOfRun(ours) }).action).toBe(action)
    },
  )

  it('give way with a word about it', () => {
    const existing = pullRequest({ body: bodyOfRun('200.1') })

    expect(decide([existing], { text: textOfRun('100.1') })).toMatchObject({
      number: 7,
      notice:
        'Staging PR 7 has the result of run 200 already, which is newer and about the same commit, so this one leaves it as it is.',
    })
  })

  it('do not count where the page is about another commit', () => {
    const other = { ...text.marker, run: '200.1', head: '0'.repeat(12) }
    const existing = pullRequest({
      body: bodyBeside({ ...text, marker: other }, null).body,
    })

    expect(decide([existing], { text: textOfRun('100.1') }).action).toBe(
      'update',
    )
  })
})
