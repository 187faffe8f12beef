import { describe, expect, it } from '@jest/globals'
import { againstHandoff } from '../../src/handoff/against-handoff.ts'
import { issueFacts } from '../../src/handoff/issue-facts.ts'
import { pushTrouble } from '../../src/handoff/push-trouble.ts'
import type { UpstreamIssue } from '../../src/handoff/upstream-issue.ts'

const issue: UpstreamIssue = {
  number: 1234,
  state: 'open',
  stateReason: null,
  isLocked: false,
  labels: [],
  mentions: [],
}

function said(given: Partial<UpstreamIssue>, own: number | null = null) {
  return issueFacts({ ...issue, ...given }, own).map(({ message }) => message)
}

describe('the upstream issue', () => {
  it('that is open and quiet is nothing to know', () => {
    expect(said({})).toEqual([])
  })

  it.each([
    'frozen',
    'code freeze',
    'feature-freeze',
    'On Hold',
    'do not merge',
    'wontfix',
    "won't fix",
    'status: blocked',
    'needs-decision',
    'duplicate',
  ])('with the label %s may not want a fix now', (label) => {
    expect(said({ labels: ['bug', label] })).toEqual([
      `Upstream issue 1234 carries \`${label.replaceAll('`', "'")}\`.`,
    ])
  })

  it.each(['bug', 'good first issue', 'freezer', 'unblocked', 'help wanted'])(
    'with the label %s may',
    (label) => {
      expect(said({ labels: [label] })).toEqual([])
    },
  )

  it('that was reopened is open', () => {
    expect(said({ state: 'open', stateReason: 'reopened' })).toEqual([])
  })

  it('names each open pull request once, and not the one of this fix', () => {
    const mention = { number: 8, author: 'somebody' }
    expect(
      said({ mentions: [mention, mention, { number: 9, author: null }] }, 9),
    ).toEqual([
      'Upstream pull request 8 by `somebody` is open and mentions the issue.',
    ])
  })
})

describe('a handoff', () => {
  it('that was asked for is made in any state', () => {
    expect(
      againstHandoff({
        conclusion: 'failed',
        approval: { status: 'none' },
        isAsked: true,
      }),
    ).toBeNull()
  })

  it('waits for an approval of this commit and for `ready`, and says which', () => {
    const approval = { status: 'approved', by: ['a'], way: 'review' } as const
    const isAsked = false
    expect(
      againstHandoff({ conclusion: 'ready', approval, isAsked }),
    ).toBeNull()
    expect(
      againstHandoff({ conclusion: 'inconclusive', approval, isAsked }),
    ).toContain('inconclusive')
    expect(
      againstHandoff({
        conclusion: 'ready',
        approval: {
          status: 'outdated',
          by: ['a'],
          way: 'review',
          commit: null,
        },
        isAsked,
      }),
    ).toContain('approved an earlier commit')
    expect(
      againstHandoff({
        conclusion: 'ready',
        approval: { status: 'changes-requested', by: ['b'] },
        isAsked,
      }),
    ).toContain('b asked for changes')
  })
})

describe('a push of the clean branch that is refused', () => {
  it.each([
    [
      '! [remote rejected] refusing to allow a GitHub App to create or update workflow `.github/workflows/ci.yml` without `workflows` permission',
      'Sync fork',
    ],
    [
      "remote: Write access to repository not granted.\nfatal: unable to access 'https://github.com/me/tool.git/': The requested URL returned error: 403",
      'contents: write',
    ],
    ['! [rejected] abc -> upstream/fix/x (stale info)', 'meanwhile'],
    [
      'remote: error: GH013: Repository rule violations found for refs/heads/upstream/fix/x.',
      'A rule of the fork',
    ],
    ['fatal: something new', 'staging-pr handoff --branch'],
  ])('says what to do about %j', (words, todo) => {
    const { message, remedy } = pushTrouble({
      branch: 'upstream/fix/x',
      said: words,
      settings: 'https://github.com/me/tool/branches',
    })

    expect(remedy).toContain(todo)
    expect(message).toContain('upstream/fix/x was built and is green')
    expect(message).not.toContain('\n')
  })
})
