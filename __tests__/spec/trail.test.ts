import { describe, expect, it } from '@jest/globals'

import { type SpecTree, wholeTree } from '../../src/spec/locate.ts'
import { researchDocument } from '../../src/spec/research-document.ts'
import { researchPaths } from '../../src/spec/research-paths.ts'
import { resolveTrail } from '../../src/spec/resolve-trail.ts'
import { specReport } from '../../src/spec/spec-report.ts'
import { specSummary } from '../../src/spec/spec-summary.ts'
import { readSpec } from '../../src/spec/read-spec.ts'
import type { SourceFile } from '../../src/spec/spec.ts'
import type { SpecTrail } from '../../src/spec/trail.ts'
import { loaded, specFile } from '../support/spec-files.ts'

const head = { ref: 'head', sha: 'a' }
const base = { ref: 'main', sha: 'b' }

function file(path: string, text: string): SourceFile {
  return { path, text, blob: null }
}

function trailOf(
  text: string,
  files: readonly SourceFile[],
  documents: readonly SourceFile[] = [],
): SpecTrail {
  const trees: readonly SpecTree[] = [wholeTree(head, files)]
  return resolveTrail({
    spec: loaded(text),
    trees,
    documents: documents.map((one) => ({ at: head, file: one })),
  })
}

describe('dependencies', () => {
  const files = [
    file('.chant/specs/001.md', '---\nstatus: completed\n---\n# One'),
    file('.chant/archive/002.md', '---\nstatus: completed\n---\n# Two'),
    file('.chant/archive/003-x/003-x.md', '# Three'),
    file('.chant/specs/004.md', '---\ntype: docs\n---\n# Four'),
  ]

  it('come with title, status and where they were found', () => {
    const { dependencies } = trailOf(
      '---\ndepends_on: ["001", "002", 003-x, "004", "005", "other:006", .chant/specs/001.md]\n---\n# T',
      files,
    )

    expect(
      dependencies.map(({ id, found, status, title, path }) =>
        [id, found, status, title, path].join(' | '),
      ),
    ).toEqual([
      '001 | active | completed | One | .chant/specs/001.md',
      '002 | archive | completed | Two | .chant/archive/002.md',
      '003-x | archive | pending | Three | .chant/archive/003-x/003-x.md',
      '004 | refused |  |  | .chant/specs/004.md',
      '005 | missing |  |  | ',
      'other:006 | elsewhere |  |  | ',
      '001 | active | completed | One | .chant/specs/001.md',
    ])
  })

  it('come with the files that they declare, from the root', () => {
    const { dependencies } = trailOf('---\ndepends_on: [a-1, gone]\n---\n# T', [
      file(
        'core/.chant/specs/a-1.md',
        '---\ntarget_files: [./src/a.rs, " ", docs/]\n---\n# One',
      ),
    ])

    expect(dependencies.map(({ targetFiles }) => targetFiles)).toEqual([
      ['core/src/a.rs', 'core/docs/'],
      [],
    ])
  })

  it('are active before archived, whichever commit holds them', () => {
    const trail = resolveTrail({
      spec: loaded('---\ndepends_on: [a-1]\n---\n# T'),
      trees: [
        wholeTree(head, [file('.chant/archive/a-1.md', '# Old')]),
        wholeTree(base, [file('.chant/specs/a-1.md', '# New')]),
      ],
      documents: [],
    })

    expect(trail.dependencies[0]).toMatchObject({
      title: 'New',
      found: 'active',
      at: base,
    })
  })
})

