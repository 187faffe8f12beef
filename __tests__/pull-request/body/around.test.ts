import { describe, expect, it } from '@jest/globals'
import { bodyWriter } from '../../../src/pull-request/body.ts'
import { type Around, nothingAround } from '../../../src/pull-request/around.ts'
import type { UpstreamPullRequest } from '../../../src/pull-request/review.ts'
import { fitBody, fullDetail } from '../../../src/pull-request/fit.ts'
import type { StagingFacts } from '../../../src/pull-request/staging-facts.ts'
import { makeFacts } from '../../support/staging-facts.ts'

function bodyOf(
  around: Partial<Around>,
  facts: Partial<StagingFacts> = {},
): string {
  const known = { ...facts, around: { ...nothingAround, ...around } }
  return bodyWriter(makeFacts(known))(fullDetail, 'shown')
}

const upstream: UpstreamPullRequest = {
  number: 77,
  state: 'open',
  isDraft: false,
  headRef: 'fix/issue-1234',
  headSha: 'c'.repeat(40),
  baseRef: 'main',
  mergeCommit: null,
  createdAt: '2026-11-30T10:00:00Z',
}

const outdated = {
  approval: {
    status: 'outdated',
    by: ['alice'],
    way: 'review',
    commit: 'b'.repeat(40),
  },
} as const

describe('an approval that is for another commit', () => {
  it('shows what came since, however it looks, as text', () => {
    const body = bodyOf({
      ...outdated,
      since: {
        commits: 2,
        diff: '```\n<!-- staging-pr:end -->\n</details>\n@somebody up/keep#1',
      },
    })

    expect(body).toContain('approved `bbbbbbb`, and 2 commits came since.')
    expect(body).toContain('````diff')
    expect(body).not.toMatch(/up\/keep#1/u)
  })

  it('gives up what came since before the body gets too long, not the line', () => {
    const facts = makeFacts({
      around: {
        ...nothingAround,
        ...outdated,
        since: { commits: null, diff: 'x'.repeat(40_000) },
      },
    })

    const body = fitBody(bodyWriter(facts), 3_000)

    expect(body).toContain('**No longer approved:** `alice`')
    expect(body).not.toContain('xxxx')
  })

  it('says that the commit is gone where it is', () => {
    expect(
      bodyOf({ ...outdated, since: { commits: null, diff: null } }),
    ).toContain('The approved commit is no longer in the fork')
  })
})

describe('a pull request upstream', () => {
  it('that is a draft is called one, and no text refers to it', () => {
    const body = bodyOf({ upstreamPullRequest: { ...upstream, isDraft: true } })

    expect(body).toContain('**Upstream pull request 77 is open as a draft.**')
    expect(body).not.toContain('#77')
    expect(body).not.toContain('/pull/77')
  })

  it('that is merged without a spec asks for nothing of chant', () => {
    const body = bodyOf(
      { upstreamPullRequest: { ...upstream, state: 'merged' } },
      { search: { status: 'none', looked: [] } },
    )

    expect(body).not.toContain('chant archive')
    expect(body).toContain('close this pull request')
  })
})

describe('checks of other workflows', () => {
  const server = 'https://github.com/yourusername/project'

  it('are linked only where their page is in the fork', () => {
    const body = bodyOf(
      {},
      {
        otherChecks: [
          { name: 'CI / build', state: 'failed', url: `${server}/runs/1` },
          { name: 'spy', state: 'failed', url: 'https://evil.example/x' },
          {
            name: 'near',
            state: 'failed',
            url: `${server}-evil/actions/runs/1`,
          },
        ],
      },
    )

    expect(body).toContain(`[CI / build](${server}/runs/1)`)
    expect(body).not.toContain('evil.example')
    expect(body).not.toContain('project-evil')
    expect(body).toContain('`spy`')
  })

  it('of hostile names stay text', () => {
    const body = bodyOf(
      {},
      {
        otherChecks: [
          {
            name: '`@somebody` fixes #1 </details> [x](http://evil.example)',
            state: 'waiting',
            url: null,
          },
        ],
      },
    )

    expect(body).toContain('1 waits for your approval')
    expect(body).not.toMatch(/(?<!`)@somebody(?!`)/u)
    expect(body).not.toMatch(/#1 /u)
  })

  it('are named up to a number and counted beyond', () => {
    const otherChecks = Array.from({ length: 9 }, (_, index) => ({
      name: `check ${String(index)}`,
      state: 'failed' as const,
      url: null,
    }))

    expect(bodyOf({}, { otherChecks })).toContain('`check 4` and 4 more')
  })
})
