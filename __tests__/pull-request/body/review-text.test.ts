import { describe, expect, it } from '@jest/globals'

import { bodyWriter, prepare } from '../../../src/pull-request/body.ts'
import { pointsOf } from '../../../src/pull-request/body/points.ts'
import { fullDetail } from '../../../src/pull-request/fit.ts'
import type { StagingFacts } from '../../../src/pull-request/staging-facts.ts'
import type { ReviewDocument } from '../../../src/spec/review-document.ts'
import { headSha, makeFacts } from '../../support/staging-facts.ts'

const path = '.chant/reviews/issue-1234-review.md'
const link = `[issue-1234-review.md](https://github.com/yourusername/project/blob/${headSha}/${path})`

function reviewed(
  verdict: ReviewDocument['verdict'],
  outdatedBy: string | null = null,
): StagingFacts {
  const at = { ref: 'head commit', sha: headSha }
  return makeFacts({ review: { path, at, verdict, outdatedBy } })
}

function bodyOf(facts: StagingFacts): string {
  return bodyWriter(facts)(fullDetail, 'shown')
}

describe('a review document', () => {
  it.each([
    ['approve', 'says **approve**'],
    ['revise', 'says **revise**'],
    ['reject', 'says **reject**'],
    ['none', 'gives no verdict'],
    ['several', 'gives several verdicts'],
  ] as const)('that is %s stands in Parent Context', (verdict, says) => {
    const [, context = ''] = bodyOf(reviewed(verdict)).split(
      '## Parent Context',
    )

    expect(context.split('## Implementation')[0]).toContain(
      `\n- Review ${link} ${says}. It is a document, and no approval of this pull request.\n`,
    )
  })

  it('that is older than the code says so', () => {
    expect(bodyOf(reviewed('approve', 'a1b2c3d4e5'))).toContain(
      'no approval of this pull request. It was written before `a1b2c3d`, the last commit that changes code.',
    )
  })

  it.each(['revise', 'reject', 'several'] as const)(
    'that is %s is left to judge, and holds nothing back',
    (verdict) => {
      const facts = reviewed(verdict)

      const { open, judge } = pointsOf(prepare(facts))

      expect(open).toEqual([])
      expect(judge).toEqual([
        {
          rule: null,
          markdown: expect.stringMatching(
            /^The review \[issue-1234-review\.md\]\(.*\) (?:says \*\*re|gives several)/u,
          ),
          plain: expect.stringMatching(
            /^The review issue-1234-review\.md (?:says re|gives several)/u,
          ),
        },
      ])
      expect(bodyOf(facts)).toContain('**Ready for your review.**')
    },
  )

  it.each(['approve', 'none'] as const)(
    'that is %s leaves nothing to judge',
    (verdict) => {
      expect(pointsOf(prepare(reviewed(verdict))).judge).toEqual([])
    },
  )

  it('that is not there is not spoken of', () => {
    expect(bodyOf(makeFacts({ review: null }))).not.toContain('- Review ')
  })
})
