import { describe, expect, it } from '@jest/globals'

import { finding } from '../../../src/finding.ts'
import { bodyWriter } from '../../../src/pull-request/body.ts'
import { firstFailure } from '../../../src/pull-request/body/first-failure.ts'
import { excerpt } from '../../../src/pull-request/body/excerpt.ts'
import { duration } from '../../../src/pull-request/body/quantities.ts'
import { fullDetail } from '../../../src/pull-request/fit.ts'
import type { StagingFacts } from '../../../src/pull-request/staging-facts.ts'
import {
  emptyTrail,
  found,
  headSha,
  judged,
  makeChange,
  makeConfig,
  makeContext,
  makeDependency,
  makeDocument,
  makeEvidence,
  makeFacts,
  makePlan,
  makeSpec,
  makeStepConfig,
} from '../../support/staging-facts.ts'

function bodyOf(overrides: Partial<StagingFacts>): string {
  return bodyWriter(makeFacts(overrides))(fullDetail, 'shown')
}

describe('the root cause', () => {
  it('stands under Implementation where the Release Notes tell what users see', () => {
    const body = bodyOf({
      search: found(
        makeSpec(
          '# Fix\n\n## Root Cause\n\nTwo writers start from one list.\n\n## Release Notes\n\nPreviously, keys were lost.\n',
        ),
      ),
    })

    expect(body).toContain(
      '## Implementation\n\n**Root cause:**\n\nTwo writers start from one list.',
    )
  })

  it('is not said twice where it stands in for what users see', () => {
    const body = bodyOf({
      search: found(makeSpec('# Fix\n\n## Root Cause\n\nTwo writers start.\n')),
    })

    expect(body.split('Two writers start.')).toHaveLength(2)
  })
})

describe('what is left to judge', () => {
  const spec = makeSpec('# Fix it', { targetFiles: ['src/a.rs'] })

  it('begins with a configuration that the branch changes', () => {
    const body = bodyOf({
      search: found(spec),
      changes: [
        makeChange('src/b.rs'),
        makeChange('.github/staging-pr.yml', { added: 1, removed: 4 }),
      ],
    })

    expect(body).toContain(
      `**Left for you to judge (2)**

1. \`.github/staging-pr.yml\` (+1 −4) is changed by this branch: it says what is verified here.
2. \`src/b.rs\` (+9 −2) changed, but the spec does not declare it in \`target_files\`.`,
    )
  })

  it('names all undeclared files in one line where they are more than three', () => {
    const body = bodyOf({
      search: found(spec),
      changes: ['b', 'c', 'd', 'e', 'f'].map((name) =>
        makeChange(`src/${name}.rs`),
      ),
    })

    expect(body).toContain(
      '1. `src/b.rs`, `src/c.rs`, `src/d.rs`, `src/e.rs`, `src/f.rs` changed, but the spec does not declare them in `target_files`.',
    )
  })

  it('says once that a spec declares nothing', () => {
    const body = bodyOf({
      search: found(makeSpec('# Fix it')),
      changes: [makeChange('src/a.rs'), makeChange('src/b.rs')],
    })

    expect(body).toContain(
      '1. None of these 2 changed files is declared: the spec has no `target_files`.',
    )
  })

  it('shows seven and folds the rest', () => {
    const findings = Array.from({ length: 9 }, (_, index) =>
      finding({
        rule: 'test-integrity',
        severity: 'warn',
        message: `Weakened assertion ${index}.`,
        path: 'tests/a.rs',
        line: index + 1,
      }),
    )

    const body = bodyOf({ evidence: makeEvidence({ findings }) })

    expect(body).toContain('**Left for you to judge (9)**')
    expect(body).toContain('7. Weakened assertion 6 (`a.rs`, line 7).')
    expect(body).toContain('<summary>')
    expect(body).toContain('9. Weakened assertion 8 (`a.rs`, line 9).')
  })

  it('keeps findings for the upstream PR below', () => {
    const findings = [
      finding({
        rule: 'history/wip',
        severity: 'note',
        message: 'Commit 1c77e05 is a WIP commit.',
      }),
    ]

    const body = bodyOf({ evidence: makeEvidence({ findings }) })

    expect(body).not.toContain('Left for you to judge')
    expect(body).toContain('Before it goes upstream (1)')
  })
})

