import { describe, expect, it } from '@jest/globals'
import { commitMessage } from '../../src/handoff/commit-message.ts'
import { upstreamPr } from '../../src/handoff/upstream-pr.ts'
import { sentence } from '../../src/markdown/sentence.ts'
import { bareWords } from '../../src/pull-request/body/words.ts'
import {
  emptyTrail,
  found,
  makeDocument,
  makeSpec,
} from '../support/staging-facts.ts'
import { handoffOf, makeHandoff } from '../support/handoff-facts.ts'

function messageOf(solution: string): string {
  return commitMessage(
    handoffOf(`# Keys are lost\n\n## Solution\n\n${solution}\n`),
  )
}

describe('code in a commit message', () => {
  it.each([
    '`f(*args, **kwargs)`',
    '`Map<string, T>`',
    '`List<int>`',
    '``a ` b``',
    '`[x](y)`',
  ])('%s stays as it is written, in its backticks', (code) => {
    expect(messageOf(`It **calls** ${code} once.`)).toContain(
      `It calls ${code} once.`,
    )
  })

  it('is not broken over two lines where it fits on one', () => {
    const words = 'Words that go on and on until the line is nearly at its end'
    const code = '`f(first, second, third)`'

    expect(messageOf(`${words} ${code}.`)).toContain(`${words}\n${code}.`)
  })

  it('loses no type parameters outside of backticks, while tags and bold marks go', () => {
    expect(
      messageOf(
        'A **Map<string, T>** <b>and</b> [`x`](https://x.example).<br>',
      ),
    ).toContain('A Map<string, T> and `x`.')
  })

  it('that opens and never closes takes nothing with it', () => {
    expect(messageOf('A ` and **bold**')).toContain('A ` and bold')
  })
})

describe('code in a finding', () => {
  const text = String.raw`The pattern ${'`(\\d+)\\s*([dhms])`'} is *greedy*.`

  it('keeps its stars and backslashes', () => {
    const read = sentence(text, 200)
    expect(read).toBe(String.raw`The pattern (\d+)\s*([dhms]) is greedy.`)
  })

  it('is the root cause upstream, whole', () => {
    const { body } = upstreamPr(
      makeHandoff({
        search: found(makeSpec('# Keys are lost\n')),
        trail: {
          ...emptyTrail,
          documents: [
            makeDocument('.chant/research/root-cause.md', {
              finding: sentence(text, 200),
            }),
          ],
        },
      }),
    )

    expect(body).toContain('## Root Cause\n\nThe pattern (')
    // As GitHub shows it: without the escapes.
    expect(body.replace(/\\(?=[!-/:-@[-`{-~])/gu, '')).toContain(
      String.raw`(\d+)\s*([dhms]) is greedy.`,
    )
  })
})

describe('words for a terminal', () => {
  it('lose bold marks outside of code alone', () => {
    expect(bareWords('**a** `**b**` [`c`](d) #1')).toBe('a **b** c 1')
  })
})
