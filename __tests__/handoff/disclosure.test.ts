import { describe, expect, it } from '@jest/globals'
import { customsFacts } from '../../src/handoff/customs-facts.ts'
import { disclosureOf } from '../../src/handoff/disclosure.ts'
import type { HandoffFacts } from '../../src/handoff/handoff-facts.ts'
import { found, makeSpec } from '../support/staging-facts.ts'
import { makeHandoff } from '../support/handoff-facts.ts'

const rule = 'You must disclose AI tools.'

function asked(
  aiTools: readonly string[],
  writtenModel: string | null = null,
): HandoffFacts {
  return makeHandoff(
    { search: found(makeSpec('# Keys are lost\n', { writtenModel })) },
    {
      aiTools,
      customs: {
        conventionalCommits: false,
        signOff: false,
        disclosure: { path: 'AI_POLICY.md', line: rule },
        noAiCoAuthors: null,
      },
    },
  )
}

describe('a disclosure that quoted the rule of the maintainers', () => {
  it.each([
    [['Claude'], 'claude-opus-4', 'Claude (model claude-opus-4)'],
    [['Claude', 'Copilot', 'aider'], null, 'Claude, Copilot and aider'],
    [[], 'gpt-5', 'the model gpt-5'],
    [['a', 'b', 'c', 'd', 'e', 'f', 'g'], null, 'a, b, c, d, e and 2 more'],
  ])(
    'names tools and model as they are written: %s %s',
    (tools, model, said) => {
      expect(disclosureOf(asked(tools, model))).toBe(
        `**Disclosure:** made with the help of ${said}.`,
      )
      expect(customsFacts(asked(tools, model))).toEqual([])
    },
  )

  it('is for a person to fill in where nothing is known, and that is told', () => {
    const facts = asked([])

    expect(disclosureOf(facts)).toBe(
      '**Disclosure:** say here which AI tools were used, if any.',
    )
    expect(customsFacts(facts)).toEqual([
      {
        message: expect.stringContaining(`AI_POLICY.md says: ${rule}`),
        remedy: expect.stringContaining('Fill in the line Disclosure'),
        isTrouble: true,
      },
    ])
  })

  it('is not there where nobody asks', () => {
    expect(disclosureOf(makeHandoff({}, { aiTools: ['Claude'] }))).toBe('')
  })
})