describe('parent context', () => {
  it('writes no link to upstream on another server', () => {
    const body = bodyOf({
      context: makeContext({
        server: {
          url: 'https://git.example.com',
          apiUrl: 'https://git.example.com/api/v3',
          graphqlUrl: null,
        },
      }),
    })

    expect(body).toContain(
      '**Related to:** upstream issue 1234 in `upstreamorg/project`',
    )
  })

  it('says where a spec was read when that is not the branch', () => {
    const body = bodyOf({
      search: {
        status: 'found',
        spec: makeSpec('# Fix it', { archived: true }),
        by: 'issue-label',
        at: { ref: 'staging-specs', sha: '1'.repeat(40) },
      },
    })

    expect(body).toContain(
      `- Spec [005-fork-fix](https://github.com/yourusername/project/blob/${'1'.repeat(40)}/.chant/specs/005-fork-fix.md): completed, archived, read from \`staging-specs\``,
    )
  })

  it('links a document only where it is in git', () => {
    const body = bodyOf({
      trail: {
        ...emptyTrail,
        documents: [
          makeDocument('research/a b.md', { title: 'Cause' }),
          makeDocument('research/local.md', {
            finding: 'locks are late.',
            at: null,
          }),
        ],
      },
    })

    expect(body).toContain(`/blob/${headSha}/research/a%20b.md)`)
    expect(body).toContain(
      '- local.md: locks are late. `research/local.md`, which is not in git',
    )
  })

  it('says of each dependency where it stands', () => {
    const body = bodyOf({
      trail: {
        ...emptyTrail,
        dependencies: [
          makeDependency('003', { found: 'archive' }),
          makeDependency('004', { found: 'missing', status: null, path: null }),
          makeDependency('core:005', {
            found: 'elsewhere',
            status: null,
            path: null,
          }),
        ],
      },
    })

    expect(body).toContain('.md): completed, archived')
    expect(body).toContain('- Depends on `004`: **not found**')
    expect(body).toContain(
      '- Depends on `core:005`: in another repository, not checked',
    )
  })

  it('says why a spec cannot be loaded', () => {
    const body = bodyOf({
      search: {
        status: 'refused',
        by: 'issue-label',
        at: { ref: 'head commit', sha: headSha },
        refused: {
          id: 'a',
          path: '.chant/specs/a.md',
          error: 'unknown-type',
          field: 'type',
          message: '`type` must be one of code, task, driver; found `docs`.',
          line: 2,
        },
      },
    })

    expect(body).toContain(
      '**The spec cannot be loaded:** `type` must be one of',
    )
    expect(body).toContain('found `docs`. `.chant/specs/a.md`, line 2')
  })

  it('lists the candidates when several specs fit', () => {
    const body = bodyOf({
      search: {
        status: 'ambiguous',
        by: 'issue-title',
        at: { ref: 'head commit', sha: headSha },
        candidates: [
          { id: 'a', path: '.chant/specs/a.md', title: 'One' },
          { id: 'b', path: '.chant/specs/b.md', title: null },
        ],
      },
    })

    expect(body).toContain(
      '**Several specs fit this branch.** Name one with the input `spec`:\n\n- `.chant/specs/a.md` One\n- `.chant/specs/b.md`',
    )
  })
})

describe('user impact', () => {
  const evidence = makeEvidence({ conclusion: 'failed' })
  const notes =
    '# Fix it\n\n## Release Notes\n\nPreviously, it hung.\n\n**Impact:** It runs.\n'

  it('has exactly the two lines', () => {
    const body = bodyOf({ search: found(makeSpec(notes)) })

    expect(body).toContain(`## User Impact

**What users see before this change:**

It hung.

**What users see after this change:**

It runs.

## Parent Context`)
  })

  it('states no claim as a fact when the evidence is against it', () => {
    const body = bodyOf({ search: found(makeSpec(notes)), evidence })

    expect(body).toContain(
      '> The spec says this. The evidence does not support it yet.',
    )
    expect(body).toContain(
      '**What users are meant to see after this change:**\n\nIt runs.',
    )
    expect(body).not.toContain('**What users see after this change:**')
  })

  it('says what is missing and where to write it', () => {
    const body = bodyOf({
      search: found(makeSpec('# Fix it\n\n## Problem\n\nIt hangs.\n')),
    })

    expect(body).toContain(
      'The spec does not say. Add `## Release Notes` to [005-fork-fix](',
    )
    expect(body).toContain('), with `**Impact:** …`.')
  })
})

