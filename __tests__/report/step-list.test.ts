import { describe, expect, it } from '@jest/globals'
import {
  type ListedStep,
  type ListView,
  stepList,
} from '../../src/progress/step-list.ts'

const plain = (text: string): string => text
const view: ListView = {
  now: 100_000,
  columns: 40,
  paint: { green: plain, red: plain, yellow: plain, dim: plain },
}

function step(id: string, change: Partial<ListedStep> = {}): ListedStep {
  const waiting = { startedAt: null, durationMs: null, says: '' } as const
  return { id, status: 'waiting', ...waiting, ...change }
}

describe('the list of steps on a terminal', () => {
  it('has a line for each step: a mark, its time, and what it says', () => {
    const list = stepList(
      [
        step('fmt', { status: 'passed', startedAt: 0, durationMs: 900 }),
        step('test', {
          status: 'failed',
          startedAt: 0,
          durationMs: 83_000,
          says: 'exit status 1',
        }),
        step('clippy', {
          status: 'running',
          startedAt: 98_000,
          says: 'Checking keep',
        }),
        step('new', {
          status: 'skipped',
          startedAt: 0,
          durationMs: 0,
          says: 'no new tests',
        }),
        step('lint'),
      ],
      { ...view, columns: 80 },
    )

    expect(list.split('\n').map((line) => line.trimEnd())).toEqual([
      '✔ fmt      0.9 s',
      '✖ test    1:23 m  exit status 1',
      '⠴ clippy   2.0 s  Checking keep',
      '- new             no new tests',
      '· lint',
    ])
  })

  it('turns its spinner with the time', () => {
    const at = (now: number): string =>
      stepList([step('a', { status: 'running', startedAt: 0 })], {
        ...view,
        now,
      }).slice(0, 1)

    expect([at(0), at(80), at(800)]).toEqual(['⠋', '⠙', '⠋'])
  })

  it('is no wider than the terminal, and hands no control character on', () => {
    const says = `\u001b[2Jmany words ${'x'.repeat(500)}\rover\nlines`
    const list = stepList(
      [step('a', { status: 'running', startedAt: 0, says })],
      view,
    )

    expect(list).not.toMatch(/\p{Cc}/u)
    expect(list.length).toBeLessThanOrEqual(40)
    expect(
      stepList([step('a-long-name', { says })], { ...view, columns: 5 }),
    ).not.toContain('many')
  })
})
