import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import { compareComplaints } from '../../../src/evidence/baseline/compare-complaints.ts'
import {
  complaint,
  complaintText,
} from '../../../src/evidence/baseline/complaint.ts'
import { readComplaints } from '../../../src/evidence/baseline/read-complaints.ts'
import { leftOutLine } from '../../../src/text/left-out.ts'

/** One line a complaint, as the body shows it. */
function complaintsIn(output: string, root = ''): readonly string[] {
  return readComplaints(output, root)?.items.map(complaintText) ?? []
}

describe('complaints', () => {
  it('of clippy are read with their place', () => {
    const output = `    Checking demo v0.1.0 (/tree)
error: unused variable: \`unused\`
 --> src/lib.rs:4:27
  |
4 | pub fn one() -> u32 { let unused = 1; }
  |                           ^^^^^^ help: prefix it with an underscore
  |
  = note: \`-D unused-variables\` implied by \`-D warnings\`

warning: field \`0\` is never read
   --> src/store.rs:12:9
note: lint level is defined here
   --> src/store.rs:1:9

error[E0425]: cannot find value \`x\` in this scope
  --> src/lib.rs:40:5
error: linking with \`cc\` failed: exit status: 1
error: could not compile \`demo\` (lib) due to 2 previous errors
warning: build failed, waiting for other jobs to finish...
error: could not compile \`demo\` (lib test) due to 3 previous errors
`
    expect(complaintsIn(output)).toEqual([
      'src/lib.rs:4: unused variable: `unused`',
      'src/store.rs:12: field `0` is never read',
      'src/lib.rs:40: cannot find value `x` in this scope',
      'linking with `cc` failed: exit status: 1',
    ])
  })

  it('of rustc in its short format are read', () => {
    expect(
      complaintsIn(
        'src/lib.rs:4:27: error: unused variable: `unused`\nsrc/lib.rs:9:1: warning: unused import\n',
      ),
    ).toEqual([
      'src/lib.rs:4: error: unused variable: `unused`',
      'src/lib.rs:9: warning: unused import',
    ])
  })

  it('of rustfmt are the lines that it would change', () => {
    const output = `Diff in /tree/src/lib.rs:3:
 fn a() {}
-fn b(){ }
+fn b() {}
 
Diff in src/main.rs at line 9:
-x
+y
`
    expect(complaintsIn(output, '/tree')).toEqual([
      'src/lib.rs:4: not formatted',
      'src/main.rs:9: not formatted',
    ])
  })

  it('of ESLint are read below the path', () => {
    const output = `
/tree/src/a.js
  1:10  error    'x' is defined but never used  no-unused-vars
  12:1  warning  Unexpected console statement   no-console

✖ 2 problems (1 error, 1 warning)
`
    expect(complaintsIn(output, '/tree')).toEqual([
      "src/a.js:1: 'x' is defined but never used no-unused-vars",
      'src/a.js:12: Unexpected console statement no-console',
    ])
  })

  it.each([
    [
      'src/a.ts(3,5): error TS2322: Type is wrong.',
      'src/a.ts:3: error TS2322: Type is wrong.',
    ],
    [
      'src/a.ts:3:5 - error TS2322: Type is wrong.',
      'src/a.ts:3: error TS2322: Type is wrong.',
    ],
    ['a.py:1:8: F401 `os` imported', 'a.py:1: F401 `os` imported'],
    ['a.py:1: error: bad  [misc]', 'a.py:1: error: bad [misc]'],
    ['./a.go:3:2: x declared on line 5', 'a.go:3: x declared on line'],
    ['vet: ./a.go:3:2: undefined: x', 'a.go:3: undefined: x'],
    ['/tree/a.js:1:1: No x. [Error/no-x]', 'a.js:1: No x. [Error/no-x]'],
    ['would reformat a.py', 'a.py: not formatted'],
    ['Would reformat: src/a.py', 'src/a.py: not formatted'],
    ['[warn] src/a b.ts', 'src/a b.ts: not formatted'],
    ['[error] src/a.ts: SyntaxError: no', 'src/a.ts: SyntaxError: no'],
    ['cmd/main.go', 'cmd/main.go: not formatted'],
  ])('are read from %j', (line, text) => {
    expect(complaintsIn(`some words\n${line}\n`, '/tree')).toEqual([text])
  })

  it('of ruff are read with the line above the arrow', () => {
    expect(
      complaintsIn('F401 [*] `os` imported but unused\n --> a.py:1:8\n  |\n'),
    ).toEqual(['a.py:1: F401 [*] `os` imported but unused'])
  })

  it.each([
    '',
    'all good',
    '12:30:45: started',
    'http://localhost:80: up',
    '[warn] Code style issues found in 2 files. Run Prettier with --write to fix.',
    'a.py:1: note: see here',
  ])('are not read from %j', (output) => {
    expect(readComplaints(output, '')).toBe(null)
  })

  it('are not all there when the tool counts more, or the middle is missing', () => {
    const line = 'a.py:1:8: F401 unused'

    expect(readComplaints(line, '')?.complete).toBe(true)
    expect(readComplaints(`${line}\nFound 2 errors.`, '')?.complete).toBe(false)
    expect(
      readComplaints(`${line}\n${leftOutLine(300_000)}\n${line}`, '')?.complete,
    ).toBe(false)
  })

  it('are read from hostile output of a quarter of a MiB', () => {
    const parts = [
      'error: x\n',
      ' --> a.rs:1:1\n',
      'Diff in a.rs:1:\n',
      '-x\n',
      'a.js\n',
      '  1:1  error  x\n',
      'a.py:1:1: x\n',
      '[warn] a.ts\n',
      ':1',
      '(1,1): ',
      'error: could not compile due to ',
    ]
    for (const part of parts) {
      const output = part.repeat(Math.ceil(262_144 / part.length))
      readComplaints(output, '')
      readComplaints(output.replaceAll('\n', ' '), '')
    }
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...parts), fc.string())),
        (texts) => {
          const read = readComplaints(texts.join(''), '')
          for (const { lines } of read?.items ?? []) {
            for (const line of lines) expect(line).toBeGreaterThanOrEqual(0)
          }
        },
      ),
    )
  })
})

