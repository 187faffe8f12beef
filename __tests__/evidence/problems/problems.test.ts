import { describe, expect, it } from '@jest/globals'

import type { Baseline } from '../../../src/evidence/evidence.ts'
import { readJunitProblems } from '../../../src/evidence/problems/junit.ts'
import { newProblems } from '../../../src/evidence/problems/new-problems.ts'
import {
  joinProblems,
  keepProblems,
  readProblems,
} from '../../../src/evidence/problems/read-problems.ts'
import { output, problemsIn, ranIn, shown } from './support.ts'

describe('paths of problems', () => {
  it('become relative to the repository, whatever they are written from', () => {
    expect(
      problemsIn(
        [
          '/home/you/project/app/src/a.c:1: absolute',
          'src/a.c:2: from the folder of the step',
          'app/src/a.c:3: from the root',
          '../app/./src/a.c:4: with dots',
          String.raw`src\a.c:5: with backslashes`,
        ],
        ['app/src/a.c'],
        'app',
      ),
    ).toEqual([
      'app/src/a.c:1 error absolute',
      'app/src/a.c:2 error from the folder of the step',
      'app/src/a.c:3 error from the root',
      'app/src/a.c:4 error with dots',
      'app/src/a.c:5 error with backslashes',
    ])
  })

  it('are left out where they lead out of the repository or to no file of the head', () => {
    expect(
      problemsIn(
        [
          '/usr/include/stdio.h:1: elsewhere',
          '/home/you/project-2/a.c:1: beside it',
          '../a.c:1: above it',
          '../../../etc/passwd:1: far above it',
          'target/a.c:1: generated',
          'localhost:8080: an address',
          '12:30:45: a time',
        ],
        ['a.c', 'etc/passwd'],
      ),
    ).toEqual([])
  })
})

describe('problems', () => {
  it('are told once', () => {
    expect(
      problemsIn(
        ['a.c:1:2: error: no', 'a.c:1:2: error: no', 'a.c:2: error: no'],
        ['a.c'],
      ),
    ).toEqual(['a.c:1:2 error no', 'a.c:2 error no'])
  })

  it('are kept up to a thousand, short, and the rest is counted', () => {
    const lines = Array.from(
      { length: 3_000 },
      (_, index) => `a.c:${index + 1}: ${'x'.repeat(1_500)}`,
    )

    const problems = readProblems(lines.join('\n'), ranIn(['a.c']))

    const kept = keepProblems(problems)
    expect(kept.problems).toHaveLength(1_000)
    expect(kept.problemsLeftOut).toBe(2_000)
    expect(kept.problems[0]?.message).toHaveLength(500)
  })

  it('are looked for in the first 2,000 characters of a line, and end soon', () => {
    const long = 'a.c:1: '.repeat(300_000)

    const problems = readProblems(
      [long, `${'_ '.repeat(500_000)}_`, `=${' '.repeat(999_999)}=`].join('\n'),
      ranIn(['a.c']),
    )

    expect(problems).toHaveLength(1)
  }, 60_000)
})

describe('JUnit reports', () => {
  const files = ['tests/test_a.py', 'calc.py', 'src/a.test.mjs', 'src/h.mjs']

  it.each(['pytest-junit.xml', 'pytest-junit-xunit1.xml'])(
    'name the innermost place of a failure: %s',
    (name) => {
      expect(readJunitProblems(output(name), ranIn(files)).map(shown)).toEqual([
        'tests/test_a.py:5 error test_equal: assert 2.0 == 3',
        'calc.py:2 error test_zero: ZeroDivisionError: division by zero',
        'tests/test_a.py:12 error test_p[2]: AssertionError: not one',
        'tests/test_a.py:16 error test_m: ValueError: bad',
        'tests/test_a.py:20 error test_f: failed on setup with "RuntimeError: no"',
      ])
    },
  )

  it.each([
    ['node-junit.xml', 'not sosecond line'],
    ['node-24-junit.xml', 'not so'],
  ])('name places in stack traces: %s', (name, message) => {
    expect(readJunitProblems(output(name), ranIn(files)).map(shown)).toEqual([
      'src/a.test.mjs:4 error adds: 2 == 3',
      `src/a.test.mjs:6 error inner: ${message}`,
    ])
  })

  it('give file and line themselves', () => {
    const xml = `<?xml version="1.0"?>
<testsuite name="s" file="spec/b_spec.rb">
  <testcase name="one" file="spec/a_spec.rb" line="7"><failure message="no &amp; no"/></testcase>
  <testcase name="two"><error><![CDATA[broken <here>]]></error></testcase>
  <testcase name="three"><failure message="gone" /></testcase>
  <testcase name="four"><skipped/></testcase>
</testsuite>`

    expect(
      readJunitProblems(xml, ranIn(['spec/a_spec.rb', 'spec/b_spec.rb'])).map(
        shown,
      ),
    ).toEqual([
      'spec/a_spec.rb:7 error one: no & no',
      'spec/b_spec.rb:1 error two: broken <here>',
      'spec/b_spec.rb:1 error three: gone',
    ])
  })

  it('are not read where they declare anything or are no reports', () => {
    const entity =
      '<!DOCTYPE x [<!ENTITY a "b">]><testsuite><testcase name="&a;" file="a.c"><failure/></testcase></testsuite>'

    expect(readJunitProblems(entity, ranIn(['a.c']))).toEqual([])
    expect(readJunitProblems('<html></html>', ranIn(['a.c']))).toEqual([])
  })

  // Quadratic time would be hours here, not a minute.
  it('are read to their end, however they are nested', () => {
    const nested = `<testsuite>${'<testcase><failure>'.repeat(100_000)}`

    expect(readJunitProblems(nested, ranIn([]))).toEqual([])
  }, 60_000)

  it('add nothing to a line of which the output tells an error', () => {
    const told = readProblems(
      'a.c:1: error: no\na.c:2: warning: hm',
      ranIn(['a.c']),
    )
    const reported = readJunitProblems(
      '<testsuite><testcase name="t" file="a.c" line="1"><failure message="no"/></testcase><testcase name="u" file="a.c" line="2"><failure message="no"/></testcase></testsuite>',
      ranIn(['a.c']),
    )

    expect(joinProblems(told, reported).map(shown)).toEqual([
      'a.c:1 error no',
      'a.c:2 warning hm',
      'a.c:2 error u: no',
    ])
  })
})

