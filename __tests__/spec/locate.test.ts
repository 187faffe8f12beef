import { describe, expect, it } from '@jest/globals'

import { Refusal } from '../../src/errors.ts'
import {
  type LocateRequest,
  locateSpec,
  type SpecTree,
  wholeTree,
} from '../../src/spec/locate.ts'
import type { SourceFile } from '../../src/spec/spec.ts'
import type { SpecSearch } from '../../src/spec/trail.ts'
import { specFile } from '../support/spec-files.ts'

function tree(ref: string, files: readonly SourceFile[]): SpecTree {
  return wholeTree({ ref, sha: ref }, files)
}

function spec(name: string, yaml = '', body = '# Title'): SourceFile {
  const path = name.includes('/') ? name : `.chant/specs/${name}.md`
  return specFile(`---\n${yaml}\n---\n${body}\n`, path)
}

function search(
  files: readonly SourceFile[],
  request: Partial<LocateRequest> = {},
): SpecSearch {
  return locateSpec(
    {
      specInput: null,
      branch: 'fix/issue-12',
      issue: 12,
      changedPaths: [],
      ...request,
    },
    [tree('head', files)],
  )
}

/** Path and rule of what was found, or the status and the paths of the candidates. */
function told(found: SpecSearch): string {
  switch (found.status) {
    case 'found':
      return `${found.spec.path} by ${found.by} at ${found.at.ref}`
    case 'refused':
      return `refused ${found.refused.path} by ${found.by}`
    case 'ambiguous':
      return `ambiguous by ${found.by}: ${found.candidates.map(({ path }) => path).join(', ')}`
    case 'none':
      return 'none'
  }
}

describe('a spec that asks for a review', () => {
  const review = spec(
    'review',
    'type: task\nlabels: [review, issue-12]\ntarget_files: [.chant/reviews/issue-12-review.md]',
  )

  it.each([
    ['a driver', 'type: driver'],
    ['a task', 'type: task'],
  ])('does not stand beside the spec of the fix: %s', (_, type) => {
    const fix = spec('fix', `${type}\nlabels: [issue-12]`)

    expect(told(search([fix, review]))).toBe(
      '.chant/specs/fix.md by issue-label at head',
    )
  })

  it('is not taken for the spec of the fix, but by its name', () => {
    const changedPaths = [review.path]

    expect(told(search([review], { changedPaths }))).toBe('none')
    expect(told(search([review], { specInput: 'review' }))).toBe(
      '.chant/specs/review.md by input at head',
    )
  })
})

describe('the rules, from the strongest to the weakest', () => {
  const files = [
    spec('by-branch', 'branch: fix/issue-12'),
    spec('issue-12'),
    spec('by-label', 'labels: [issue-12]'),
    spec('by-title', '', '# Fix #12'),
    spec('by-change'),
  ]
  const request = { changedPaths: ['.chant/specs/by-change.md'] }

  it.each([
    [0, '.chant/specs/by-branch.md by frontmatter-branch at head'],
    [1, '.chant/specs/issue-12.md by id-in-branch at head'],
    [2, '.chant/specs/by-label.md by issue-label at head'],
    [3, '.chant/specs/by-title.md by issue-title at head'],
    [4, '.chant/specs/by-change.md by changed-by-branch at head'],
    [5, 'none'],
  ])('without the first %d: %s', (left, expected) => {
    expect(told(search(files.slice(left), request))).toBe(expected)
  })

  it('give way to the input', () => {
    expect(told(search(files, { specInput: 'by-label' }))).toBe(
      '.chant/specs/by-label.md by input at head',
    )
  })
})

describe('the input', () => {
  const files = [
    spec('2026-01-28-001-abc'),
    spec('2026-01-28-002-abd'),
    spec('examples/x/.chant/specs/005-fork-fix.md'),
  ]

  it.each([
    ['2026-01-28-001-abc', '.chant/specs/2026-01-28-001-abc.md'],
    ['2026-01-28-001-abc.md', '.chant/specs/2026-01-28-001-abc.md'],
    [
      './.chant/specs/2026-01-28-002-abd.md',
      '.chant/specs/2026-01-28-002-abd.md',
    ],
    ['001-abc', '.chant/specs/2026-01-28-001-abc.md'],
    ['fork-fix', 'examples/x/.chant/specs/005-fork-fix.md'],
  ])('%s finds %s', (specInput, path) => {
    expect(told(search(files, { specInput }))).toBe(`${path} by input at head`)
  })

  it('that fits nothing is refused with the specs that there are', () => {
    const look = (): SpecSearch => search(files, { specInput: 'abx' })

    expect(look).toThrow(Refusal)
    expect(look).toThrow(
      'input `spec`: there is no spec abx in .chant/specs or .chant/archive at head.',
    )
  })

  it('that fits several by its end lists them', () => {
    const two = [spec('a-fix'), spec('b-fix')]

    expect(told(search(two, { specInput: 'fix' }))).toBe(
      'ambiguous by input: .chant/specs/a-fix.md, .chant/specs/b-fix.md',
    )
  })
})

