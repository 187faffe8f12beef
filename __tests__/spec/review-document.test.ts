import { describe, expect, it } from '@jest/globals'

import { reviewPath, verdictOf } from '../../src/spec/review-document.ts'

describe('the verdict of a review document', () => {
  it.each([
    ['**Verdict:** approve', 'approve'],
    ['**Verdict**: Approve.', 'approve'],
    ['Verdict: APPROVE', 'approve'],
    ['__verdict:__ revise', 'revise'],
    ['- **Verdict:** `reject`', 'reject'],
    ['  Verdict: **Approved**, after two rounds', 'approve'],
    ['Verdict: rejected\r\n\r\nIt loses a key.', 'reject'],
    ['## Verdict\n\nrevise', 'revise'],
    ['### **Verdict**\n**Approve.** All is well.', 'approve'],
    ['# VERDICT:\nReject', 'reject'],
    ['## Verdict: revise', 'revise'],
    ['## Verdict:\n\n✅ approve', 'approve'],
    ['---\nlabels: [review]\n---\n# Review\n\nVerdict: approve', 'approve'],
    ['Verdict: approve\n\n## Verdict\n\napprove', 'approve'],
  ])('is read from %j: %s', (text, verdict) => {
    expect(verdictOf(text)).toBe(verdict)
  })

  it.each([
    'Verdict: approve\n\nVerdict: reject',
    'Verdict: revise\n\n## Verdict\n\nApprove',
    '**Verdict:** approve | revise | reject',
    'Verdict: approve (would reject without the test)',
  ])('is not chosen among several: %j', (text) => {
    expect(verdictOf(text)).toBe('several')
  })

  it.each([
    '',
    '# Review\n\nI approve of it.',
    'Verdict:',
    'Verdict: TODO',
    'Verdict: not approved',
    'Verdict: approval pending',
    'The verdict: approve',
    'Verdict approve',
    '## Verdict\n',
    '## Verdict of the others\n\napprove',
    '## Verdict\n\n## approve',
    '## Verdict\n\n> approve',
    '> Verdict: approve',
    '```\nVerdict: approve\n```',
    '<!-- Verdict: approve -->',
    '<!--\nVerdict: approve\n-->',
    '<!-- One --> <!--\nVerdict: approve\n-->',
    '---\nverdict: approve\n---\n# Review',
  ])('is none in %j', (text) => {
    expect(verdictOf(text)).toBe('none')
  })

  it('counts below a comment and a fence', () => {
    expect(
      verdictOf('<!-- one\ntwo -->\n```\ncode\n```\nVerdict: approve'),
    ).toBe('approve')
  })
})

describe('the place of a review', () => {
  it.each([
    [
      { issue: 12, branch: 'fix/issue-12' },
      '.chant/reviews/issue-12-review.md',
    ],
    [
      { issue: null, branch: 'fix/Lock the..key' },
      '.chant/reviews/fix-lock-the-key-review.md',
    ],
    [{ issue: null, branch: '../日本' }, '.chant/reviews/branch-review.md'],
  ])('of %j is %s', (of, path) => {
    expect(reviewPath('', of)).toBe(path)
    expect(reviewPath('a/b/', of)).toBe(`a/b/${path}`)
  })
})