describe('a path that a package below the folder of the step counts from', () => {
  const files = ['packages/one/src/a.c', 'packages/two/src/b.c', 'x/src/b.c']
  const told = (line: string): readonly string[] =>
    readProblems(line, ranIn(files)).map(shown)

  it('is the only file that ends so', () => {
    expect(told('src/a.c:2: error: no')).toEqual([
      'packages/one/src/a.c:2 error no',
    ])
    expect(told('./src/a.c:2: error: no')).toEqual([
      'packages/one/src/a.c:2 error no',
    ])
  })

  it('is none where several end so, or where it is a bare name', () => {
    expect(told('src/b.c:2: error: no')).toEqual([])
    expect(told('a.c:2: error: no')).toEqual([])
    expect(told('rc/a.c:2: error: no')).toEqual([])
  })
})

describe('problems that are kept of a step', () => {
  const compared = (fields: Partial<Baseline>): Baseline => ({
    measure: 'complaints',
    fresh: [],
    known: [],
    mended: [],
    lost: [],
    before: null,
    ...fields,
  })
  const kept = (
    lines: readonly string[],
    step: Parameters<typeof newProblems>[1],
    folder = '.',
  ): readonly string[] =>
    newProblems(
      readProblems(
        lines.join('\n'),
        ranIn(['a.c', 'app/a.c', 'b.c', 'tests/test_a.py'], folder),
      ),
      step,
      folder,
    ).map(shown)

  it('are warnings only where it passed', () => {
    const lines = ['a.c:1: error: no', 'a.c:2: warning: hm']

    expect(kept(lines, { status: 'passed', baseline: null })).toEqual([
      'a.c:2 warning hm',
    ])
    expect(kept(lines, { status: 'failed', baseline: null })).toEqual([
      'a.c:1 error no',
      'a.c:2 warning hm',
    ])
  })

  it('are none that the code before the fix has too', () => {
    const baseline = compared({
      known: ['a.c:1: no', 'b.c: not formatted', 'a.c:3: no'],
      fresh: ['a.c:2: no', 'a.c:3: other'],
    })
    const lines = [
      'a.c:1: error: no',
      'a.c:2: error: no',
      'a.c:3: error: other',
      'would reformat b.c',
    ]

    expect(kept(lines, { status: 'failed', baseline })).toEqual([
      'a.c:2 error no',
      'a.c:3 error other',
    ])
    expect(
      kept(['a.c:1: error: no'], { status: 'failed', baseline }, 'app'),
    ).toEqual([])
  })

  it('are none of tests that failed before the fix as well', () => {
    const baseline = compared({
      measure: 'tests',
      known: ['tests/test_a.py::test_old'],
      fresh: ['tests/test_a.py::test_new'],
    })
    const section = (test: string, line: number): readonly string[] => [
      `______ ${test} ______`,
      'E   no',
      `tests/test_a.py:${line}: AssertionError`,
    ]

    expect(
      kept(
        [
          '==== FAILURES ====',
          ...section('test_old', 3),
          ...section('test_new', 9),
        ],
        { status: 'failed', baseline },
      ),
    ).toEqual(['tests/test_a.py:9 error test_new: no'])
  })
})