describe('several candidates', () => {
  it('of which one is of type code: that one', () => {
    const files = [
      spec('a', 'type: documentation\nlabels: [issue-12]'),
      spec('b', 'type: code\nlabels: [issue-12]'),
    ]

    expect(told(search(files))).toBe('.chant/specs/b.md by issue-label at head')
  })

  it('of which one is active: that one', () => {
    const files = [
      spec('.chant/archive/2026-01-28/a.md', 'labels: [issue-12]'),
      spec('b', 'labels: [issue-12]'),
      spec('.chant/archive/c.md', 'labels: [issue-12]'),
    ]

    expect(told(search(files))).toBe('.chant/specs/b.md by issue-label at head')
  })

  it('prefer an archived spec of type code to active research on it', () => {
    const files = [
      spec('a', 'type: research\nlabels: [issue-12]'),
      spec('.chant/archive/b.md', 'labels: [issue-12]'),
    ]

    expect(told(search(files))).toBe(
      '.chant/archive/b.md by issue-label at head',
    )
  })

  it('that are equal are listed with their titles', () => {
    const files = [
      spec('a', 'labels: [issue-12]', '# One'),
      spec('b', 'labels: [issue-12]', '# Two'),
    ]

    expect(search(files)).toEqual({
      status: 'ambiguous',
      by: 'issue-label',
      at: { ref: 'head', sha: 'head' },
      candidates: [
        { id: 'a', path: '.chant/specs/a.md', title: 'One' },
        { id: 'b', path: '.chant/specs/b.md', title: 'Two' },
      ],
    })
  })

  it('that the branch only happens to change prove nothing', () => {
    const changedPaths = ['.chant/specs/a.md', '.chant/specs/b.md']

    expect(told(search([spec('a'), spec('b')], { changedPaths }))).toBe('none')
  })

  it('of one id in two .chant folders are listed', () => {
    const files = [
      spec('one/.chant/specs/issue-12.md'),
      spec('two/.chant/specs/issue-12.md'),
    ]

    expect(told(search(files))).toBe(
      'ambiguous by id-in-branch: one/.chant/specs/issue-12.md, two/.chant/specs/issue-12.md',
    )
  })
})

describe('an id in the branch name', () => {
  it.each([
    'chant/005-fork-fix',
    'chant/frontend/005-fork-fix',
    '005-fork-fix',
  ])('is found in %s, archived by date too', (branch) => {
    const files = [spec('.chant/archive/005-fork-f/005-fork-fix.md')]

    expect(told(search(files, { branch, issue: null }))).toBe(
      '.chant/archive/005-fork-f/005-fork-fix.md by id-in-branch at head',
    )
  })
})

describe('labels and titles', () => {
  it.each([
    spec('a', 'labels: [issue-123]'),
    spec('a', 'labels: ["issue-12 "]'),
    spec('a', 'labels: [my-issue-12]'),
    spec('a', '', '# Fix #123'),
    spec('a', '', '# Twelve is 12'),
    spec('a', '', 'Text on #12'),
    spec('a', 'title: "#12"', '# Title'),
  ])('that only look alike find nothing (%#)', (file) => {
    expect(told(search([file]))).toBe('none')
  })

  it('are not asked without a number', () => {
    const files = [spec('a', 'labels: [issue-12]')]

    expect(told(search(files, { branch: 'fix/x', issue: null }))).toBe('none')
  })
})

describe('a file that chant refuses', () => {
  it('is said when its id is in the branch name', () => {
    const files = [spec('issue-12', 'type: docs')]

    expect(told(search(files))).toBe(
      'refused .chant/specs/issue-12.md by id-in-branch',
    )
  })

  it('is not replaced by its archived namesake', () => {
    const files = [
      spec('.chant/archive/issue-12.md'),
      spec('issue-12', 'type: docs'),
    ]

    expect(told(search(files))).toBe(
      'refused .chant/specs/issue-12.md by id-in-branch',
    )
  })

  it('does not hide a good one', () => {
    const files = [
      spec('issue-12'),
      spec('.chant/archive/issue-12.md', 'type: docs'),
    ]

    expect(told(search(files))).toBe(
      '.chant/specs/issue-12.md by id-in-branch at head',
    )
  })
})

describe('two commits', () => {
  const request = {
    specInput: null,
    branch: 'fix/issue-12',
    issue: 12,
    changedPaths: [],
  }

  it('are looked through one after the other, the head first', () => {
    const weak = tree('head', [spec('a', '', '# Fix #12')])
    const strong = tree('staging-specs', [spec('b', 'branch: fix/issue-12')])

    expect(told(locateSpec(request, [weak, strong]))).toBe(
      '.chant/specs/a.md by issue-title at head',
    )
    expect(told(locateSpec(request, [tree('head', []), strong]))).toBe(
      '.chant/specs/b.md by frontmatter-branch at staging-specs',
    )
  })

  it('without a spec say where and by what was looked', () => {
    const none = locateSpec(request, [
      tree('the head commit', [spec('a')]),
      tree('branch staging-specs', []),
    ])

    expect(none).toEqual({
      status: 'none',
      looked: [
        '.chant/specs and .chant/archive at the head commit (1 spec file)',
        '.chant/specs and .chant/archive at branch staging-specs (0 spec files)',
        'frontmatter branch: fix/issue-12',
        'an id in the branch name: issue-12',
        'a label issue-12, or issue 12 in a title',
        'a single spec that the branch itself changes',
      ],
    })
  })
})
