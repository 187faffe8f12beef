import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import {
  editFrontmatter,
  type FrontmatterEdit,
} from '../../src/spec/edit-frontmatter.ts'
import { yamlText } from '../../src/spec/yaml-text.ts'
import { parseYaml } from '../../src/spec/yaml-nodes.ts'
import { loaded } from '../support/spec-files.ts'

const done: FrontmatterEdit = { key: 'status', value: 'completed' }
const commits: FrontmatterEdit = {
  key: 'commits',
  value: ['abc1234', '1e83309'],
}
const none: FrontmatterEdit = { key: 'verification_failures', value: [] }

const edit = (text: string, ...edits: readonly FrontmatterEdit[]) =>
  editFrontmatter(text, edits)

describe('the frontmatter of a spec', () => {
  it('is set key by key; comments, order and everything else stay', () => {
    const text = `---
# Ours
type: code   # a fix
status: in_progress # so far

mine: {a: [1,  2]}
commits:   # of the branch
  - 0000000 # gone
  # next
  - abc1234   # the fix
labels: [ issue-1 ]
---

# Title \t
`

    expect(edit(text, done, commits)).toBe(`---
# Ours
type: code   # a fix
status: completed # so far

mine: {a: [1,  2]}
commits:   # of the branch
  - abc1234   # the fix
  - '1e83309'
labels: [ issue-1 ]
---

# Title \t
`)
  })

  it.each([
    [
      'is not there yet',
      '---\ntype: code\n---\nBody\n',
      "---\ntype: code\nstatus: completed\ncommits:\n- abc1234\n- '1e83309'\n---\nBody\n",
    ],
    [
      'is empty',
      '---\nstatus: pending\ncommits: # none\n---\n',
      "---\nstatus: completed\ncommits: # none\n- abc1234\n- '1e83309'\n---\n",
    ],
    [
      'is a list in brackets',
      '---\nstatus: pending\ncommits: [a, b] # x\n---\n',
      "---\nstatus: completed\ncommits: [abc1234, '1e83309'] # x\n---\n",
    ],
    [
      'is null',
      '---\nstatus: "pending"\ncommits: ~\n---\n',
      "---\nstatus: completed\ncommits: [abc1234, '1e83309']\n---\n",
    ],
    [
      'has a frontmatter with an indent',
      '---\n  status: pending\n---\n',
      "---\n  status: completed\n  commits:\n  - abc1234\n  - '1e83309'\n---\n",
    ],
    [
      'has an empty frontmatter',
      '---\n---\nBody',
      "---\nstatus: completed\ncommits:\n- abc1234\n- '1e83309'\n---\nBody",
    ],
    [
      'has comments alone',
      '---\n# one\n---\nBody',
      "---\n# one\nstatus: completed\ncommits:\n- abc1234\n- '1e83309'\n---\nBody",
    ],
    [
      'has none',
      '# Title\n\nBody\n',
      "---\nstatus: completed\ncommits:\n- abc1234\n- '1e83309'\n---\n# Title\n\nBody\n",
    ],
    [
      'has CRLF',
      '---\r\ntype: code\r\nstatus: pending\r\n---\r\nBody\r\n',
      "---\r\ntype: code\r\nstatus: completed\r\ncommits:\r\n- abc1234\r\n- '1e83309'\r\n---\r\nBody\r\n",
    ],
    [
      'stands below a block of text',
      '---\nmine: |\n  text\n\n---\n',
      "---\nmine: |\n  text\n\nstatus: completed\ncommits:\n- abc1234\n- '1e83309'\n---\n",
    ],
  ])('gets what it lacks where it %s', (_, before, after) => {
    expect(edit(before, done, commits)).toBe(after)
  })

  it('takes an empty list for none', () => {
    expect(
      edit('---\nverification_failures:\n- a\n- b # c\nx: y\n---\n', none),
    ).toBe('---\nverification_failures:\n  []\nx: y\n---\n')
    expect(edit('---\nverification_failures: [a]\n---\n', none)).toBe(
      '---\nverification_failures: []\n---\n',
    )
  })

  it.each([
    ['is one map in brackets', '---\n{status: pending}\n---\n'],
    [
      'has a value that another one refers to',
      '---\nstatus: &s pending\nmine: *s\n---\n',
    ],
    [
      'is cut by chant within a value',
      '---\ntitle: a --- b\nstatus: pending\n---\n',
    ],
    ['is not closed', '---\nstatus: pending\n'],
    ['is no YAML', '---\nstatus: [\n---\n'],
    ['has a key twice', '---\nstatus: pending\nstatus: failed\n---\n'],
  ])('is left alone where it %s', (_, text) => {
    expect(edit(text, done)).toBeNull()
  })

  it('never holds what chant takes for its end', () => {
    const value = ['a --- b', '-----', 'tab\there', '"x" ---\u2028']
    const text = edit('---\ntype: code\n---\nBody\n', {
      key: 'verification_failures',
      value,
    })

    expect(text?.match(/---/gu)).toHaveLength(2)
    expect(loaded(text ?? '').body).toBe('Body')
  })
})

