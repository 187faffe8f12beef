import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'

import { finding } from '../../src/finding.ts'
import type { ChangedFile } from '../../src/plan/plan.ts'
import { bodyScenarios } from '../support/body-scenarios.ts'
import {
  elementsOf,
  makePage,
  named,
  ofClass,
  textOf,
} from '../support/preview-pages.ts'
import { runs } from '../support/runs.ts'
import {
  found,
  makeChange,
  makeContext,
  makeEvidence,
  makeFacts,
  makeSpec,
  makeStepResult,
} from '../support/staging-facts.ts'

const spec = makeSpec(
  '# Keep both keys\n\n## Acceptance Criteria\n\n- [x] Documentation updated\n',
  {
    targetFiles: ['src/store.rs'],
  },
)

const diff = `diff --git a/src/store.rs b/src/store.rs
--- a/src/store.rs
+++ b/src/store.rs
@@ -10,2 +10,3 @@ fn put()
 let a = 1;
+let b = 2;
 let c = 3;
`

/** The box of a file, by its path. */
function fileBox(page: string, path: string): string {
  const box = ofClass(page, 'file').find((one) => textOf(one).startsWith(path))
  return box === undefined ? '' : textOf(box)
}

function checks(page: string): string {
  const box = elementsOf(page).find(
    ({ properties }) => properties['id'] === 'checks',
  )
  return box === undefined ? '' : textOf(box)
}

describe('the head of the page', () => {
  it('has title, state, number of commits, base and head', () => {
    const page = makePage({ title: 'Fix issue 1234: Data loss', commits: 2 })

    expect(named(page, 'title', 'h1').map(textOf)).toEqual([
      'Fix issue 1234: Data loss',
      'Fix issue 1234: Data loss',
    ])
    expect(ofClass(page, 'state-line').map(textOf)).toEqual([
      'Open github-actions wants to merge 2 commits into main from fix/issue-1234',
    ])
    expect(ofClass(page, 'repository').map(textOf)).toEqual([
      'yourusername/project forked from upstreamorg/project',
    ])
  })

  it('says Draft of a draft', () => {
    expect(ofClass(makePage({ isDraft: true }), 'state').map(textOf)).toEqual([
      'Draft',
    ])
  })

  it('lists labels, reviewers, assignees and the milestone, or says that there are none', () => {
    const sidebar = {
      reviewers: ['ann'],
      assignees: [],
      labels: ['bug', 'staging'],
      milestone: '1.2',
    }

    expect(ofClass(makePage({ sidebar }), 'sidebar').map(textOf)).toEqual([
      'ReviewersannAssigneesNo one assignedLabelsbugstagingMilestone1.2',
    ])
  })
})

describe('the box of checks', () => {
  it.each([
    ['ready', 'All checks have passed', '1 successful check'],
    ['incomplete', 'Some checks haven’t completed yet', '1 pending check'],
    ['failed', 'All checks have failed', '1 failing check'],
    ['inconclusive', 'All checks have failed', '1 errored check'],
    ['stale', 'Some checks haven’t completed yet', '1 expected check'],
  ] as const)('says of %s: %s', (conclusion, title, count) => {
    const page = makePage({
      facts: makeFacts({ evidence: makeEvidence({ conclusion }) }),
    })

    expect(checks(page)).toContain(`${title}${count}`)
    expect(checks(page)).toContain('staging-pr ')
  })

  it('lists the steps with what came of them and how long they took', () => {
    const steps = [
      makeStepResult('test', 'cargo test', {
        durationMs: 98_000,
        tests: { passed: 217, failed: 0, skipped: 2 },
      }),
      makeStepResult('clippy', 'cargo clippy', {
        status: 'failed',
        exitCode: 101,
        durationMs: 22_000,
      }),
      makeStepResult('docs', 'cargo doc', {
        status: 'skipped',
        reason: 'nothing to do',
      }),
    ]
    const page = makePage({
      facts: makeFacts({ evidence: makeEvidence({ steps }) }),
    })

    const rows = ofClass(page, 'rows').at(-1)
    const items = rows === undefined ? [] : rows.children
    expect(
      items.flatMap((item) => (item.type === 'element' ? [textOf(item)] : [])),
    ).toEqual([
      'cargo test 217 passed, 2 skipped 1 min 38 s',
      'cargo clippy failed with exit status 101 22 s',
      'cargo doc skipped: nothing to do',
    ])
  })

  it('waits before anything has run', () => {
    const page = makePage({ facts: makeFacts({ evidence: null }) })

    expect(checks(page)).toContain(
      'Expected: waiting for status to be reported',
    )
    expect(checks(page)).toContain('cargo test not run yet')
    expect(ofClass(page, 'banner').map(textOf)[0]).toContain(
      'before its steps have run',
    )
  })
})

