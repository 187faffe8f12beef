import { describe, expect, it } from '@jest/globals'
import {
  aiHelpIn,
  isAiCoAuthor,
  withoutAiCoAuthors,
} from '../../src/handoff/ai-help.ts'

describe('co-authors', () => {
  it.each([
    'Co-Authored-By: Claude <noreply@anthropic.com>',
    'Co-authored-by: Claude Opus 4.5 <noreply@anthropic.com>',
    'Co-Authored-By: Claude Sonnet 4 (1M context) <noreply@anthropic.com>',
    'Co-authored-by: GPT-5 <gpt@example.org>',
    'Co-authored-by: ChatGPT',
    'Co-authored-by: Copilot <198982749+Copilot@users.noreply.github.com>',
    'co-authored-by: GitHub Copilot <copilot@github.com>',
    'Co-authored-by: Cursor <cursoragent@cursor.com>',
    'Co-authored-by: Cursor Agent <cursoragent@cursor.com>',
    'Co-authored-by: Gemini <noreply@google.com>',
    'Co-authored-by: gemini-code-assist[bot] <1+gemini-code-assist[bot]@users.noreply.github.com>',
    'Co-authored-by: aider (openai/gpt-5) <noreply@aider.chat>',
    'Co-authored-by: devin-ai-integration[bot] <158243242+devin-ai-integration[bot]@users.noreply.github.com>',
  ])('that are tools: %s', (line) => {
    expect(isAiCoAuthor(line)).toBe(true)
  })

  it.each([
    'Co-authored-by: B <b@example.org>',
    'Co-authored-by: Claude Monet <claude@giverny.fr>',
    'Co-authored-by: Claude <claude.d@example.fr>',
    'Co-authored-by: claude <12345+claude-martin@users.noreply.github.com>',
    'Co-authored-by: Jane Doe <jane@anthropic.com>',
    'Co-authored-by: Devin Booker <devin@example.org>',
    'Co-authored-by: Mary Cursor <mary@example.org>',
    'Co-authored-by: dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>',
    'Reviewed-by: Claude <noreply@anthropic.com>',
    'Claude <noreply@anthropic.com> was a help',
  ])('that are people, or no co-authors: %s', (line) => {
    expect(isAiCoAuthor(line)).toBe(false)
  })

  it('go where they are tools; people and everything else stay', () => {
    const message =
      'Fix it\n\nStory.\n\nReviewed-by: A <a@b>\nCo-Authored-By: Claude <noreply@anthropic.com>\nCo-authored-by: B <b@c>\n'

    expect(withoutAiCoAuthors(message)).toBe(
      'Fix it\n\nStory.\n\nReviewed-by: A <a@b>\nCo-authored-by: B <b@c>\n',
    )
    expect(
      withoutAiCoAuthors(
        'Fix it\n\nCo-Authored-By: Claude <noreply@anthropic.com>',
      ),
    ).toBe('Fix it\n')
    expect(withoutAiCoAuthors('Fix it\n\nAs it was')).toBe(
      'Fix it\n\nAs it was',
    )
  })
})

describe('help of AI tools', () => {
  it('is what commits say, each tool once', () => {
    expect(
      aiHelpIn([
        'A\n\nCo-Authored-By: Claude <noreply@anthropic.com>',
        'B\n\nco-authored-by: claude <noreply@anthropic.com>\nCo-authored-by: P <p@q>',
        'C\n\n\u{1f916} Generated with [Cursor](https://cursor.com)',
        'D, generated with care',
      ]),
    ).toEqual(['claude', 'Cursor'])
  })
})