describe('a text as YAML', () => {
  it.each([
    ['abc1234', 'abc1234'],
    ['1234567', "'1234567'"],
    ['1e83309', "'1e83309'"],
    ['0b11010', "'0b11010'"],
    ['2026-01-28T10:00:00Z', '2026-01-28T10:00:00Z'],
    ['Yes', "'Yes'"],
    ["it's: so", "'it''s: so'"],
    ['', "''"],
    ['completed', 'completed'],
  ])('%s', (text, written) => {
    expect(yamlText(text)).toBe(written)
  })

  it('is read as what it was', () => {
    const text = fc
      .string({ unit: 'binary' })
      .filter((one) => !/\p{Cs}/u.test(one))
    fc.assert(
      fc.property(text, (one) => {
        expect(parseYaml(`key: ${yamlText(one)}\nnext: x`)).toMatchObject({
          value: { entries: [{ value: { text: one } }, { key: 'next' }] },
        })
      }),
    )
  })
})

/** Keys of a frontmatter as people and tools write them. */
const entries = [
  'type: code',
  'labels:\n- issue-1\n- "x"  # why',
  'labels: [issue-1,\n  issue-2]',
  'mine: |\n  text # no comment\n\n  more',
  'other: "a\n  b"   # c',
  'map:\n  status: inner\n  commits: [x]',
  '# status: commented',
  '',
  '   ',
]
const statuses = [
  'status: pending',
  'status:   "failed" # x',
  "'status': ready",
]
const lists = [
  'commits:\n- 1e83309\n- abc1234 # y',
  'commits:\n  - x\n\n  # z\n  - y',
  'commits: []   # none',
  'commits:',
  'commits: [a,\n b]',
]

describe('an edited spec', () => {
  it('says what was meant, and is the same beside it', () => {
    const parts = fc.tuple(
      fc.uniqueArray(fc.constantFrom(...entries), {
        selector: (entry) => entry.split(':')[0],
      }),
      fc.option(fc.constantFrom(...statuses), { nil: null }),
      fc.option(fc.constantFrom(...lists), { nil: null }),
      fc.nat(),
      fc.constantFrom('\n', '\r\n'),
      fc.array(fc.stringMatching(/^[0-9a-f]{7}$/u), { maxLength: 3 }),
    )
    fc.assert(
      fc.property(parts, ([some, status, list, turn, lineEnd, hashes]) => {
        const all = [...some, ...[status, list].filter((one) => one !== null)]
        const at = all.length === 0 ? 0 : turn % all.length
        const lines = [...all.slice(at), ...all.slice(0, at)]
        const body = '\n# Title  \n\n- [x] a --- b\n'
        const text = ['---', ...lines, `---${body}`]
          .join('\n')
          .replaceAll('\n', lineEnd)

        const edited = edit(text, done, { key: 'commits', value: hashes })

        const before = loaded(text)
        const after = loaded(edited ?? '')
        expect(after).toMatchObject({ status: 'completed', commits: hashes })
        expect(after).toEqual({
          ...before,
          status: 'completed',
          commits: hashes,
          present: [
            ...new Set([...before.present, 'commits', 'status']),
          ].sort(),
          criteria: after.criteria,
          sections: after.sections,
          findings: after.findings,
        })
        const kept = (edited ?? '').split(lineEnd)
        for (const line of some.flatMap((entry) => entry.split('\n'))) {
          expect(kept).toContain(line)
        }
      }),
      { numRuns: 400 },
    )
  })
})
