import { describe, expect, it } from '@jest/globals'

import { maxSpecBytes } from '../../src/spec/spec-text.ts'
import { loaded, refused } from '../support/spec-files.ts'

function criteria(body: string): readonly (string | boolean)[][] {
  return loaded(body).criteria.items.map(({ text, checked }) => [text, checked])
}

function findings(text: string): readonly string[] {
  return loaded(text).findings.map(
    ({ rule, path, line }) => `${rule} ${path}:${line}`,
  )
}

const path = '.chant/specs/005-fork-fix.md'

describe('acceptance criteria', () => {
  it('are the boxes of the last section outside fences, with their lines', () => {
    const spec = loaded(
      '---\ntype: code\n---\n# T\n\n## Acceptance Criteria\n\n- [ ] Old\n\n## Acceptance Criteria Review\n\n- [x] New\n  - [X] Nested\n* [ ] Star\n### Deeper\n- [ ] Counts\n## Next\n- [ ] Not\n',
    )

    expect(spec.criteria).toEqual({
      total: 3,
      checked: 2,
      unchecked: 1,
      line: 10,
      items: [
        { text: 'New', checked: true, line: 12 },
        { text: 'Nested', checked: true, line: 13 },
        { text: 'Counts', checked: false, line: 16 },
      ],
    })
  })

  it('count a box that a criterion quotes', () => {
    expect(
      criteria('## Acceptance Criteria\n\n- [x] Writes `- [ ]` to the file\n'),
    ).toEqual([
      ['Writes `', true],
      ['` to the file', false],
    ])
  })

  it('do not count in fences, which any three backticks open and close', () => {
    expect(
      criteria(
        '## Acceptance Criteria\n- [x] a\n````\n- [ ] no\n```\n- [ ] b\n~~~\n- [ ] c\n~~~\n',
      ),
    ).toEqual([
      ['a', true],
      ['b', false],
      ['c', false],
    ])
  })

  it('tell no section from none left', () => {
    expect(loaded('# T').criteria.line).toBeNull()
    expect(loaded('## Acceptance Criteria\n\nNone.').criteria).toEqual({
      total: 0,
      checked: 0,
      unchecked: 0,
      items: [],
      line: 1,
    })
  })

  it('are not looked for behind a fence that a transcript leaves open', () => {
    const { criteria: read, sections } = loaded(
      '## Acceptance Criteria\n- [x] a\n\n## Agent Output\n\n```\nran```\n\n## Acceptance Criteria\n- [ ] b\n',
    )

    expect(read.total).toBe(1)
    expect(sections.map(({ heading }) => heading)).toEqual([
      'Acceptance Criteria',
      'Agent Output',
    ])
  })
})

describe('title and sections', () => {
  it('take the first line with one hash, in a fence too', () => {
    expect(loaded('```sh\n# not meant\n```\n# Meant').title).toBe('not meant')
    expect(loaded('## Only a section').title).toBeNull()
    expect(loaded('  #  Spaces stay').title).toBe(' Spaces stay')
  })

  it('give headings with lines and the text below', () => {
    const spec = loaded(
      '# T\nintro\n## One\r\na\r\n### Sub\nb\n##Two\n## Three',
    )

    expect(spec.sections).toEqual([
      { heading: 'One', line: 3, text: 'a\n### Sub\nb\n##Two' },
      { heading: 'Three', line: 8, text: '' },
    ])
  })
})