describe('documents', () => {
  const documents = [
    file(
      '.chant/research/a.md',
      '# A\n\n## Conclusion\n\nThe lock is missing.',
    ),
    file('.chant/research/b.md', '# B'),
  ]

  it('are found by path, folder and glob, each once, dangling ones too', () => {
    const { documents: found } = trailOf(
      '---\ninformed_by: [.chant/research/a.md, ".chant/research/*.md", notes/gone.md]\n---\n# T',
      [],
      documents,
    )

    expect(found.map(({ path, title, at }) => [path, title, at])).toEqual([
      ['.chant/research/a.md', 'A', head],
      ['.chant/research/b.md', 'B', head],
      ['notes/gone.md', null, null],
    ])
  })

  it('are no specs that are named by their id', () => {
    const { documents: found } = trailOf(
      '---\ninformed_by: [001-research]\n---\n# T',
      [file('.chant/specs/001-research.md', '# R')],
    )

    expect(found).toEqual([])
  })

  it.each([
    ['.chant/research/a.md', ['x/.chant/research/a.md']],
    [
      './.chant/research/',
      ['x/.chant/research/a.md', 'x/.chant/research/b.md'],
    ],
    ['.chant/research', ['x/.chant/research/a.md', 'x/.chant/research/b.md']],
    ['.chant/**/b.md', ['x/.chant/research/b.md']],
    [
      '.chant/research/{a,b}.md',
      ['x/.chant/research/a.md', 'x/.chant/research/b.md'],
    ],
    ['../secrets.md', []],
    ['/etc/passwd', []],
    ['.chant//research/a.md', []],
    ['.chant\\research\\a.md', []],
    ['', []],
  ])('named %j beside a .chant folder further down: %j', (entry, expected) => {
    const paths = [
      'secrets.md',
      'x/.chant/research/a.md',
      'x/.chant/research/b.md',
    ]

    expect(researchPaths({ root: 'x/', informedBy: [entry] }, paths)).toEqual(
      expected,
    )
  })

  it('named by a glob that stalls a regular expression are looked for all the same', () => {
    const paths = [`${'a'.repeat(200)}.md`, `${'a/'.repeat(60)}b.md`]
    const globs = [`${'*a'.repeat(200)}x`, `${'**/'.repeat(60)}x`, '+(+(a)+)x']

    expect(researchPaths({ root: '', informedBy: globs }, paths)).toEqual([])
  })
})

describe('a research document', () => {
  function read(text: string): unknown {
    const { title, finding, recommendation } = researchDocument({
      at: head,
      file: file('a.md', text),
    })
    return { title, finding, recommendation }
  }

  it('says its conclusion in one sentence, and what it recommends', () => {
    expect(
      read(
        '---\nx: y\n---\n# Lost writes\n\n## Background\n\nLong ago.\n\n## Conclusion\n\nThe **lock** is `missing`. It was never there.\n\n## Recommendation\n\nTake a lock.\n\n- Once\n',
      ),
    ).toEqual({
      title: 'Lost writes',
      finding: 'The lock is missing.',
      recommendation: 'Take a lock.\n\n- Once',
    })
  })

  it('says its recommendation where it concludes nothing', () => {
    expect(
      read('# T\n\n## Notes\n\nA.\n\n### Recommended fix\n\nB is better.'),
    ).toEqual({
      title: 'T',
      finding: 'B is better.',
      recommendation: 'B is better.',
    })
  })

  it('says its first sentence where it has no such heading, and nothing where it is empty', () => {
    expect(read('# T\n\nFirst. Second.')).toEqual({
      title: 'T',
      finding: 'First.',
      recommendation: null,
    })
    expect(read('# T\n\n```\ncode\n```\n')).toEqual({
      title: 'T',
      finding: null,
      recommendation: null,
    })
  })
})

