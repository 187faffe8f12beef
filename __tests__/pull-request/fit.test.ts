import { describe, expect, it } from '@jest/globals'

import { bodyWriter } from '../../src/pull-request/body.ts'
import { fitBody, maxBodyCharacters } from '../../src/pull-request/fit.ts'
import type { StagingFacts } from '../../src/pull-request/staging-facts.ts'
import { bodyBeside, stagingText } from '../../src/pull-request/staging-text.ts'
import {
  found,
  judged,
  makeChange,
  makeDocument,
  makeEvidence,
  makeFacts,
  makeSpec,
  makeStepResult,
} from '../support/staging-facts.ts'
import { sum } from '../support/sum.ts'

const long = 'All work and no play makes a long paragraph. '.repeat(400)

const criteria = Array.from(
  { length: 200 },
  (_, index) => `- [x] Criterion ${index} ${'holds '.repeat(30)}`,
).join('\n')

const spec = makeSpec(
  `# Fix it\n\n## Problem\n\n${long}\n\n## Solution\n\n${long}\n\n## Implementation Notes\n\n${long}\n\n## Acceptance Criteria\n\n${criteria}\n`,
  { targetFiles: ['src/'] },
)

const huge: StagingFacts = makeFacts({
  search: found(spec),
  changes: Array.from({ length: 500 }, (_, index) =>
    makeChange(`lib/${'deep/'.repeat(20)}file-${index}.rs`),
  ),
  trail: {
    documents: Array.from({ length: 100 }, (_, index) =>
      makeDocument(`.chant/research/${index}.md`, {
        title: `Document ${index}`,
        finding: long,
      }),
    ),
    dependencies: [],
    members: [],
    mentioned: [],
  },
  evidence: makeEvidence({
    conclusion: 'failed',
    criteria: judged(spec),
    steps: Array.from({ length: 12 }, (_, index) =>
      makeStepResult(`step-${index}`, `make check-${index}`, {
        status: 'failed',
        exitCode: 2,
        tail: `${'x'.repeat(120)}\n`.repeat(200),
      }),
    ),
  }),
})

const write = bodyWriter(huge)

describe('fitting', () => {
  it.each([[60_000], [30_000], [15_000]])(
    'brings a huge body to %d characters and keeps verdict, points and headings',
    (room) => {
      const body = fitBody(write, room)

      expect(body.length).toBeLessThanOrEqual(room)
      expect(body).toContain('> **Failed: 12 of 12 steps did not pass.**')
      expect(body).toContain('**Left for you to judge (2)**')
      expect(body.match(/^## .*$/gmu)).toHaveLength(4)
    },
  )

  it.each([[60_000], [30_000], [15_000], [0]])(
    'closes every fence and fold at %d characters',
    (room) => {
      const body = fitBody(write, room)

      const fences = body.match(/^(?:`{3,})/gmu) ?? []
      expect(fences.length % 2).toBe(0)
      expect(body.match(/<details>/gu) ?? []).toHaveLength(
        (body.match(/<\/details>/gu) ?? []).length,
      )
    },
  )

  it('says what it left out and where that is', () => {
    expect(fitBody(write, 60_000)).toContain(
      '**Shortened to fit into a pull request:** output of failed steps',
    )
    expect(fitBody(write, 60_000)).toContain(
      'The summary of the run has the whole text.',
    )
  })

  it('gives up output first and files last', () => {
    const bodies = [60_000, 30_000, 15_000].map((room) => fitBody(write, room))

    expect(bodies.map((body) => body.includes('| Criterion |'))).toEqual([
      true,
      false,
      false,
    ])
    expect(bodies.map((body) => body.includes('file-3.rs'))).toEqual([
      true,
      true,
      true,
    ])
  })

  it('leaves an ordinary body alone', () => {
    expect(fitBody(bodyWriter(makeFacts()), 60_000)).not.toContain('Shortened')
  })
})

describe('room beside a text of people', () => {
  it('keeps the whole body under the limit of GitHub', () => {
    const text = stagingText(huge, { status: 'failure', hash: sum })

    const { body } = bodyBeside(text, 'mine\n'.repeat(9_000))

    expect(body.length).toBeLessThanOrEqual(maxBodyCharacters)
    expect(body.startsWith('mine\n'.repeat(9_000))).toBe(true)
  })
})
