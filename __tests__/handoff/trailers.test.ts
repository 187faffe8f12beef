import { spawnSync } from 'node:child_process'
import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { withTrailer } from '../../src/handoff/trailers.ts'

const signed = 'Signed-off-by: A <a@example.org>'

/** What git makes of it, with nobody's configuration. */
function byGit(message: string): string {
  const args = ['--if-exists', 'addIfDifferent', '--trailer', signed]
  const { stdout, status } = spawnSync(
    'git',
    ['interpret-trailers', '--no-divider', ...args],
    {
      input: message,
      encoding: 'utf8',
      cwd: '/',
      env: {
        PATH: process.env['PATH'],
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_SYSTEM: '/dev/null',
      },
    },
  )
  expect(status).toBe(0)
  return stdout
}

describe('a trailer', () => {
  it.each([
    ['a subject alone', 'Fix it\n', `Fix it\n\n${signed}\n`],
    [
      'a subject that looks like a trailer',
      'fix: keep keys\n',
      `fix: keep keys\n\n${signed}\n`,
    ],
    [
      'a block of others',
      'Fix it\n\nReviewed-by: B <b@c>\nTested-by: D <d@e>\n',
      `Fix it\n\nReviewed-by: B <b@c>\nTested-by: D <d@e>\n${signed}\n`,
    ],
    [
      'a last paragraph that holds other lines',
      'Fix it\n\nNote: this\nis prose\n',
      `Fix it\n\nNote: this\nis prose\n\n${signed}\n`,
    ],
    ['itself', `Fix it\n\n${signed}\n`, `Fix it\n\n${signed}\n`],
  ])('comes behind %s', (_, message, expected) => {
    expect(withTrailer(message, signed)).toBe(expected)
    expect(byGit(message)).toBe(expected)
  })

  it('comes where git puts it', () => {
    const line = fc.constantFrom(
      'Fix it',
      'some prose',
      'Reviewed-by: B <b@c>',
      'Signed-off-by: C <c@d>',
      'Co-authored-by: D <d@e>',
      ' continued',
      'fix: a thing',
      '(cherry picked from commit 1234567)',
      'See: https://example.org',
      '',
      '',
    )
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 9 }), (lines) => {
        const message = `${['Subject', ...lines].join('\n').trimEnd()}\n`
        expect(withTrailer(message, signed)).toBe(byGit(message))
      }),
      { numRuns: 150 },
    )
  })
})
