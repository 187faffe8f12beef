import { describe, expect, it } from '@jest/globals'
import { commitMessage } from '../../src/handoff/commit-message.ts'
import { upstreamPr } from '../../src/handoff/upstream-pr.ts'
import {
  emptyTrail,
  found,
  makeConfig,
  makeDocument,
  makeSpec,
} from '../support/staging-facts.ts'
import { handoffOf, makeHandoff } from '../support/handoff-facts.ts'

function times(text: string, part: string): number {
  return text.split(part).length - 1
}

describe('a spec without Release Notes', () => {
  const spec =
    '# Keys are lost\n\n## Problem\n\nOne key goes.\n\n## Solution\n\nHold the lock.\n'

  it('says its solution once in the body, below Solution', () => {
    const { body } = upstreamPr(handoffOf(spec))

    expect(body).toContain('## Summary\n\n**Before:** One key goes.\n\nFixes #')
    expect(body).toContain('## Solution\n\nHold the lock.')
    expect(times(body, 'Hold the lock.')).toBe(1)
  })

  it('says it once in the commit message', () => {
    expect(commitMessage(handoffOf(spec))).toBe(
      'Fix: keys are lost\n\nBefore: One key goes.\n\nNow: Hold the lock.\n',
    )
  })

  it('has a summary where it has a solution alone', () => {
    const { body } = upstreamPr(
      handoffOf('# Keys are lost\n\n## Solution\n\nHold the lock.\n'),
    )

    expect(body).toContain('## Summary\n\n**After:** Hold the lock.')
    expect(times(body, 'Hold the lock.')).toBe(1)
  })

  it('has a summary where its cause stands in for what was wrong', () => {
    const { body } = upstreamPr(
      handoffOf(
        '# Keys are lost\n\n## Root Cause\n\nNo lock.\n\n## Solution\n\nHold the lock.\n',
      ),
    )

    expect(body).toContain('## Summary\n\n**Before:** No lock.')
    expect(times(body, 'No lock.')).toBe(1)
    expect(times(body, 'Hold the lock.')).toBe(1)
  })
})

describe('a body with research', () => {
  it('says the root cause once', () => {
    const { body } = upstreamPr(
      makeHandoff({
        search: found(makeSpec('# Keys are lost\n')),
        config: makeConfig({
          handoff: {
            research: true,
            branch: false,
            squash: true,
            close: false,
          },
        }),
        trail: {
          ...emptyTrail,
          documents: [
            makeDocument('.chant/research/root-cause.md', {
              finding: 'No lock.',
            }),
            makeDocument('.chant/research/b.md', { finding: 'Others lock.' }),
          ],
        },
      }),
    )

    expect(body).toContain('## Root Cause\n\nNo lock.')
    expect(body).toContain('## Research\n\n- Others lock.')
    expect(times(body, 'No lock.')).toBe(1)
  })
})
