import { describe, expect, it } from '@jest/globals'
import {
  completionEdits,
  type CompletionFacts,
} from '../../src/handoff/completed-spec.ts'

const now = Date.UTC(2026, 0, 28, 10, 0, 0, 500)
const at = '2026-01-28T10:00:00Z'

function edits(
  conclusion: CompletionFacts['evidence']['conclusion'],
  more: {
    spec?: Partial<CompletionFacts['spec']>
    steps?: readonly (readonly [string, string])[]
    criteria?: readonly (readonly [string, string])[]
  } = {},
): Readonly<Record<string, unknown>> {
  const facts = {
    spec: {
      status: 'in_progress',
      completedAt: null,
      present: [],
      ...more.spec,
    },
    evidence: {
      conclusion,
      steps: (more.steps ?? []).map(([id, status]) => ({ id, status })),
      criteria: (more.criteria ?? []).map(([text, state]) => ({ text, state })),
    },
    commits: [`1e83309${'0'.repeat(33)}`],
    now,
  }
  return Object.fromEntries(
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- A test names what it needs of the evidence.
    completionEdits(facts as unknown as CompletionFacts).map(
      ({ key, value }) => [key, value],
    ),
  )
}

describe('what a spec is marked with', () => {
  it('is that it is completed, where the evidence is ready', () => {
    expect(edits('ready')).toEqual({
      status: 'completed',
      commits: ['1e83309'],
      completed_at: at,
      last_verified: at,
      verification_status: 'passed',
    })
  })

  it('leaves its status alone where something fails, and says what', () => {
    expect(
      edits('failed', {
        steps: [
          ['lint', 'passed'],
          ['test', 'failed'],
          ['slow', 'timed-out'],
        ],
        criteria: [
          ['All tests\u202e pass', 'contradicted'],
          ['It is fast', 'open'],
        ],
      }),
    ).toEqual({
      commits: ['1e83309'],
      last_verified: at,
      verification_status: 'failed',
      verification_failures: ['All tests\\u{202E} pass', 'test', 'slow'],
    })
  })

  it.each(['incomplete', 'inconclusive', 'stale'] as const)(
    'is that it is verified in part where the evidence is %s',
    (conclusion) => {
      expect(edits(conclusion)).toMatchObject({
        verification_status: 'partial',
      })
      expect(edits(conclusion)).not.toHaveProperty('status')
    },
  )

  it('keeps the day of one that was completed before, and takes failures back', () => {
    const spec = {
      status: 'completed',
      completedAt: '2026-01-01T00:00:00Z',
      present: ['verification_failures'],
    } as const

    expect(edits('ready', { spec })).toEqual({
      status: 'completed',
      commits: ['1e83309'],
      last_verified: at,
      verification_status: 'passed',
      verification_failures: [],
    })
  })
})
