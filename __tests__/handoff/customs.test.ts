import { describe, expect, it } from '@jest/globals'
import { readCustoms } from '../../src/handoff/customs.ts'

const none = { conventionalCommits: false, signOff: false, disclosure: null }

describe("upstream's customs", () => {
  it('are none where its history shows none', () => {
    expect(readCustoms([], [])).toEqual(none)
    expect(readCustoms(['Keep keys', 'fix: one', 'Mend'], [])).toEqual(none)
  })

  it('are read from most of its commits', () => {
    const messages = ['fix: a', 'feat(store)!: b', 'chore: c', 'Release 2']

    expect(readCustoms(messages, []).conventionalCommits).toBe(true)
    expect(
      readCustoms(
        messages.map((one) => `${one}\n\nSigned-off-by: A <a@b>`),
        [],
      ).signOff,
    ).toBe(true)
  })

  it('are asked for by its policies', () => {
    const policies = [
      {
        path: 'CONTRIBUTING.md',
        text: '# Help\n\nWe use the Developer Certificate of Origin.\n',
      },
      {
        path: 'AI_POLICY.md',
        text: 'Be kind.\nPlease disclose the use of LLMs in the description.\n',
      },
    ]

    expect(readCustoms([], policies)).toEqual({
      conventionalCommits: false,
      signOff: true,
      disclosure: {
        path: 'AI_POLICY.md',
        line: 'Please disclose the use of LLMs in the description.',
      },
    })
  })
})
