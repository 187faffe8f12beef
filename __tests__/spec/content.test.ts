import { describe, expect, it } from '@jest/globals'

import { specContent } from '../../src/spec/content.ts'
import { makeSpec } from '../support/staging-facts.ts'

describe('release notes', () => {
  const spec = makeSpec(`# Fix it

## Release Notes

### Fixed: Data loss during concurrent writes (#1234)

Previously, one of two writes could be lost.

**Impact:** No write is lost.

**Technical details:** The store takes a lock.

Second paragraph of it.

**Cost:** writes wait for each other
**Migration:** none

## Acceptance Criteria

- [x] Done
`)

  it('give the headline with its line in the file', () => {
    const { headline } = specContent(spec)

    expect(headline).toEqual({
      markdown: 'Fixed: Data loss during concurrent writes (#1234)',
      heading: 'Release Notes',
      line: 5,
      audience: 'users',
    })
  })

  it('tell before and after by “Previously” and “Impact”', () => {
    const { before, after } = specContent(spec)

    expect(before).toEqual({
      markdown: 'One of two writes could be lost.',
      heading: 'Release Notes',
      line: 7,
      audience: 'users',
    })
    expect(after).toEqual({
      markdown: 'No write is lost.',
      heading: 'Release Notes',
      line: 9,
      audience: 'users',
    })
  })

  it('keep the paragraphs of a label together up to the next label', () => {
    const { implementation, cost, migration } = specContent(spec)

    expect(implementation?.markdown).toBe(
      'The store takes a lock.\n\nSecond paragraph of it.',
    )
    expect(cost?.markdown).toBe('writes wait for each other')
    expect(migration?.markdown).toBe('none')
  })

  it('miss nothing when they are complete', () => {
    const { missing } = specContent(spec)

    expect(missing).toEqual([])
  })

  it('split “Previously … Now …” in one paragraph', () => {
    const { before, after } = specContent(
      makeSpec(`# Fix it

## Release Notes

Previously, long names were cut. Now they are kept.
`),
    )

    expect(before?.markdown).toBe('Long names were cut.')
    expect(after?.markdown).toBe('Now they are kept.')
  })

  it('take text without any label as what users see after', () => {
    const { before, after } = specContent(
      makeSpec('# Fix it\n\n## Release Notes\n\n- Fixed a crash on start\n'),
    )

    expect(before).toBeNull()
    expect(after?.markdown).toBe('- Fixed a crash on start')
  })

  it('do not take labels inside a fence for labels', () => {
    const { migration, after } = specContent(
      makeSpec(
        '# Fix it\n\n## Release Notes\n\n**Impact:** see\n\n```\n**Migration:** x\n```\n',
      ),
    )

    expect(migration).toBeNull()
    expect(after?.markdown).toBe('see\n\n```\n**Migration:** x\n```')
  })
})

describe('user impact', () => {
  it.each([
    ['labels', '**Before:** slow\n\n**After:** fast'],
    ['headings', '### Before\n\nslow\n\n### After\n\nfast'],
    [
      'the lines of the body',
      '**What users see before this change:**\n\nslow\n\n**What users see after this change:**\n\nfast',
    ],
    ['a list', '- **Before**: slow\n- **After**: fast'],
  ])('is read from %s', (_, text) => {
    const { before, after } = specContent(
      makeSpec(`# Fix it\n\n## User Impact\n\n${text}\n`),
    )

    expect([before?.markdown, after?.markdown]).toEqual(['slow', 'fast'])
  })

  it('wins over the release notes', () => {
    const { after } = specContent(
      makeSpec(
        '# Fix it\n\n## Release Notes\n\n**Impact:** notes\n\n## User Impact\n\n**After:** impact\n',
      ),
    )

    expect(after?.markdown).toBe('impact')
  })
})

describe('a spec without release notes', () => {
  it('gives its Problem as before, its Solution as after and as implementation', () => {
    const content = specContent(
      makeSpec(
        '# Fix it\n\n## Problem\n\nIt hangs.\n\n## Solution\n\nUnlock.\n',
      ),
    )

    expect(content.before).toEqual({
      markdown: 'It hangs.',
      heading: 'Problem',
      line: 3,
      audience: 'developers',
    })
    expect(content.after?.markdown).toBe('Unlock.')
    expect(content.implementation?.markdown).toBe('Unlock.')
    expect(content.missing).toEqual(['release-notes'])
  })

  it.each([
    ['Context'],
    ['Background'],
    ['Root Cause'],
    ['Problem: the pool'],
    ['problem'],
  ])('gives %s as before', (heading) => {
    const { before } = specContent(
      makeSpec(`# Fix it\n\n## ${heading}\n\nIt hangs.\n`),
    )

    expect(before?.markdown).toBe('It hangs.')
  })

  it.each([['Approach'], ['Fix'], ['Proposed Solution'], ['Solution: locks']])(
    'gives %s as after',
    (heading) => {
      const { after } = specContent(
        makeSpec(`# Fix it\n\n## ${heading}\n\nUnlock.\n`),
      )

      expect(after?.markdown).toBe('Unlock.')
    },
  )

  it('invents nothing: a bare title leaves everything missing', () => {
    const content = specContent(makeSpec('# Fix it\n'))

    expect(content).toEqual({
      headline: null,
      before: null,
      after: null,
      cost: null,
      migration: null,
      cause: null,
      implementation: null,
      notes: null,
      decisions: null,
      missing: ['release-notes', 'before', 'after', 'implementation'],
    })
  })

  it('gives the text below the title as what was done, never as what users see', () => {
    const content = specContent(
      makeSpec(
        '# Add it\n\nExport rows as CSV.\n\n### Acceptance Criteria\n\n- [x] Yes\n',
      ),
    )

    expect(content.after).toBeNull()
    expect(content.implementation).toEqual({
      markdown: 'Export rows as CSV.',
      heading: null,
      line: null,
      audience: 'developers',
    })
  })
})

describe('placeholders', () => {
  it.each([['<!-- Fill in what changed -->'], ['[brief summary]'], ['TODO']])(
    'count as empty: %s',
    (text) => {
      const { before, after, notes } = specContent(
        makeSpec(
          `# Fix it\n\n## Problem\n\n${text}\n\n## Release Notes\n\n**Impact:** ${text}\n\n## Implementation Notes\n\n${text}\n`,
        ),
      )

      expect([before, after, notes]).toEqual([null, null, null])
    },
  )

  it('leave the place to the next section that says something', () => {
    const { before } = specContent(
      makeSpec('# Fix it\n\n## Problem\n\nTODO\n\n## Context\n\nIt hangs.\n'),
    )

    expect(before?.heading).toBe('Context')
  })
})

describe('what an agent printed', () => {
  it('is never read, nor what comes after it', () => {
    const { implementation, notes } = specContent(
      makeSpec(
        '# Fix it\n\n## Agent Output\n\n```\nI did it\n\n## Solution\n\nLies.\n\n## Implementation Notes\n\nMore lies.\n',
      ),
    )

    expect([implementation, notes]).toEqual([null, null])
  })

  it('is cut off where an open fence swallowed it', () => {
    const { before } = specContent(
      makeSpec('# Fix it', {
        sections: [
          {
            heading: 'Problem',
            line: 3,
            text: 'It hangs.\n\n```\nopen\n\n## Agent Output\n\nI did it',
          },
        ],
      }),
    )

    expect(before?.markdown).toBe('It hangs.\n\n```\nopen')
  })
})
