import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'

import { bodyBeside, stagingText } from '../../src/pull-request/staging-text.ts'
import { bodyScenarios } from '../support/body-scenarios.ts'
import { sum } from '../support/sum.ts'

const folder = new URL('../golden/bodies/', import.meta.url)

/** Written only with UPDATE_GOLDENS=1, so a missing file fails. */
function golden(name: string, text: string): string {
  const file = new URL(`${name}.md`, folder)
  if (process.env['UPDATE_GOLDENS'] === '1') {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, text)
  }
  return readFileSync(file, 'utf8')
}

const states = {
  ready: 'success',
  incomplete: 'pending',
  failed: 'failure',
  inconclusive: 'error',
  stale: 'error',
} as const

describe('whole bodies', () => {
  it.each(Object.entries(bodyScenarios))(
    '%s is as checked in under golden/bodies',
    (name, facts) => {
      const status = states[facts.evidence?.conclusion ?? 'incomplete']
      const text = stagingText(facts, { status, hash: sum })

      const page = `Title: ${text.title}\n\n${bodyBeside(text, null).body}\n`

      expect(page).toBe(golden(name, page))
    },
  )
})

describe('every body', () => {
  it.each(Object.entries(bodyScenarios))(
    'has the four headings and no other at their level: %s',
    (_, facts) => {
      const text = stagingText(facts, { status: 'pending', hash: sum })

      const prose = text.content(60_000).replace(/^```[^]*?^```$/gmu, '')
      const headings = prose.match(/^#{1,2} .*$/gmu)

      expect(headings).toEqual([
        '## User Impact',
        '## Parent Context',
        '## Implementation',
        '## Testing',
      ])
    },
  )

  it.each(Object.entries(bodyScenarios))(
    'begins with the verdict as an alert, and with nothing else that looks like one: %s',
    (_, facts) => {
      const text = stagingText(facts, { status: 'pending', hash: sum })

      const content = text.content(60_000)

      expect(content).toMatch(/^> \[!(?:TIP|WARNING|CAUTION|NOTE)\]\n> \*\*/u)
      expect(
        content.match(/(?<!\\)\[!(?:TIP|WARNING|CAUTION|NOTE)\]/gu),
      ).toHaveLength(1)
    },
  )

  it.each(Object.entries(bodyScenarios))(
    'differs in no way that counts when only run, durations and versions do: %s',
    (_, facts) => {
      const later = {
        ...facts,
        evidence:
          facts.evidence === null
            ? null
            : {
                ...facts.evidence,
                run: { ...facts.evidence.run, id: 42, attempt: 3 },
                product: 'Staging PR 9.9.9',
                toolchain: { Linux: '7.0', rustc: '1.99.0' },
                steps: facts.evidence.steps.map((step) => ({
                  ...step,
                  durationMs: step.durationMs * 7 + 61_000,
                })),
              },
      }

      const first = stagingText(facts, { status: 'pending', hash: sum })
      const second = stagingText(later, { status: 'pending', hash: sum })

      expect(second.marker.sum).toBe(first.marker.sum)
    },
  )
})