describe('members of a driver', () => {
  it('come in the order of their numbers with status and criteria', () => {
    const { members } = trailOf(
      '---\ntype: driver\nmembers: [else-1]\n---\n# T',
      [
        file('.chant/specs/005-fork-fix.md', '# Driver'),
        file('.chant/specs/005-fork-fix.10.md', '# Ten'),
        file(
          '.chant/archive/005-fork-fix.2.md',
          '---\nstatus: completed\n---\n# Two\n## Acceptance Criteria\n- [x] a\n- [ ] b',
        ),
        file('.chant/specs/else-1.md', '# Else'),
        file('.chant/specs/005-fork-fixed.1.md', '# Not'),
      ],
    )

    expect(
      members.map(({ id, title, status, criteria }) => [
        id,
        title,
        status,
        `${criteria.checked}/${criteria.total}`,
      ]),
    ).toEqual([
      ['005-fork-fix.2', 'Two', 'completed', '1/2'],
      ['005-fork-fix.10', 'Ten', 'pending', '0/0'],
      ['else-1', 'Else', 'pending', '0/0'],
    ])
  })

  it('are none of a spec that is no driver', () => {
    expect(
      trailOf('# T', [file('.chant/specs/005-fork-fix.1.md', '# M')]).members,
    ).toEqual([])
  })
})

describe('ids in the prose', () => {
  it('are resolved, once each, without the own and the dependencies', () => {
    const { mentioned } = trailOf(
      '---\ndepends_on: ["001-a"]\n---\n# T\n## Implementation Notes\n\nSee 001-a, 002-b: and 002-b. Also 2026-01-28-00g-it2, not 005-fork-fix.\nThe cache is new.\n## Agent Output\n\n003-c\n',
      [
        file('.chant/specs/001-a.md', '# A'),
        file('.chant/specs/002-b.md', '# B'),
        file('.chant/specs/003-c.md', '# C'),
        file('.chant/specs/cache.md', '# Cache'),
      ],
    )

    expect(mentioned.map(({ id, found }) => [id, found])).toEqual([
      ['002-b', 'active'],
      ['2026-01-28-00g-it2', 'missing'],
    ])
  })
})

describe('what the command line says of a spec', () => {
  const text =
    '---\nstatus: completed\ndepends_on: "001"\n---\n# T\u001b[31m\n\n## Acceptance Criteria\n\n- [ ] a\n'

  it('is everything that was understood', () => {
    const reading = readSpec(specFile(text))

    expect(specSummary(reading, 'a/005-fork-fix.md')).toBe(
      [
        'T',
        '  a/005-fork-fix.md',
        '  id 005-fork-fix, type code, status completed',
        '  depends on: 001',
        '  acceptance criteria: 0 of 1 ticked',
        '    [ ] a',
        '  warn (line 7): The spec says completed, but 1 of 1 criteria are not ticked. Finish them, or set the status back to in_progress.',
      ].join('\n'),
    )
  })

  it('is why it is refused', () => {
    const reading = readSpec(specFile('---\nstatus: done\n---\n'))

    expect(specSummary(reading, 'a.md')).toBe(
      'a.md:2\n  refused: `status` must be one of pending, in_progress, paused, completed, failed, needs_attention, ready, blocked, cancelled, found "done"',
    )
    expect(specReport(reading, 'a.md')).toEqual({
      path: 'a.md',
      id: '005-fork-fix',
      ok: false,
      error: 'unknown-variant',
      error_field: 'status',
      error_message:
        '`status` must be one of pending, in_progress, paused, completed, failed, needs_attention, ready, blocked, cancelled, found "done"',
      error_line: 2,
      findings: [],
    })
  })

  it('is a report in the words of the frontmatter, the path as it was given', () => {
    const report = specReport(readSpec(specFile(text)), './given.md')

    expect(report).toMatchObject({
      path: './given.md',
      id: '005-fork-fix',
      ok: true,
      error: null,
      type: 'code',
      status: 'completed',
      depends_on: ['001'],
      target_files: [],
      approval: null,
      criteria: {
        total: 1,
        checked: 0,
        unchecked: 1,
        items: [{ text: 'a', checked: false }],
      },
      sections: ['Acceptance Criteria'],
      driver: null,
      present: ['depends_on', 'status'],
      unknown_fields: [],
      frontmatter: true,
    })
  })
})
