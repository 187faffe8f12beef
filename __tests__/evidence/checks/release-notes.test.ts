import { describe, expect, it } from '@jest/globals'

import { checkReleaseNotes } from '../../../src/evidence/checks/release-notes.ts'
import { findingLines } from '../../support/finding-lines.ts'
import { makeSpec } from '../../support/staging-facts.ts'

function check(body: string): readonly string[] {
  return findingLines(checkReleaseNotes(makeSpec(body)))
}

describe('the gate release-notes', () => {
  it.each([
    '## Release Notes\n\nPreviously, a write was lost.\n\n**Impact:** None is.\n',
    '## User Impact\n\nWrites are no longer lost.\n',
    '## Release Notes\n\n### Fixed: Writes are no longer lost (#12)\n',
  ])('has nothing to say of %j', (section) => {
    expect(check(`# Fix it\n\n${section}`)).toEqual([])
  })

  it('misses them', () => {
    expect(check('# Fix it\n\n## Problem\n\nA write is lost.\n')).toEqual([
      'error release-notes: The spec has neither Release Notes nor User Impact.',
    ])
  })

  it.each(['TODO', '[brief summary]', '<!-- what users see -->', '...', ''])(
    'takes %j for nothing',
    (text) => {
      expect(check(`# Fix it\n\n## Release Notes\n\n${text}\n`)).toEqual([
        'error release-notes: The section “Release Notes” of the spec does not say what users see.',
      ])
    },
  )
})