describe('what is surprising about a reading', () => {
  it.each([
    [
      'criteria under a deeper heading',
      '# T\n\n### Acceptance Criteria\n\n- [x] a',
      [`criteria/near-miss-heading ${path}:3`],
    ],
    [
      'criteria under a heading in lower case',
      '---\ntype: code\n---\n# T\n\n## Acceptance criteria\n- [x] a',
      [`criteria/near-miss-heading ${path}:6`],
    ],
    [
      'two sections of criteria',
      '## Acceptance Criteria\n- [x] a\n## Acceptance Criteria\n- [x] b',
      [`criteria/several-sections ${path}:3`],
    ],
    [
      'boxes that are not counted',
      '## Acceptance Criteria\n- [x] a\n1. [ ] b',
      [`criteria/uncounted-box ${path}:3`],
    ],
    [
      'completed with open criteria',
      '---\nstatus: completed\n---\n## Acceptance Criteria\n- [ ] a',
      [`criteria/completed-with-open ${path}:4`],
    ],
    [
      'dashes within a value',
      '---\ntitle: a --- b\nstatus: completed\n---\n# T',
      [`spec/frontmatter ${path}:2`],
    ],
    [
      'a byte order mark',
      '\ufeff---\nstatus: completed\n---\n# T',
      [`spec/frontmatter ${path}:1`],
    ],
    [
      'no closing delimiter',
      '---\nstatus: completed\n\n# T',
      [`spec/frontmatter ${path}:1`],
    ],
    [
      'text before the frontmatter',
      'Draft\n---\nstatus: completed\n---\n# T',
      [`spec/frontmatter ${path}:2`],
    ],
    [
      'a key that is probably another',
      '---\nstatus: ready\ncommit: abc1234\n---\n# T',
      [`spec/ignored-key ${path}:3`],
    ],
    ['nothing', '---\nstatus: ready\n---\n# T\n\n## Acceptance Criteria\n', []],
  ])('%s', (_name, text, expected) => {
    expect(findings(text)).toEqual(expected)
  })

  it('is said with what to do about it', () => {
    const [found] = loaded('### Acceptance Criteria\n- [x] a').findings

    expect(found?.message).toBe(
      'chant does not take "### Acceptance Criteria" for the acceptance criteria, so none are counted: 0 of 0.',
    )
    expect(found?.remedy).toBe('Write the heading as `## Acceptance Criteria`.')
  })
})

describe('files that chant does not load', () => {
  it('name key, line and what was expected', () => {
    expect(refused('---\nstatus: ready\ntype: docs\n---\n# T')).toEqual({
      id: '005-fork-fix',
      path,
      error: 'unknown-variant',
      field: 'type',
      message:
        '`type` must be one of code, task, driver, documentation, research, group, found "docs"',
      line: 3,
    })
  })

  it('are those that are too large or no text', () => {
    expect(refused(' '.repeat(maxSpecBytes + 1)).message).toBe(
      'the file is larger than 256 KiB, and no spec is',
    )
    expect(refused('a\0b').message).toBe('the file is no UTF-8 text')
  })
})

describe('ids and places', () => {
  it.each([
    ['.chant/specs/a.md', 'a', '', false],
    ['.chant/specs/deep/er/a.md', 'a', '', false],
    ['.chant/archive/a.md', 'a', '', true],
    [
      '.chant/archive/2026-01-28/2026-01-28-001-abc.md',
      '2026-01-28-001-abc',
      '',
      true,
    ],
    ['examples/x/.chant/specs/a.1.md', 'a.1', 'examples/x/', false],
  ])('%s', (at, ...expected) => {
    const { id, root, archived } = loaded('# T', at)

    expect([id, root, archived]).toEqual(expected)
  })

  it('tell driver and number of a member', () => {
    const member = loaded('# T', '.chant/specs/2026-01-28-001-abc.3.1.md')

    expect([member.driver, member.member]).toEqual(['2026-01-28-001-abc', 3])
    expect(loaded('# T', '.chant/specs/a.b.md').driver).toBeNull()
  })

  it.each([
    ['claude-Opus-4', 'opus'],
    ['sonnet', 'sonnet'],
    ['gpt-5', 'gpt-5'],
  ])('read the model %s as %s', (model, expected) => {
    expect(loaded(`---\nmodel: ${model}\n---\n`).model).toBe(expected)
  })
})