describe('the changed files', () => {
  const changes: readonly ChangedFile[] = [
    makeChange('.chant/specs/005-fork-fix.md', {
      status: 'added',
      added: 30,
      removed: 0,
    }),
    makeChange('docs/storage.md'),
    makeChange('logo.png', { added: null, removed: null }),
    makeChange('src/store.rs', { added: 1, removed: 0 }),
    makeChange('tests/issue.rs'),
    makeChange('src/new.rs', {
      status: 'renamed',
      previousPath: 'src/old.rs',
      added: 0,
      removed: 0,
    }),
  ]
  const findings = [
    finding({
      rule: 'scope/undeclared',
      severity: 'warn',
      message: '`src/new.rs` changed.',
      remedy: 'Declare it.',
      path: 'src/new.rs',
    }),
    finding({
      rule: 'test-integrity',
      severity: 'error',
      message: 'A lint is off.',
      path: 'src/store.rs',
      line: 11,
    }),
  ]
  const steps = [
    makeStepResult('clippy', 'cargo clippy', {
      problems: [
        {
          path: 'src/store.rs',
          line: 99,
          column: null,
          endLine: null,
          level: 'warning',
          message: 'unused',
          rule: null,
        },
      ],
    }),
  ]
  const facts = makeFacts({
    search: found(spec),
    changes,
    evidence: makeEvidence({
      findings,
      steps,
      proof: {
        ...makeEvidence().proof,
        files: [
          {
            path: 'tests/issue.rs',
            original: { blob: 'a'.repeat(40), commit: 'c'.repeat(40) },
            head: 'b'.repeat(40),
          },
        ],
      },
    }),
  })
  const page = makePage({ facts, diff })

  it('are counted', () => {
    expect(ofClass(page, 'files').map(textOf)[0]).toContain(
      '6 changed files with 49 additions and 4 deletions.',
    )
  })

  it.each([
    ['.chant/specs/005-fork-fix.md', 'new +30 −0 spec, stays in the fork'],
    ['docs/storage.md', '+9 −2 asked for by “Documentation updated”'],
    ['logo.png', 'binary not declaredBinary file.'],
    ['src/store.rs', '+1 −0 declared'],
    ['tests/issue.rs', '+9 −2 reproduction test, changed after ccccccc'],
    ['src/old.rs → src/new.rs', '+0 −0 not declared'],
  ])('say why %s is there', (path, mark) => {
    expect(fileBox(page, path)).toContain(mark)
  })

  it('say of a file what was found in it, and of a line below that line', () => {
    expect(fileBox(page, 'src/old.rs')).toContain(
      'Warning · scope src/new.rs changed. Declare it.',
    )
    expect(fileBox(page, 'src/store.rs')).toMatch(
      /let b = 2;Error · test-integrity, line 11 A lint is off\.1112 let c/u,
    )
  })

  it('say above the diff what was found on a line that it does not show', () => {
    expect(fileBox(page, 'src/store.rs')).toMatch(
      /Warning · clippy, line 99 unused.*@@ -10,2/u,
    )
  })

  it('fold what stays in the fork', () => {
    const open = ofClass(page, 'file').map(
      ({ properties }) => properties['open'] === true,
    )

    expect(open).toEqual([false, true, true, true, true, true])
  })

  it('cut a long diff and many files, and count what is missing', () => {
    const lines = Array.from({ length: 500 }, (_, at) => `+line ${at}`)
    const long = `diff --git a/f0 b/f0\n--- a/f0\n+++ b/f0\n@@ -0,0 +1,500 @@\n${lines.join('\n')}\n`
    const many = Array.from({ length: 302 }, (_, at) => makeChange(`f${at}`))

    const cut = makePage({ facts: makeFacts({ changes: many }), diff: long })

    expect(fileBox(cut, 'f0')).toContain(
      '100 more lines of this diff are not shown here.',
    )
    expect(ofClass(cut, 'file')).toHaveLength(300)
    expect(
      textOf(ofClass(cut, 'files')[0] ?? { type: 'root', children: [] }),
    ).toMatch(/And 2 more files\.$/u)
  })
})

