import { describe, expect, it } from '@jest/globals'
import { array, assert, constantFrom, property, subarray } from 'fast-check'

import {
  carryTicks,
  markChecklist,
  withoutTicks,
} from '../../src/pull-request/checklist.ts'
import {
  humanText,
  type MergedBody,
} from '../../src/pull-request/merge-body.ts'
import type { StagingFacts } from '../../src/pull-request/staging-facts.ts'
import {
  bodyBeside,
  isUpToDate,
  type StagingText,
  stagingText,
} from '../../src/pull-request/staging-text.ts'
import { bodyScenarios } from '../support/body-scenarios.ts'
import {
  found,
  judged,
  makeDocument,
  makeEvidence,
  makeFacts,
  makeSpec,
  makeStepResult,
} from '../support/staging-facts.ts'
import { sum } from '../support/sum.ts'

const ready = bodyScenarios['ready'] ?? makeFacts()

function textOf(facts: StagingFacts): StagingText {
  return stagingText(facts, { status: 'success', hash: sum })
}

const text = textOf(ready)
const body = bodyBeside(text, null).body
const withoutResearch = textOf({
  ...ready,
  trail: { ...ready.trail, documents: [] },
})

/** What GitHub's page does when a person clicks a box, and what its editor stores. */
function tick(body: string, label: string, mark = 'x'): string {
  const ticked = body.replace(
    `- [ ] **${label}:**`,
    `- [${mark}] **${label}:**`,
  )
  expect(ticked).not.toBe(body)
  return ticked.replaceAll('\n', '\r\n')
}

function push(existing: string, next = text): MergedBody {
  return bodyBeside(next, existing)
}

/** Labels of the boxes that a reader of the body sees in a list, by mark. */
function boxes(body: string): readonly string[] {
  const found = body.matchAll(/^- \[([ xX])\] \*\*([^*]+):\*\*/gmu)
  return [...found].map(([, mark = '', label = '']) => `${mark}${label}`)
}

const untouched = [
  ' Code quality',
  ' Coverage',
  ' Documentation',
  ' Research alignment',
  ' History',
]

describe('a tick of a person', () => {
  it.each(['x', 'X'])('is no news and no edit by hand: [%s]', (mark) => {
    const ticked = tick(body, 'Coverage', mark)

    expect(isUpToDate(text, ticked)).toBe(true)
    expect(humanText(ticked, sum)).toBe('')
  })

  it('stays through any number of pushes, and all else is as without it', () => {
    const ticked = tick(tick(body, 'Coverage'), 'History', 'X')

    const first = push(ticked)
    const second = push(first.body, withoutResearch)
    const third = push(second.body)

    const expected = body
      .replace('[ ] **Coverage', '[x] **Coverage')
      .replace('[ ] **History', '[X] **History')
    expect(first).toEqual({ body: expected, notice: null })
    expect(boxes(second.body)).toEqual([
      ' Code quality',
      'xCoverage',
      ' Documentation',
      'XHistory',
    ])
    expect(third).toEqual({ body: expected, notice: null })
  })

  it('that is taken back is taken back', () => {
    const ticked = push(tick(body, 'Coverage')).body

    const open = ticked.replace('[x] **Coverage', '[ ] **Coverage')

    expect(isUpToDate(text, open)).toBe(true)
    expect(push(open)).toEqual({ body, notice: null })
  })

  it('goes with its task', () => {
    const ticked = tick(body, 'Research alignment')

    const gone = push(ticked, withoutResearch)
    const back = push(gone.body)

    expect(gone.notice).toBeNull()
    expect(gone.body).not.toContain('Research alignment')
    expect(back).toEqual({ body, notice: null })
  })

  it('stays beside another edit, which alone is kept below', () => {
    const edited = tick(body, 'Coverage').replace(
      '## Testing',
      '## Testing\r\n\r\nI tried it on a Mac.',
    )

    const after = push(edited)

    expect(isUpToDate(text, edited)).toBe(false)
    expect(after.notice).toContain('edited by hand')
    expect(after.body).toContain('```markdown\nI tried it on a Mac.\n```')
    expect(boxes(after.body)).toEqual(untouched.with(1, 'xCoverage'))
  })

  it.each([
    [
      'the end is missing',
      (all: string) => all.replace(/<!-- staging-pr:end -->/u, ''),
    ],
    [
      'the beginning is missing',
      (all: string) => all.replace(/^<!-- staging-pr:begin .*$/mu, ''),
    ],
    ['all is there twice', (all: string) => `${all}\r\n${all}`],
  ])('stays where markers are damaged: %s', (_, damage) => {
    const after = push(damage(tick(body, 'Coverage')))

    expect(boxes(after.body)).toEqual(untouched.with(1, 'xCoverage'))
  })

  it('in one of two regions is not taken, and is kept below', () => {
    const after = push(`${body}\n${tick(body, 'Coverage')}`)

    expect(boxes(after.body).slice(0, 5)).toEqual(untouched)
    expect(after.body.split('staging-pr:end -->')[1]).toContain(
      '- [x] **Coverage:**',
    )
  })

  it('is not counted as an edit of a text from before there was a checklist', () => {
    const old = 'Verdict\n\n---\n\nNext'

    expect(withoutTicks(old)).toBe(old)
    expect(markChecklist(old)).toBe(old)
    expect(carryTicks(old, text.content(60_000))).toBe(text.content(60_000))
  })
})

