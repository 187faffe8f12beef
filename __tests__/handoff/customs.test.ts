import { describe, expect, it } from '@jest/globals'
import { readCustoms } from '../../src/handoff/customs.ts'

const none = {
  conventionalCommits: false,
  signOff: false,
  disclosure: null,
  noAiCoAuthors: null,
}

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
      noAiCoAuthors: null,
    })
  })

  it.each([
    'Do not add `Co-Authored-By` trailers for AI tools.',
    'Please remove co-author lines of Claude or Copilot\nfrom your commits.',
    '- Commit messages must not list an LLM as co-author',
    "We don't want bots as co-authors.",
    'Submit commits without AI co-author trailers.',
    'AI co-authors are forbidden.',
  ])('do not want AI tools as co-authors: %s', (text) => {
    const policies = [{ path: 'AGENTS.md', text: `# Help\n\n${text}\n` }]

    expect(readCustoms([], policies).noAiCoAuthors).toEqual({
      path: 'AGENTS.md',
      line: text.replace('\n', ' ').replace('- ', ''),
    })
  })

  it.each([
    'Add a `Co-authored-by` trailer for the AI tool that you used.',
    'Do not remove `Co-authored-by` trailers of AI tools.',
    'Commits of agents without a Co-authored-by trailer are rejected.',
    'Do not forget people.\n\nAI co-authors are named.',
    'Do not list people as co-authors who did nothing.',
  ])('do want them, or say nothing of them: %s', (text) => {
    const policies = [{ path: 'AGENTS.md', text }]

    expect(readCustoms([], policies).noAiCoAuthors).toBeNull()
  })
})
