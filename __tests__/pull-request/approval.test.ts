import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import {
  type Approval,
  type ApprovalGrounds,
  judgeApproval,
} from '../../src/pull-request/approval.ts'
import type { Actor, Review } from '../../src/pull-request/review.ts'

const head = 'a'.repeat(40)
const earlier = 'b'.repeat(40)
const before = '2026-11-30T10:00:00Z'
const later = '2026-11-30T10:00:01Z'

const bot: Actor = { login: 'renovate[bot]', isBot: true, canWrite: true }
const outsider: Actor = { login: 'passerby', isBot: false, canWrite: false }
const ghost: Actor = { login: null, isBot: false, canWrite: false }

function person(login: string): Actor {
  return { login, isBot: false, canWrite: true }
}

function review(
  by: string | Actor,
  state: Review['state'],
  commit: string | null = head,
): Review {
  return { by: typeof by === 'string' ? person(by) : by, state, commit }
}

function judge(
  reviews: readonly Review[],
  given: Partial<ApprovalGrounds> & {
    readonly labelledBy?: Actor
    readonly labelledAt?: string
  } = {},
): Approval {
  const { labelledBy = null, labelledAt = later, ...grounds } = given
  return judgeApproval({
    discussion: { reviews, labelledBy, labelledAt },
    author: 'github-actions[bot]',
    headSha: head,
    shownHead: null,
    shownSince: null,
    dispatchedBy: null,
    ...grounds,
  })
}

const none = { status: 'none' }
const byAlice = { status: 'approved', by: ['alice'], way: 'review' }
const aliceBefore = {
  status: 'outdated',
  by: ['alice'],
  way: 'review',
  commit: earlier,
}

describe('histories of reviews', () => {
  it.each<[string, readonly Review[], object]>([
    ['nobody reviewed', [], none],
    ['approved at the head', [review('alice', 'APPROVED')], byAlice],
    [
      'approved, then commented',
      [review('alice', 'APPROVED'), review('alice', 'COMMENTED')],
      byAlice,
    ],
    [
      'approved, then a comment not sent yet',
      [review('alice', 'APPROVED'), review('alice', 'PENDING', null)],
      byAlice,
    ],
    ['commented only', [review('alice', 'COMMENTED')], none],
    ['a review not sent yet', [review('alice', 'PENDING')], none],
    ['approved, then dismissed', [review('alice', 'DISMISSED')], none],
    [
      'an older approval is dismissed, a newer one stands',
      [review('alice', 'DISMISSED', earlier), review('alice', 'APPROVED')],
      byAlice,
    ],
    [
      'approved, then changes asked for and that dismissed: the old approval does not come back',
      [review('alice', 'APPROVED'), review('alice', 'DISMISSED')],
      none,
    ],
    [
      'approved, then changes asked for by the same person',
      [review('alice', 'APPROVED'), review('alice', 'CHANGES_REQUESTED')],
      { status: 'changes-requested', by: ['alice'] },
    ],
    [
      'changes asked for, then approved by the same person',
      [
        review('alice', 'CHANGES_REQUESTED', earlier),
        review('alice', 'APPROVED'),
      ],
      byAlice,
    ],
    [
      'approved by one, changes asked for by another',
      [review('alice', 'APPROVED'), review('bob', 'CHANGES_REQUESTED')],
      { status: 'changes-requested', by: ['bob'] },
    ],
    [
      'changes asked for at an earlier commit still stand',
      [
        review('bob', 'CHANGES_REQUESTED', earlier),
        review('alice', 'APPROVED'),
      ],
      { status: 'changes-requested', by: ['bob'] },
    ],
    [
      'approved by two',
      [review('alice', 'APPROVED'), review('bob', 'APPROVED')],
      { status: 'approved', by: ['alice', 'bob'], way: 'review' },
    ],
    [
      'approved before new commits or a force-push',
      [review('alice', 'APPROVED', earlier)],
      aliceBefore,
    ],
    [
      'approved before a force-push, then commented on the new head',
      [review('alice', 'APPROVED', earlier), review('alice', 'COMMENTED')],
      aliceBefore,
    ],
    [
      'approved before and after a force-push',
      [review('alice', 'APPROVED', earlier), review('alice', 'APPROVED')],
      byAlice,
    ],
    [
      'one approved the head, another the commit before',
      [review('bob', 'APPROVED', earlier), review('alice', 'APPROVED')],
      byAlice,
    ],
    [
      'approved without a commit',
      [review('alice', 'APPROVED', null)],
      { ...aliceBefore, commit: null },
    ],
    ['approved by a bot', [review(bot, 'APPROVED')], none],
    [
      'a bot asks for changes, a person approves',
      [review('alice', 'APPROVED'), review(bot, 'CHANGES_REQUESTED')],
      byAlice,
    ],
    [
      'approved by somebody without write access',
      [review(outsider, 'APPROVED')],
      none,
    ],
    [
      'somebody without write access asks for changes',
      [review('alice', 'APPROVED'), review(outsider, 'CHANGES_REQUESTED')],
      byAlice,
    ],
    [
      'approved by an account that was deleted',
      [review(ghost, 'APPROVED')],
      none,
    ],
    [
      'the same person with other letters',
      [review('Alice', 'APPROVED'), review('alice', 'CHANGES_REQUESTED')],
      { status: 'changes-requested', by: ['alice'] },
    ],
  ])('%s', (_name, reviews, expected) => {
    expect(judge(reviews)).toEqual(expected)
  })

  it('the author of the pull request cannot approve it', () => {
    const reviews = [review('Contributor', 'APPROVED')]
    expect(judge(reviews, { author: 'contributor' })).toEqual(none)
    expect(judge(reviews)).toMatchObject({ status: 'approved' })
  })

  it('are none before there is a staging PR', () => {
    expect(judge([], { discussion: null })).toEqual(none)
  })
})

