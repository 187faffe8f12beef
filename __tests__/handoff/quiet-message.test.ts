import { describe, expect, it } from '@jest/globals'
import { commitMessage } from '../../src/handoff/commit-message.ts'
import { ownMessage } from '../../src/handoff/own-messages.ts'
import { handoffOf, makeHandoff } from '../support/handoff-facts.ts'

function own(message: string): string {
  return ownMessage(message, makeHandoff())
}

describe('a commit message for upstream', () => {
  it.each([
    ['Ask @somebody, or (@else).', 'Ask somebody, or (else).'],
    ['Reported-by: @somebody', 'Reported-by: somebody'],
    ['Bump @babel/core.', 'Bump `@babel/core`.'],
    ['Write to a@b.example.', 'Write to a@b.example.'],
    ['By _@somebody_', 'By _somebody_'],
    ['Thanks to @a-b-', 'Thanks to a-b-'],
  ])('names nobody: %s', (line, quiet) => {
    expect(own(`Fix keys\n\n${line}`)).toBe(`Fix keys\n\n${quiet}\n`)
  })

  it.each([
    ['`@Override` and `a@b`', '`@Override` and `a@b`'],
    ['`color: #12`', '`color: # 12`'],
    ['`up/keep#9` and `GH-9`', '`up/keep# 9` and `GH 9`'],
    ['`&#12;`', '`&#12;`'],
    ['`x[0] # 1`', '`x[0] # 1`'],
  ])(
    'refers to nothing in code and changes no more of it: %s',
    (code, quiet) => {
      expect(own(`Fix keys\n\n${code}`)).toBe(`Fix keys\n\n${quiet}\n`)
    },
  )

  it('takes no backtick of one paragraph for the end of code in another', () => {
    expect(own('Fix the ` key\n\nBy @somebody and `x`')).toBe(
      'Fix the ` key\n\nBy somebody and `x`\n',
    )
  })

  it('says the same when it is said again', () => {
    const once = own('Fix `#1` of @up/keep, see #2 and @me')
    expect(own(once)).toBe(once)
  })

  it('has no live name where one commit is made of all', () => {
    const message = commitMessage(
      handoffOf(
        '# Keys of @somebody are lost\n\n## Solution\n\nAs @else said.\n',
        {
          coAuthors: ['Co-authored-by: B <b@example.org>'],
        },
      ),
    )

    expect(message).toMatch(
      /^Fix: keys of somebody are lost\n\n.*As else said\.\n/u,
    )
    expect(message).toContain('Co-authored-by: B <b@example.org>')
  })
})