describe('complaints of two trees', () => {
  const told = (
    line: number | null,
    message = 'unused',
  ): ReturnType<typeof complaint> =>
    complaint({ path: 'src/a.rs', line, message })
  const untouched = (): boolean => false

  it('are known where they moved with the lines above them', () => {
    expect(
      compareComplaints({
        before: [told(4), told(9, 'gone')],
        after: [told(14)],
        touched: untouched,
      }),
    ).toEqual({
      measure: 'complaints',
      fresh: [],
      known: ['src/a.rs:14: unused'],
      mended: ['src/a.rs:9: gone'],
      lost: [],
      before: null,
    })
  })

  it('are new where the branch changed the line', () => {
    expect(
      compareComplaints({
        before: [told(4)],
        after: [told(4)],
        touched: (path, line) => path === 'src/a.rs' && line === 4,
      }),
    ).toMatchObject({ fresh: ['src/a.rs:4: unused'], known: [] })
  })

  it('are new where there are more of them', () => {
    expect(
      compareComplaints({
        before: [told(4)],
        after: [told(4), told(8)],
        touched: untouched,
      }),
    ).toMatchObject({
      fresh: ['src/a.rs:8: unused'],
      known: ['src/a.rs:4: unused'],
    })
  })

  it('about a whole file are new where the branch changed the file', () => {
    const grounds = { before: [told(null)], after: [told(null)] }

    expect(
      compareComplaints({ ...grounds, touched: (_, line) => line === null })
        .fresh,
    ).toEqual(['src/a.rs: unused'])
    expect(compareComplaints({ ...grounds, touched: untouched }).known).toEqual(
      ['src/a.rs: unused'],
    )
  })

  it('add up to those of the head', () => {
    const some = fc.array(
      fc.record({
        path: fc.constantFrom('a.rs', 'b.rs', ''),
        line: fc.option(fc.integer({ min: 1, max: 5 })),
        message: fc.constantFrom('x', 'y', 'x on line 3'),
      }),
    )

    fc.assert(
      fc.property(some, some, fc.integer({ min: 1, max: 5 }), (b, a, ours) => {
        const before = b.map(complaint)
        const after = a.map(complaint)
        const { fresh, known } = compareComplaints({
          before,
          after,
          touched: (_, line) => line === ours,
        })

        expect([...fresh, ...known].sort()).toEqual(
          after.map(complaintText).sort(),
        )
        expect(known.length).toBeLessThanOrEqual(before.length)
      }),
    )
  })
})