describe('testing', () => {
  it('shows criteria as a table unfolded when one is open, never as boxes', () => {
    const spec = makeSpec('# Fix it\n\n- [x] One\n- [ ] Two\n')

    const body = bodyOf({
      search: found(spec),
      evidence: makeEvidence({ criteria: judged(spec) }),
    })

    expect(body).toContain(
      `**Acceptance criteria: 0 of 2 shown by evidence, 1 ticked only, 1 open**

| | Criterion | Evidence |
| --- | --- | --- |
| ☑️ | One | ticked only |
| ⬜ | Two | **open** |`,
    )
    expect(body.split('**Review checklist**')[0]).not.toMatch(
      /^\s*- \[[ x]\]/mu,
    )
  })

  it('sets the variables that the commands name, quoted for a shell', () => {
    const step = makeStepConfig('test', 'make "t-$ISSUE"', {
      workingDirectory: 'my app',
      env: { MODE: 'a b' },
    })

    const body = bodyOf({
      context: makeContext({ branch: "fix/it's" }),
      plan: makePlan({ steps: [{ status: 'planned', step }], newTests: [] }),
    })

    expect(body).toContain(
      `git fetch origin 'fix/it'\\''s' && git switch --detach 9f3c2a7
export ISSUE=1234
(cd 'my app' && export MODE='a b'; make "t-$ISSUE")`,
    )
  })

  it('says which preset chose the commands', () => {
    const body = bodyOf({
      config: makeConfig({
        path: null,
        verify: { value: [], source: 'preset cargo (`Cargo.toml`)' },
      }),
    })

    expect(body).toContain('Commands from preset cargo (`Cargo.toml`).')
  })

  it('says what to do when there is nothing to run', () => {
    const body = bodyOf({
      plan: makePlan({ steps: [], newTests: [] }),
      evidence: makeEvidence({ steps: [], conclusion: 'inconclusive' }),
    })

    expect(body).toContain('## Testing\n\nNo verification step is configured')
  })
})

describe('the first failure', () => {
  it.each([
    [
      'libtest',
      "running 2 tests\nthread 'a' panicked at src/a.rs:1:2:\nassertion failed\n  left: 1\nnote: run with `RUST_BACKTRACE=1`",
      "thread 'a' panicked at src/a.rs:1:2:\nassertion failed\n  left: 1",
    ],
    [
      'rustc',
      'Compiling a\nerror[E0425]: cannot find value `x`\n --> src/a.rs:1:1\n\nerror: aborting',
      'error[E0425]: cannot find value `x`\n --> src/a.rs:1:1\n\nerror: aborting',
    ],
    [
      'pytest',
      '=== FAILURES ===\n___ test_a ___\n\n>   assert 1 == 2\nE   assert 1 == 2\n\na.py:2: AssertionError\n=== short test summary info ===',
      '___ test_a ___\n\n>   assert 1 == 2\nE   assert 1 == 2\n\na.py:2: AssertionError',
    ],
    [
      'jest',
      'FAIL a.test.ts\n  ● adds › numbers\n\n    Expected: 2\n    Received: 3\n\n\n',
      '  ● adds › numbers\n\n    Expected: 2\n    Received: 3',
    ],
    [
      'node --test',
      'ok 1 - a\nnot ok 2 - b\n  ---\n  error: x\n  ...\nok 3 - c',
      'not ok 2 - b\n  ---\n  error: x\n  ...',
    ],
    [
      'go test',
      '=== RUN TestA\n--- FAIL: TestA (0.00s)\n    a_test.go:3: got 1\nFAIL',
      '--- FAIL: TestA (0.00s)\n    a_test.go:3: got 1\nFAIL',
    ],
  ])('is found in the output of %s', (_, output, expected) => {
    expect(firstFailure(output)).toBe(expected)
  })

  it('is at most 15 lines', () => {
    const output = `--- FAIL: TestA\n${'    line\n'.repeat(50)}`

    expect(firstFailure(output)?.split('\n')).toHaveLength(15)
  })

  it('is not guessed', () => {
    expect(firstFailure('make: *** [all] Error 2')).toBeNull()
  })
})

describe('an excerpt', () => {
  it('takes whole paragraphs', () => {
    expect(excerpt('One.\n\nTwo is long.\n\nThree.', 20)).toEqual({
      markdown: 'One.\n\nTwo is long.',
      isWhole: false,
    })
  })

  it('closes a fence that it cuts', () => {
    const fence = `\`\`\`js\n${'code()\n'.repeat(50)}\`\`\``

    const { markdown } = excerpt(fence, 60)

    expect(markdown).toBe('```js\ncode()\ncode()\ncode()\ncode()\n…\n```')
  })

  it('does not end with a heading', () => {
    expect(
      excerpt(`One.\n\n### Next\n\n${'x '.repeat(200)}`, 40).markdown,
    ).toBe('One.')
  })
})

describe('durations', () => {
  it.each([
    [0, 'under 1 s'],
    [499, 'under 1 s'],
    [12_300, '12 s'],
    [60_000, '1 min'],
    [98_000, '1 min 38 s'],
    [3_600_000, '1 h'],
    [7_500_000, '2 h 5 min'],
  ])('%d ms are said as %s', (durationMs, expected) => {
    expect(duration(durationMs)).toBe(expected)
  })
})
