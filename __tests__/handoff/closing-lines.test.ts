import { describe, expect, it } from '@jest/globals'
import { commitMessage } from '../../src/handoff/commit-message.ts'
import { ownMessage } from '../../src/handoff/own-messages.ts'
import { handoffOf, makeHandoff } from '../support/handoff-facts.ts'

function own(message: string): string {
  return ownMessage(message, makeHandoff())
}

describe('a stray “Fixes issue 1234” in the messages of own commits', () => {
  it.each([
    'Fixes #1234',
    'fixes: #1234',
    'Closes up/keep#1234.',
    'Resolved GH-1234',
    'Fix issue 1234',
    'Fixes issue #1234',
    '- Fixes #1, closes #2 and #3',
    'Fixes https://github.com/up/keep/issues/1234',
  ])('is gone: %s', (line) => {
    expect(own(`Hold the lock\n\nLong story.\n\n${line}\n`)).toBe(
      'Hold the lock\n\nLong story.\n',
    )
    expect(own(`Hold the lock\n\n${line}\n\nLong story.\n`)).toBe(
      'Hold the lock\n\nLong story.\n',
    )
  })

  it('is gone from the trailers, and the others stay', () => {
    expect(
      own('Hold the lock\n\nFixes: #1234\nReviewed-by: B <b@example.org>\n'),
    ).toBe('Hold the lock\n\nReviewed-by: B <b@example.org>\n')
  })

  it.each([
    ['Fixes #1234', 'Fixes issue 1234\n'],
    ['Hold\n\nFixes #12 by half.', 'Hold\n\nFixes issue 12 by half.\n'],
    ['Hold\n\nFixes the lock', 'Hold\n\nFixes the lock\n'],
    ['Hold\n\nFixes 1234', 'Hold\n\nFixes 1234\n'],
  ])('stays where it is the subject or says more: %j', (message, kept) => {
    expect(own(message)).toBe(kept)
  })

  it('is not in the one commit either', () => {
    const message = commitMessage(
      handoffOf('# Keys are lost\n\n## Solution\n\nHold it.\n\nFixes #1234\n'),
    )
    expect(message).toBe('Fix: keys are lost\n\nNow: Hold it.\n')
  })
})