describe('every page', () => {
  it.each(Object.entries(bodyScenarios))(
    'has one first heading, and leaves out no level: %s',
    (_, facts) => {
      const levels = named(
        makePage({ facts }),
        'h1',
        'h2',
        'h3',
        'h4',
        'h5',
        'h6',
      ).map(({ tagName }) => Number(tagName.slice(1)))

      expect(levels.filter((level) => level === 1)).toHaveLength(1)
      expect(levels[0]).toBe(1)
      for (const [at, level] of levels.entries()) {
        expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1)
      }
    },
  )

  it('has a policy that lets in its own style and nothing else', () => {
    const page = makePage()

    const style = /<style>([^]*?)<\/style>/u.exec(page)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    const policy = named(page, 'meta').find(
      ({ properties }) => 'httpEquiv' in properties,
    )
    expect(policy?.properties['content']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`,
    )
  })

  it('is safe whatever spec, body, paths, code and findings say', () => {
    const pieces = fc.constantFrom(
      '<script>alert(1)</script>',
      '</style>',
      '<img src=x onerror=alert(1)>',
      '"',
      "'",
      '>',
      '<',
      '&',
      '`',
      '\n',
      ' ',
      '\n\n',
      'javascript:alert(1)',
      '](javascript:alert(1))',
      '[x',
      '<svg/onload=alert(1)>',
      '<!--',
      '-->',
      '</td></tr></table>',
      '<a href="javascript:1">',
      '<details ontoggle=x open>',
      '<style>*{}</style>',
      '<base href=//x>',
      '\u202e',
      '\u0000',
      '> [!TIP]\n> ',
      '```diff\n',
      '<p style="x">',
      '<input autofocus onfocus=x>',
      'text',
    )
    const hostile = fc
      .array(pieces, { maxLength: 12 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        const facts = makeFacts({
          context: makeContext({ branch: `fix/${one}` }),
          search: found(
            makeSpec(`# ${one}\n\n## Problem\n\n${other}\n`, {
              targetFiles: [one],
            }),
          ),
          changes: [makeChange(`src/${other}`)],
          evidence: makeEvidence({
            steps: [
              makeStepResult('test', one, {
                status: 'failed',
                tail: other,
                reason: one,
              }),
            ],
            findings: [
              finding({
                rule: 'scope',
                severity: 'error',
                message: one,
                path: `src/${other}`,
              }),
            ],
          }),
        })
        const page = makePage({
          facts,
          title: one,
          body: other,
          diff: `--- a/x\n+++ b/src/${other}\n@@ -0,0 +1 @@\n+${one}\n`,
          sidebar: {
            reviewers: [one],
            assignees: [other],
            labels: [one],
            milestone: other,
          },
        })

        expectSafe(page)
      }),
      { numRuns: runs(200) },
    )
  })

  it('is safe with the body that is sent, whatever its spec says', () => {
    const text = fc.string({
      unit: fc.constantFrom(
        '<',
        '>',
        '/',
        'script',
        ' ',
        '"',
        '\n',
        'a',
        '=',
        'on',
        '`',
        '[',
        ']',
        '(',
        ')',
        '#',
      ),
    })
    fc.assert(
      fc.property(text, (one) => {
        const body = `# ${one}\n\n## Solution\n\n${one}\n\n## Acceptance Criteria\n\n- [x] ${one}\n`
        expectSafe(
          makePage({ facts: makeFacts({ search: found(makeSpec(body)) }) }),
        )
      }),
      { numRuns: runs(100) },
    )
  })
})

const never = new Set([
  'script',
  'iframe',
  'object',
  'embed',
  'form',
  'base',
  'img',
  'video',
  'audio',
  'button',
  'textarea',
  'select',
  'frame',
  'math',
])

/** As a browser reads the page: one style, no script, no handler, no address but of the web and of mail. */
function expectSafe(page: string): void {
  const elements = elementsOf(page)
  const names = elements.map(({ tagName }) => tagName)
  expect(names.filter((name) => never.has(name))).toEqual([])
  expect(names.filter((name) => name === 'style')).toHaveLength(1)
  expect(names.filter((name) => name === 'link')).toHaveLength(1)
  expect(named(page, 'meta')).toHaveLength(6)
  expect(page).toContain(`content="default-src 'none'; style-src 'sha256-`)
  for (const { properties, tagName } of elements) {
    const keys = Object.keys(properties)
    expect(
      keys.filter((key) =>
        /^on|^style$|^srcDoc$|^formAction$|^src$/iu.test(key),
      ),
    ).toEqual([])
    if (tagName === 'a') {
      expect(String(properties['href'] ?? '#')).toMatch(
        /^(?:#|https?:|mailto:|irc)/u,
      )
    }
  }
}
