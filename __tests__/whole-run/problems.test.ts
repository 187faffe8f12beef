import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { ActionResult } from '../../harness/run-action.ts'
import type { Problem } from '../../src/evidence/problems/problem.ts'
import { shown } from '../evidence/problems/support.ts'
import { fix, setScene } from './scene.ts'

/** Problems of the evidence, by step. */
function problemsOf({
  outputs,
}: ActionResult): Readonly<Record<string, readonly string[]>> {
  const evidence: {
    readonly steps: readonly {
      readonly id: string
      readonly problems: readonly Problem[]
    }[]
  } = JSON.parse(readFileSync(outputs['evidence-path'] ?? '', 'utf8'))
  return Object.fromEntries(
    evidence.steps.map(({ id, problems }) => [id, problems.map(shown)]),
  )
}

/** Places of the annotations of one level, as the runner reads them. */
function annotated(
  { stdout }: ActionResult,
  level: 'error' | 'warning',
): readonly string[] {
  return stdout.split('\n').flatMap((line) => {
    const [, command, file, number, column] =
      /^::(\w+) file=([^,]+),line=(\d+),col=(\d+)::/u.exec(line) ?? []
    return command === level ? [`${file}:${number}:${column}`] : []
  })
}

/** Prints what a linter says of the tree in which it runs. */
const linter = `#!/bin/bash
grep -Hn bad src/*.c | while IFS=: read -r file line _; do echo "$PWD/$file:$line:1: error: bad is bad"; done
echo "/usr/include/x.h:1:1: error: not ours"
echo "src/a.c:1:1: warning: old"
exit 1
`

describe('problems in the output of steps', () => {
  it('are kept by line, without those that were there before the fix', async () => {
    await using scene = await setScene({
      upstream: {
        'keep.txt': 'broken\n',
        'src/a.c': 'fine\nbad\n',
        'lint.sh': linter,
      },
    })

    const result = await scene.pushAndRun({
      ...fix,
      '.github/staging-pr.yml':
        'verify:\n  lint: bash lint.sh\n  fine: "echo src/a.c:1: said by a step that passed"\n',
      'src/a.c': 'fine\nbad\nalso bad\n',
    })

    expect(problemsOf(result)).toEqual({
      lint: ['src/a.c:3:1 error bad is bad', 'src/a.c:1:1 warning old'],
      fine: [],
    })
  })

  it('are read from JUnit reports that the step itself wrote', async () => {
    await using scene = await setScene()
    const report = (line: number): string =>
      `<testsuite><testcase name="keeps" file="keep.txt" line="${line}"><failure message="lost"/></testcase></testsuite>`

    const result = await scene.pushAndRun({
      ...fix,
      '.github/staging-pr.yml': `verify:
  test:
    run: "echo '${report(1).replaceAll('"', String.raw`\"`)}' > new.xml; sleep 0.2; exit 1"
    junit: ["*.xml"]
    baseline: false
  other:
    run: "exit 1"
    junit: ["*.xml"]
    baseline: false
`,
      'old.xml': report(7),
    })

    expect(problemsOf(result)).toEqual({
      test: ['keep.txt:1 error keeps: lost'],
      other: [],
    })
  })

  it('are annotated on their lines, those of the branch first, and counted in the summary', async () => {
    await using scene = await setScene({
      upstream: { 'keep.txt': 'broken\n', 'src/old.c': 'old\n'.repeat(30) },
    })

    const result = await scene.pushAndRun({
      ...fix,
      '.github/staging-pr.yml': `verify:
  lint:
    run: "for line in {1..23}; do echo src/old.c:$line:2: warning: w; done; echo src/new.c:3:1: error: e"
    baseline: false
  again: "echo src/new.c:3:1: error: e; exit 1"
`,
      'src/new.c': 'one\ntwo\nthree\n',
      'src/old.c': `${'old\n'.repeat(20)}new\n${'old\n'.repeat(9)}`,
    })

    expect(annotated(result, 'error')).toContain('src/new.c:3:1')
    const warnings = annotated(result, 'warning')
    expect(warnings.slice(0, 2)).toEqual(['src/old.c:21:2', 'src/old.c:1:2'])
    expect(warnings.length).toBeLessThanOrEqual(10)
    expect(result.summary).toMatch(/… and \d+ more, by file/u)
    expect(result.summary).toContain('25 warnings')
  })
})