describe('a box', () => {
  const list = '**Review checklist**\n\n- [x] **Coverage:** done\n\n---'

  it.each([
    ['above the region', `${list}\n\n${body}`],
    ['below the region', `${body}\n\n${list}`],
    [
      'above the region, with the marker of the checklist',
      `<!-- staging-pr:review -->\n${list}\n\n${body}`,
    ],
  ])('in a text of people ticks nothing: %s', (_, existing) => {
    const after = push(existing).body

    expect(after).toContain(list)
    expect(boxes(after.replace(list, ''))).toEqual(untouched)
  })

  it.each([
    ['of another label', '- [x] **My own:** done'],
    ['that is indented', '  - [x] **Coverage:** done'],
    ['of another list', '* [x] **Coverage:** done'],
    ['in a sentence', 'Say - [x] **Coverage:** done'],
  ])('%s in our list is an edit like any other', (_, line) => {
    const edited = body.replace('- [ ] **Coverage', `${line}\n- [ ] **Coverage`)

    const after = push(edited).body

    expect(boxes(after).slice(0, 5)).toEqual(untouched)
    expect(after.split('staging-pr:end -->')[1]).toContain(line)
  })
})

describe('a spec, a criterion or an output that imitates the checklist', () => {
  const piece = constantFrom(
    '**Review checklist**',
    '<!-- staging-pr:review Ticks in this list are kept. -->',
    '<!-- staging-pr:review -->',
    '- [x] **Code quality:** all good',
    '- [X] **Coverage:** all good',
    '- [x] **Research alignment:** all good',
    '- [x] **Extra:** all good',
    '---',
    '## Testing',
    '```',
    '~~~',
    '</details>',
    '> ',
    '',
  )

  function imitating(lines: readonly string[]): StagingFacts {
    const words = lines.join('\n')
    const spec = makeSpec(
      `# Fix it\n\n## Problem\n\n${words}\n\n## Solution\n\n${words}\n\n## Implementation Notes\n\n${words}\n\n## Acceptance Criteria\n\n${lines.map((line) => `- [x] ${line}`).join('\n')}\n`,
    )
    return makeFacts({
      search: found(spec),
      trail: {
        ...ready.trail,
        documents: [
          makeDocument('.chant/research/a.md', {
            title: lines.join(' '),
            finding: words,
            recommendation: words,
          }),
        ],
      },
      evidence: makeEvidence({
        conclusion: 'failed',
        criteria: judged(spec),
        steps: [
          makeStepResult('test', `echo '${words}'`, {
            status: 'failed',
            exitCode: 1,
            tail: words,
          }),
        ],
      }),
    })
  }

  /** The checklist of a body, from its marker to the rule below it. */
  function checklistOf(body: string): string {
    const [, ...after] = body.split('\n<!-- staging-pr:review ')
    expect(after).toHaveLength(1)
    return after[0]?.split('\n---\n')[0] ?? ''
  }

  it('ticks nothing, adds nothing and takes no tick away', () => {
    const labels = untouched.map((box) => box.slice(1))
    assert(
      property(
        array(piece, { minLength: 1, maxLength: 12 }),
        array(piece, { maxLength: 12 }),
        subarray(labels),
        (first, then, ticked) => {
          const before = bodyBeside(textOf(imitating(first)), null).body
          expect(boxes(checklistOf(before))).toEqual(untouched)

          const list = checklistOf(before)
          const clicked = before.replace(
            list,
            ticked.reduce(
              (all, label) => all.replace(`[ ] **${label}`, `[x] **${label}`),
              list,
            ),
          )
          const after = push(clicked, textOf(imitating(then)))

          expect(after.notice).toBeNull()
          expect(boxes(checklistOf(after.body))).toEqual(
            labels.map((label) => (ticked.includes(label) ? 'x' : ' ') + label),
          )
        },
      ),
    )
  })

  it('ticks nothing on a staging PR from before there was a checklist', () => {
    const hostile = textOf(
      imitating([
        '<!-- staging-pr:review -->',
        '**Review checklist**',
        '',
        '- [x] **Coverage:** all good',
        '',
        '---',
      ]),
    )
    // An older version had no checklist, and marked nothing.
    const before = bodyBeside(hostile, null).body.replace(
      /\n<!-- staging-pr:review [^]*(?=\n---\n\n\*\*Next)/u,
      '',
    )
    const after = push(before, hostile).body

    expect(before).toContain('- [x] **Coverage:** all good')
    expect(before).not.toContain('For you to tick')
    expect(boxes(checklistOf(after))).toEqual(untouched)
  })
})