describe('the label of the owner', () => {
  const labelledBy = person('contributor')
  const shownHead = head.slice(0, 12)
  const shownSince = before

  it('approves the commit that the page speaks of', () => {
    expect(judge([], { labelledBy, shownHead, shownSince })).toEqual({
      status: 'approved',
      by: ['contributor'],
      way: 'label',
    })
  })

  it('is for an earlier commit once the branch moved on', () => {
    const shown = earlier.slice(0, 12)
    expect(judge([], { labelledBy, shownHead: shown })).toEqual({
      status: 'outdated',
      by: ['contributor'],
      way: 'label',
      commit: shown,
    })
  })

  it('that was put on while the page spoke of another commit is for that one', () => {
    expect(
      judge([], {
        labelledBy,
        shownHead,
        shownSince: later,
        labelledAt: before,
      }),
    ).toMatchObject({ status: 'outdated' })
  })

  it('says nothing where it is not known which commit it is for', () => {
    expect(judge([], { labelledBy })).toMatchObject({ status: 'outdated' })
  })

  it.each([
    ['a bot', bot],
    ['somebody without write access', outsider],
    ['a deleted account', ghost],
  ])('counts for nothing when %s put it on', (_name, by) => {
    expect(judge([], { labelledBy: by, shownHead, shownSince })).toEqual(none)
  })

  it('does not outweigh a request for changes', () => {
    const reviews = [review('bob', 'CHANGES_REQUESTED')]
    expect(judge(reviews, { labelledBy, shownHead, shownSince })).toMatchObject(
      {
        status: 'changes-requested',
      },
    )
  })
})

describe('a handoff that is started by hand', () => {
  it('approves the commit for the person who starts it', () => {
    expect(judge([], { dispatchedBy: person('contributor') })).toEqual({
      status: 'approved',
      by: ['contributor'],
      way: 'dispatch',
    })
  })

  it('approves nothing when a bot starts it', () => {
    expect(judge([], { dispatchedBy: bot })).toEqual(none)
  })

  it('does not outweigh a request for changes', () => {
    const reviews = [review('bob', 'CHANGES_REQUESTED')]
    expect(
      judge(reviews, { dispatchedBy: person('contributor') }),
    ).toMatchObject({ status: 'changes-requested' })
  })
})

describe('any history', () => {
  const actors = [person('alice'), person('bob'), bot, outsider, ghost]
  const anyReview = fc.record({
    by: fc.constantFrom(...actors),
    state: fc.constantFrom<Review['state']>(
      'APPROVED',
      'CHANGES_REQUESTED',
      'COMMENTED',
      'DISMISSED',
      'PENDING',
    ),
    commit: fc.constantFrom(head, earlier, null),
  })

  it('is approved only by a person with write access who saw this very commit', () => {
    fc.assert(
      fc.property(fc.array(anyReview, { maxLength: 12 }), (reviews) => {
        const approval = judge(reviews)
        const seen = reviews.filter(
          ({ by, state, commit }) =>
            state === 'APPROVED' && commit === head && by.canWrite && !by.isBot,
        )
        const names = new Set(seen.map(({ by }) => by.login))
        if (approval.status !== 'approved') return
        expect(approval.by.every((name) => names.has(name))).toBe(true)
      }),
    )
  })

  it('is not changed by comments, bots and strangers', () => {
    fc.assert(
      fc.property(fc.array(anyReview, { maxLength: 12 }), (reviews) => {
        const told = reviews.filter(
          ({ by, state }) =>
            by.canWrite &&
            !by.isBot &&
            state !== 'COMMENTED' &&
            state !== 'PENDING',
        )
        expect(judge(reviews)).toEqual(judge(told))
      }),
    )
  })
})
